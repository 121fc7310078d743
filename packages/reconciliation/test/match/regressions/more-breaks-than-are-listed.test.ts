import { expect, test } from 'vitest';
import type { Break } from '../../../src/match.ts';
import { inStoreTransactions, inWords, matchSmallDay, payment } from '../support/books.ts';

const day = '2026-11-20';
const refused: Break = {
  ...{ id: 'f'.repeat(20), kind: 'FILE_TRUNCATED', question: 'file-whole', standing: 'open', day },
  ...{ dueDay: undefined, rule: 'the file against the layout of its family', currency: undefined },
  ...{ atStake: 0n, difference: undefined, ledger: undefined, transaction: undefined, settlement: undefined },
  ...{ file: { name: 'a.txt', sha256: undefined, defects: [] }, facts: {} },
};

test('a file that explains a flood of breaks is listed before them, however few are', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('a', { status: 'failed' }), payment('b', { status: 'failed' })],
    files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT', 'b 2 10.00 0.06 10:00:00 PAYMENT']),
    inputs: { fileBreaks: [refused] },
    breaksMax: 2,
  });
  expect(inWords(result.breaks)).toEqual([
    'FILE_TRUNCATED open undefined 0',
    expect.stringMatching(/^STATUS_MISMATCH open AUD 1000 [ab]$/),
  ]);
  expect(result.counts.map(({ kind, rows }) => `${kind} ${rows}`)).toContain('STATUS_MISMATCH 2');
});
