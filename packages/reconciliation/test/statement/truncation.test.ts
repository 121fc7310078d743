import { readFile } from 'node:fs/promises';
import { inspectStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { sample, statementOf } from './support/samples.ts';

/** What a file says about its own end. Where it says nothing, a cut between two rows leaves a shorter, valid file. */
const corpus = [
  ['2088000000000000_transaction_20131202.txt', 'Total_count'],
  ['a1-transaction-17.txt', 'Total_count'],
  ['transactionItems_20181225_000.csv', '<END>'],
  ['transactionItems_20240102_000.csv', '<END>'],
  ['settlementSummary_HKD_2C2PXXXXXX0101_000.csv', '<END>'],
  ['SETTLEMENT_DETAIL_202604271985548486_20260428.csv', '<END>'],
  ['SETTLEMENT_SUMMARY_202604271985548486_20260428.csv', '<END>'],
  ['TRANSACTION_DETAIL_20260427.csv', '<END>'],
  ['ALIPAY_SETTLEMENT_SUMMARY_CNY_20160806.csv', 'TOTAL'],
  ['2088000000000000_settlement_20170803.txt', 'nothing'],
  ['a1-settlement-hk.txt', 'nothing'],
  ['2088721149955614_fptrade_20180823.csv', 'nothing'],
  ['2088731886301113_fptrade_20200518.csv', 'nothing'],
  ['2088000000000000_transaction_20170927.txt', 'nothing'],
  ['2088000000000000_settlement_20170928.txt', 'nothing'],
  ['2088000000000000_fptrade_20170502.csv', 'nothing'],
  ['2088000000000000_settlebatch_20170523.csv', 'nothing'],
  ['1022188000000000001_settle_20181227_50002018122700000000000000000001.csv', 'nothing'],
  ['1022188000000000001_fptrade_20261121.csv', 'nothing'],
  ['ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv', 'nothing'],
  ['ALIPAY_SETTLEMENT_DETAIL_CNY_20160806.csv', 'nothing'],
] as const;

describe('a file cut off at any byte', () => {
  test.each(corpus)('%s, whose end is told by %s, is refused', async (file, tells) => {
    const bytes = await readFile(sample(file).path);
    const accepted: number[] = [];
    for (let length = 0; length < bytes.length; length++) {
      const { accepted: isAccepted, facts } = await inspectStatement(
        statementOf(bytes.subarray(0, length), file),
      );
      if (!isAccepted) continue;
      accepted.push(length);
      // A file without rows is never silent.
      if (facts?.rows === 0)
        expect(facts.warnings).toContainEqual(expect.objectContaining({ code: 'FILE_EMPTY_OK' }));
    }
    // Without a count, a trailer or a total only the cuts between rows are left, one for each row.
    const lineEnds = cutsBetweenRows(bytes);
    const undetectable = {
      '<END>': [bytes.length - 1],
      Total_count: [],
      TOTAL: lineEnds.slice(0, 1),
      nothing: lineEnds,
    };
    expect(accepted).toEqual(undetectable[tells]);
  });
});

/** Lengths at which a file ends with a whole line: the column line, and each row but the last. */
function cutsBetweenRows(bytes: Buffer): readonly number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) ends.push(at + 1);
  return ends.slice(0, -1);
}
