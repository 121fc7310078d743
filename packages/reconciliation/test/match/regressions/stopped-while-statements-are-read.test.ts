import { once } from 'node:events';
import { openStatement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { inStoreTransactions, matchSmallDay } from '../support/books.ts';

test('a stop that a statement meets first is told as the stop of the match', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const [[name, content] = ['', '']] = Object.entries(
    inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']),
  );
  let isMatching = false;
  const open = async function* () {
    if (isMatching) controller.abort();
    yield Buffer.from(content);
  };
  const statement = await openStatement({ name, open }, { signal });
  isMatching = true;
  // Own books come to their end after the stop, so that nothing but the statement meets it.
  const read = async function* () {
    if (!signal.aborted) await once(signal, 'abort');
    yield* [];
  };
  const inputs = {
    statements: [{ statement, revision: 1 }],
    ledger: { kind: 'records', read },
  } as const;
  await expect(matchSmallDay({ inputs, signal })).rejects.toMatchObject({ code: 'ERR_MATCH_FAILED' });
});
