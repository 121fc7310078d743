import { readdirSync } from 'node:fs';
import { openStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { codesOf, recordsOf, sample } from './support/samples.ts';

const smallest = { unit: 'smallest' } as const;

/** Sample, layout, unit and how it was decided, number of rows, kinds. */
const accepted = [
  ['2088000000000000_transaction_20131202.txt', 'A1-transaction-15', 'major', 'family', 4],
  ['a1-transaction-17.txt', 'A1-transaction-17', 'major', 'family', 3],
  ['a1-transaction-8.txt', 'A1-transaction-8', 'major', 'family', 2],
  ['2088000000000000_settlement_20170803.txt', 'A1-settlement', 'major', 'family', 1],
  ['a1-settlement-hk.txt', 'A1-settlement', 'major', 'family', 2],
  ['2088721149955614_fptrade_20180823.csv', 'A2-fptrade', 'major', 'family', 1],
  ['2088731886301113_fptrade_20200518.csv', 'A2-fptrade', 'major', 'family', 2],
  ['2088000000000000_transaction_20170927.txt', 'A3-transaction', 'major', 'family', 2],
  ['2088000000000000_settlement_20170928.txt', 'A3-settlement', 'major', 'family', 1],
  ['2088000000000000_fptrade_20170502.csv', 'A4-fptrade', 'major', 'family', 1],
  ['2088000000000000_settlebatch_20170523.csv', 'A2-settlebatch', 'major', 'family', 1],
  [
    '1022188000000000001_settle_20181227_50002018122700000000000000000001.csv',
    'A5-settle',
    'major',
    'family',
    2,
  ],
  ['1022188000000000001_fptrade_20261121.csv', 'A6-fptrade', 'major', 'decimal-point', 2],
  ['ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv', 'B0-transaction', 'major', 'family', 1],
  ['ALIPAY_SETTLEMENT_DETAIL_CNY_20160806.csv', 'B0-settlement', 'major', 'family', 2],
  ['ALIPAY_SETTLEMENT_SUMMARY_CNY_20160806.csv', 'B0-summary', 'major', 'family', 3],
  ['transactionItems_20181225_000.csv', 'B1-transactionItems', 'major', 'no-matter', 2],
  ['transactionItems_20181226_000.csv', 'B1-transactionItems', 'major', 'no-matter', 0],
  ['transactionItems_20240102_000.csv', 'B2-transactionItems', 'major', 'decimal-point', 3],
  ['settlementItems_USD_2024010311021040123_000.csv', 'B2-settlementItems', 'major', 'decimal-point', 1],
  ['settlementSummary_HKD_2C2PXXXXXX0101_000.csv', 'B2-settlementSummary', 'major', 'decimal-point', 3],
  [
    'settlementSummary_KaKaoPay_USD_0000000000000000000_000.csv',
    'B2-settlementSummary',
    'major',
    'no-matter',
    0,
  ],
  ['TRANSACTION_DETAIL_20260427.csv', 'B3-transaction', 'major', 'family', 2],
  ['SETTLEMENT_DETAIL_202604271985548486_20260428.csv', 'B3-settlement', 'major', 'family', 4],
  ['SETTLEMENT_SUMMARY_202604271985548486_20260428.csv', 'B3-summary', 'major', 'family', 5],
  ['b4-summary.csv', 'B4-summary', 'major', 'family', 5],
] as const;

/** Samples that are wrong as printed, or cannot be read without a setting: what they are refused with. */
const refused = [
  ['a1-transaction-17-as-printed.txt', 'FILE_TRUNCATED'],
  ['b0-summary-as-printed.csv', 'SUMMARY_MISMATCH'],
  ['settlementItems_KaKaoPay_USD_2018122611021040123_000.csv', 'UNIT_AMBIGUOUS'],
  ['settlementSummary_KaKaoPay_USD_2018122611021040123_000.csv', 'UNIT_AMBIGUOUS'],
] as const;

describe('samples', () => {
  test.each(accepted)('%s is %s', async (file, layout, unit, unitFrom, rows) => {
    const { facts } = await openStatement(sample(file));
    expect(facts).toMatchObject({ name: file, layout, unit, unitFrom, rows });
    expect(await recordsOf(sample(file))).toHaveLength(rows);
  });
  test.each(refused)('%s is refused with %s', async (file, code) => {
    expect(await codesOf(sample(file))).toEqual([code]);
    await expect(openStatement(sample(file))).rejects.toMatchObject({ code: 'ERR_STATEMENT_REFUSED' });
  });
  test('are all in one of these lists', () => {
    const files = readdirSync(new URL('samples', import.meta.url));
    expect([...accepted, ...refused].map(([file]) => file).sort()).toEqual(files.sort());
  });
  test.each(accepted)('%s is recognised by its columns alone', async (file, layout) => {
    const { facts } = await openStatement(sample(file, 'report of yesterday'));
    expect(facts).toMatchObject({ layout, fileName: undefined });
  });
});

describe('golden vectors of docs/wire/statements §16', () => {
  test('1: an in-store payment', async () => {
    const [payment] = await recordsOf(sample('2088000000000000_transaction_20131202.txt'));
    expect(payment).toMatchObject({
      kind: 'payment',
      direction: 'in',
      ownId: '0001',
      providerId: '201312020445',
      gross: 10_000n,
      fee: -300n,
      net: undefined,
      currency: 'HKD',
      occurredAt: '2013-12-02T10:45:42+08:00',
      line: 3,
    });
  });
  test('2: an in-store refund, whose fee stays undecided', async () => {
    const refund = (await recordsOf(sample('2088000000000000_transaction_20131202.txt')))[3];
    expect(refund).toMatchObject({ kind: 'refund', direction: 'out', ownId: '0004', gross: -10_000n });
    expect(refund?.fee).toBeUndefined();
    expect(refund?.printed['Charge_amount']).toBe('3');
  });
  test('3: an in-store settlement with yuan', async () => {
    const [record] = await recordsOf(sample('2088000000000000_settlement_20170803.txt'));
    expect(record).toMatchObject({ gross: 36_930n, fee: -222n, net: 36_708n, currency: 'AUD' });
    expect(record).toMatchObject({ grossCny: 200_138n, netCny: 198_937n, rate: '5.41940000' });
    expect(record?.settledAt).toBe('2017-08-03T15:46:00+08:00');
  });
  test('4: an autodebit refund whose remark names the payment', async () => {
    const refund = (await recordsOf(sample('2088000000000000_transaction_20170927.txt')))[1];
    expect(refund).toMatchObject({ kind: 'refund', gross: -55_500n, fee: 666n, net: -54_834n });
    expect(refund).toMatchObject({ currency: 'HKD', originalOwnId: 'GDR-EP-5727442-20170927144456087' });
  });
  test('5: a row of AlipayHK with an empty cell too many', async () => {
    const [record] = await recordsOf(sample('2088000000000000_fptrade_20170502.csv'));
    expect(record).toMatchObject({
      gross: 10n,
      fee: 0n,
      net: 10n,
      currency: 'HKD',
      ownId: '6276895309058723',
    });
    expect(record?.cells).toHaveLength(14);
    expect(record?.printed).toMatchObject({ Currency: 'HKD', Remarks: 'test1' });
  });
  test('6: a refund of AlipayHK openapi, positive amount and negative net', async () => {
    const [record] = await recordsOf(
      sample('1022188000000000001_settle_20181227_50002018122700000000000000000001.csv'),
    );
    expect(record).toMatchObject({ kind: 'refund', gross: -20n, net: -20n });
    expect(record?.occurredAt).toBe('2018-12-26T00:55:00+08:00');
    expect(record?.batchId).toBe('50002018122700000000000000000001');
  });
  test('7: a file in major units beside an interface in the smallest', async () => {
    const [record] = await recordsOf(sample('ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv'));
    expect(record).toMatchObject({ kind: 'payment', gross: 7_300n, currency: 'CNY', ownId: 'MQSWD65N79a1' });
  });
  test('8: sums by type, and a TOTAL that is wrong', async () => {
    const { facts } = await openStatement(sample('b0-summary-as-printed.csv'), {
      accept: ['SUMMARY_MISMATCH'],
    });
    expect(facts.totals.map(({ printedType, net }) => [printedType, net])).toEqual([
      ['PAYMENT', 7_227n],
      ['REFUND', -723n],
      ['TOTAL', 7_204n],
    ]);
    await expect(openStatement(sample('b0-summary-as-printed.csv'))).rejects.toMatchObject({
      defects: [{ code: 'SUMMARY_MISMATCH', column: 'settlementAmount', printed: '72.04' }],
      message: expect.stringContaining('65.04'),
    });
  });
  test('9: won, a negative refund, a surplus empty cell, <END>', async () => {
    const source = sample('transactionItems_20181225_000.csv');
    expect((await recordsOf(source)).map(({ gross }) => gross)).toEqual([18_000n, -9_000n]);
    const { warnings } = (await openStatement(source)).facts;
    expect(warnings).toEqual([expect.objectContaining({ code: 'SURPLUS_CELL', line: 2, count: 1 })]);
  });
  test('10: the same digits as cents and as dollars', async () => {
    const source = sample('settlementSummary_KaKaoPay_USD_2018122611021040123_000.csv');
    const cents = await recordsOf(source, smallest);
    expect(cents.map(({ printedType, net, fee }) => [printedType, net, fee])).toEqual([
      ['TOTAL', 725n, -25n],
      ['PAYMENT', 1_450n, -50n],
      ['REFUND', -725n, 25n],
    ]);
    const dollars = await recordsOf(source, { unit: 'major' });
    expect(dollars.map(({ net }) => net)).toEqual([72_500n, 145_000n, -72_500n]);
  });
  test('11: the correction row of an acquirer', async () => {
    const records = await recordsOf(sample('settlementSummary_HKD_2C2PXXXXXX0101_000.csv'));
    expect(records.map(({ kind, net, fee }) => [kind, net, fee])).toEqual([
      ['payment', 9_600n, -400n],
      ['provider-rounding', -500n, -500n],
      ['total', 9_100n, -900n],
    ]);
  });
  test('12: a day without transactions', async () => {
    const { facts } = await openStatement(sample('transactionItems_20181226_000.csv'));
    expect(facts.rows).toBe(0);
    expect(facts.warnings).toEqual([expect.objectContaining({ code: 'FILE_EMPTY_OK' })]);
  });
});

describe('settlement details', () => {
  test('with a conversion prove themselves in the right unit, and not in the other', async () => {
    const source = sample('settlementItems_KaKaoPay_USD_2018122611021040123_000.csv');
    const records = await recordsOf(source, smallest);
    expect(
      records.map(({ gross, fee, net, currency, netCurrency }) => [gross, fee, net, currency, netCurrency]),
    ).toEqual([
      [18_000n, -50n, 1_450n, 'KRW', 'USD'],
      [-9_000n, 25n, -725n, 'KRW', 'USD'],
    ]);
    expect(await codesOf(source, { unit: 'major' })).toEqual(['NET_FORMULA_MISMATCH']);
  });
  test('of Antom add up their fee columns, the unknown one included', async () => {
    const [payment, refund, dispute, reserve] = await recordsOf(
      sample('SETTLEMENT_DETAIL_202604271985548486_20260428.csv'),
    );
    expect(payment).toMatchObject({ gross: 10_000n, fee: -280n, net: 9_720n });
    expect(payment?.fees).toEqual([
      { name: 'paymentMethodFeeAmountValue', value: -250n, currency: 'USD', isKnown: true },
      { name: 'withholdingTaxAmountValue', value: -10n, currency: 'USD', isKnown: true },
      { name: 'lunarFeeAmountValue', value: -20n, currency: 'USD', isKnown: false },
    ]);
    expect(refund).toMatchObject({ gross: -10_000n, currency: 'JPY', net: -6_668n, netCurrency: 'USD' });
    expect(dispute).toMatchObject({
      kind: 'dispute',
      direction: 'out',
      ownId: undefined,
      originalOwnId: 'order-0',
    });
    expect(reserve).toMatchObject({ kind: 'account-level', direction: 'out', net: -100n, fee: undefined });
  });
  test('of a failed payment move nothing', async () => {
    const failed = (await recordsOf(sample('TRANSACTION_DETAIL_20260427.csv')))[1];
    expect(failed).toMatchObject({
      kind: 'failed',
      direction: 'none',
      printedType: 'PAYMENT',
      status: 'FAIL',
    });
  });
});
