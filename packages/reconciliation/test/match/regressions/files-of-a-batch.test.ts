import { expect, test } from 'vitest';
import { antomSettlement } from '../support/antom-files.ts';
import { matchSmallDay } from '../support/books.ts';

const [paid, settled] = ['2026-11-20', '2026-11-23'];
const batch = '20261123102104012';
const columns = 'settlementBatchId,customerId,PSP,summaryType,count,settlementAmountValue,settlementCurrency';

/** The summary of the batch. Rows: type, count, sum and currency. */
const summary = (...rows: readonly string[]): Readonly<Record<string, string>> => ({
  [`settlementSummary_${batch}_000.csv`]: [
    `${columns},settlementInitiatedDate`,
    ...rows.map((row) => `${batch},1022188000000000001,Antom,${row.replaceAll(' ', ',')},${settled}`),
    '<END>',
    '',
  ].join('\n'),
});

/** Details of one payment. */
const details = (currency: string, amount: string): Readonly<Record<string, string>> => {
  const row = {
    ...{ transactionId: `P${currency}`, transactionRequestId: currency, transactionAmountValue: amount },
    ...{ transactionCurrency: currency, settlementAmountValue: amount, settlementCurrency: currency },
  };
  const [[name, text] = ['', '']] = Object.entries(antomSettlement([row], settled, paid));
  return { [name.replace('USD', currency)]: text };
};

const batchBreaks = async (files: Readonly<Record<string, string>>) => {
  const { result } = await matchSmallDay({ day: settled, files });
  return result.breaks.filter(({ file }) => file !== undefined);
};

test('of a summary in several currencies, the one that differs has what is at stake', async () => {
  const found = await batchBreaks({
    ...summary('PAYMENT 1 10.00 USD', 'TOTAL 1 10.00 USD', 'PAYMENT 1 1000 JPY', 'TOTAL 1 1000 JPY'),
    ...details('USD', '10.00'),
    ...details('JPY', '930'),
  });
  const said = { kind: 'SUMMARY_MISMATCH', question: 'sums-agree', currency: 'JPY', difference: 70n };
  expect(found).toMatchObject([
    { ...said, atStake: 70n },
    { ...said, atStake: 70n },
  ]);
  expect(found.map(({ file }) => file?.defects)).toEqual([
    [expect.not.objectContaining({ sums: expect.anything() })],
    [expect.not.objectContaining({ sums: expect.anything() })],
  ]);
  expect(new Set(found.map(({ file }) => file?.defects[0]?.column))).toEqual(
    new Set(['settlement of PAYMENT', 'settlement of TOTAL']),
  );
});

test('a row that only the summary has is at stake with its money, and its number with none', async () => {
  const found = await batchBreaks({
    ...summary('PAYMENT 2 15.00 USD', 'TOTAL 2 15.00 USD'),
    ...details('USD', '10.00'),
  });
  expect(found.map(({ atStake, file }) => [file?.defects[0]?.column, atStake]).toSorted()).toEqual([
    ['count of PAYMENT', 0n],
    ['count of TOTAL', 0n],
    ['settlement of PAYMENT', 500n],
    ['settlement of TOTAL', 500n],
  ]);
});

test('details of two currencies without their summaries are missing one for each', async () => {
  const found = await batchBreaks({ ...details('USD', '10.00'), ...details('JPY', '930') });
  expect(found.map(({ kind, currency, atStake }) => [kind, currency, atStake]).toSorted()).toEqual([
    ['FILE_MISSING', 'JPY', 0n],
    ['FILE_MISSING', 'USD', 0n],
  ]);
});

test('a part that is missing between others is a gap', async () => {
  const [[name, text] = ['', '']] = Object.entries(details('USD', '10.00'));
  const found = await batchBreaks({
    ...summary('PAYMENT 1 10.00 USD', 'TOTAL 1 10.00 USD'),
    [name.replace('_000', '_001')]: text,
  });
  expect(found).toMatchObject([
    {
      ...{ kind: 'FILE_SEQ_GAP', question: 'file-whole', standing: 'open', atStake: 0n },
      file: { name: name.replace('_000', '_001') },
    },
  ]);
});
