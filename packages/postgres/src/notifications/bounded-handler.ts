import { StoreError } from '@alipay-intl/core/errors';
import type { StoreSession } from '../store.ts';

/**
 * Runs a handler inside a transaction for no longer than a time. Afterwards its session runs nothing more: the connection may
 * belong to another transaction by then.
 */
export async function runBounded(
  session: StoreSession,
  timeoutMs: number,
  work: (session: StoreSession) => Promise<void>,
): Promise<void> {
  let isOver = false;
  const lent: StoreSession = {
    query: async (text, values) => {
      if (isOver) throw transactionOver();
      return await session.query(text, values);
    },
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tookTooLong(timeoutMs)), timeoutMs);
  });
  try {
    await Promise.race([work(lent), late]);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

function tookTooLong(timeoutMs: number): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: `The handler of a notification was not done within the ${timeoutMs} ms of its transaction.`,
    money: 'What it wrote by its session is undone; Alipay sends the notification again.',
    next: 'Let the handler use the session that it gets and nothing else of the store, and keep slow work out of it.',
  });
}

function transactionOver(): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: 'A handler used its session after its transaction was over.',
    money: 'The statement was not run.',
    next: 'Await every statement before the handler resolves.',
  });
}
