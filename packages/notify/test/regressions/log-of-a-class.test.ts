import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  type LoggedNotification,
  type NotificationLog,
} from '@alipay-intl/notify';
import { expect, it } from 'vitest';
import { makeReceiver, paid } from './support.ts';

type Step = Parameters<NonNullable<NotificationLog<string>['handleInTransaction']>>[1];

/** Its methods are those of the prototype, and need `this`. */
class TransactionLog {
  readonly handled: string[] = [];

  async handleInTransaction({ key }: LoggedNotification, work: Step): Promise<'handled' | 'done'> {
    await work('transaction');
    this.handled.push(key);
    return 'handled';
  }
}

it('the transactions of a log that is a class are found', async () => {
  const { claim, extend, complete, fail, store, takeStored, list, revive } = createMemoryNotificationLog();
  const rest = { claim, extend, complete, fail, store, takeStored, list, revive };
  const log = Object.assign(new TransactionLog(), rest);
  const seen: unknown[] = [];
  const receiver = await makeReceiver({
    mode: 'handle-in-transaction',
    log,
    handler: (_received: unknown, transaction: unknown) => void seen.push(transaction),
  } as never);
  expect((await receiver.receive(await paid())).kind).toBe('handled');
  expect(seen).toEqual(['transaction']);
  expect(log.handled).toHaveLength(1);
});

it('a log without transactions is refused as before', () => {
  const log = createMemoryNotificationLog();
  expect(() =>
    createNotificationReceiver({
      verifiers: { v1: {} as never },
      lookup: 'handler-compares',
      mode: 'handle-in-transaction',
      log: log as never,
      handler: () => undefined,
    }),
  ).toThrow(
    expect.objectContaining({
      code: 'ERR_OPTION_INVALID',
      issues: [expect.objectContaining({ path: 'handleInTransaction' })],
    }),
  );
});
