// The conflicts of docs/wire/statements §14 that concern reading, by number. 12, 16, 19 and 20 are about fetching.
import { checkBatch, openStatement, parseStatementName } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { codesOf, recordsOf, sample, sampleText, statementOf } from './support/samples.ts';

test('1: an online transaction file may be called transaction or fptrade', async () => {
  const columns = sampleText('2088721149955614_fptrade_20180823.csv');
  for (const name of ['2088721149955614_fptrade_20180823.csv', '2088721149955614_transaction_20180823.csv']) {
    expect(parseStatementName(name)?.families).toContain('A2');
    expect((await openStatement(statementOf(columns, name))).facts.layout).toBe('A2-fptrade');
  }
});
test('2: a Total_count of 4 over three rows is a truncated file', async () => {
  await expect(openStatement(sample('a1-transaction-17-as-printed.txt'))).rejects.toMatchObject({
    defects: [{ code: 'FILE_TRUNCATED', column: 'Total_count', printed: '4' }],
  });
  const fewer = sampleText('a1-transaction-17.txt').replace('Total_count:3', 'Total_count:2');
  expect(await codesOf(statementOf(fewer))).toEqual(['ROW_COUNT_MISMATCH']);
});
test('3: REVERSE and REVERSAL are the same', async () => {
  const text = sampleText('2088000000000000_transaction_20131202.txt').replace('|REVERSAL|', '|REVERSE|');
  expect((await recordsOf(statementOf(text)))[1]).toMatchObject({ kind: 'cancel', printedType: 'REVERSE' });
});
test('4: 15 values under 14 names only where a currency comes under Currency', async () => {
  const file = '2088000000000000_fptrade_20170502.csv';
  expect((await recordsOf(sample(file)))[0]?.net).toBe(10n);
  expect(await codesOf(statementOf(sampleText(file).replace('0.00,,0.10', '0.00,x,0.10'), file))).toEqual([
    'ROW_MALFORMED',
  ]);
  const shifted = sampleText(file).replace('0.00,,0.10,HKD', '0.00,,0.10,XXL');
  expect(await codesOf(statementOf(shifted, file))).not.toEqual([]);
});
test('5: AlipayHK prints M/D/YYYY H:MM, and its table MM/DD/YYYY HH:MM:SS', async () => {
  const file = '1022188000000000001_settle_20181227_50002018122700000000000000000001.csv';
  const text = sampleText(file);
  const documented = text.replaceAll('12/26/2018 0:55', '12/26/2018 00:55:07');
  expect((await recordsOf(statementOf(text, file)))[0]?.occurredAt).toBe('2018-12-26T00:55:00+08:00');
  expect((await recordsOf(statementOf(documented, file)))[0]?.occurredAt).toBe('2018-12-26T00:55:07+08:00');
  expect(await codesOf(statementOf(text.replace('12/26/2018', '26/12/2018'), file))).toEqual([
    'TIME_INVALID',
  ]);
});
test('6: a refund with a positive amount and a negative net', async () => {
  const file = '1022188000000000001_settle_20181227_50002018122700000000000000000001.csv';
  for (const printed of ['0.2,0,-0.2', '-0.2,0,-0.2', '0.2,0,0.2']) {
    const text = sampleText(file).replace('0.2,0,-0.2', printed);
    expect((await recordsOf(statementOf(text, file)))[0]).toMatchObject({ gross: -20n, net: -20n });
  }
});
test('7: sellerID or sellerId, transStatus or transSTatus, ALIPAY_CN or Alipay_CN', async () => {
  const file = 'ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv';
  const tabulated = sampleText(file).replace('sellerId', 'sellerID').replace('transSTatus', 'transStatus');
  for (const text of [sampleText(file), tabulated, tabulated.replace('Alipay_CN', 'ALIPAY_CN')]) {
    const { facts } = await openStatement(statementOf(text, file));
    expect(facts).toMatchObject({ unknownColumns: [], warnings: [] });
    expect((await recordsOf(statementOf(text, file)))[0]?.status).toBe('Success');
  }
});
test('8: a payment with an original id is a payment', async () => {
  const [payment] = await recordsOf(sample('ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv'));
  expect(payment).toMatchObject({ kind: 'payment', direction: 'in', gross: 7_300n });
  expect(payment?.originalProviderId).toBe('2018xxxxxxxx10800100188320004337018');
});
test('9: a TOTAL of 72.04 over rows that add up to 65.04', async () => {
  expect(await codesOf(sample('b0-summary-as-printed.csv'))).toEqual(['SUMMARY_MISMATCH']);
  expect(await codesOf(sample('ALIPAY_SETTLEMENT_SUMMARY_CNY_20160806.csv'))).toEqual([]);
});
test('10: a comma at the end of some rows', async () => {
  const file = 'transactionItems_20181225_000.csv';
  expect(await recordsOf(sample(file))).toHaveLength(2);
  const full = sampleText(file).replace('18000,KRW,', '18000,KRW,x');
  expect(await codesOf(statementOf(full))).toEqual(['ROW_MALFORMED']);
});
test('11: dollars or cents are decided by file, never guessed', async () => {
  const file = 'settlementSummary_KaKaoPay_USD_2018122611021040123_000.csv';
  const known = sampleText('transactionItems_20240102_000.csv')
    .replaceAll('14.50', '1450')
    .replace('-1.00', '-100');
  expect(await codesOf(sample(file))).toEqual(['UNIT_AMBIGUOUS']);
  const proven = sampleText(file).replace(',725,', ',725.00,');
  expect((await openStatement(statementOf(proven))).facts).toMatchObject({
    unit: 'major',
    unitFrom: 'decimal-point',
  });
  expect(await codesOf(statementOf(proven), { unit: 'smallest' })).toEqual(['UNIT_CONTRADICTED']);
  const joined = await openStatement(statementOf(known), {
    knownAmounts: () => ({ currency: 'USD', value: 1_450n }),
  });
  expect(joined.facts).toMatchObject({ unit: 'smallest', unitFrom: 'known-amounts' });
  const dollars = await openStatement(statementOf(known), {
    knownAmounts: () => ({ currency: 'USD', value: 145_000n }),
  });
  expect(dollars.facts).toMatchObject({ unit: 'major', unitFrom: 'known-amounts' });
  const unlike = { knownAmounts: () => ({ currency: 'USD', value: 7n }) };
  expect(await codesOf(statementOf(known), unlike)).toEqual(['UNIT_AMBIGUOUS']);
});
test('13: a summary with the name of details is a summary', async () => {
  const source = sample(
    'settlementSummary_HKD_2C2PXXXXXX0101_000.csv',
    'settlementItems_HKD_2C2PXXXXXX0101_000.csv',
  );
  const { facts } = await openStatement(source);
  expect(facts).toMatchObject({ report: 'summary', layout: 'B2-settlementSummary' });
  expect(facts.warnings).toEqual([expect.objectContaining({ code: 'NAME_DIFFERS' })]);
});
test('14: an empty cycle is a column line and <END>, or a total of 0', async () => {
  const file = 'settlementSummary_KaKaoPay_USD_0000000000000000000_000.csv';
  expect((await openStatement(sample(file))).facts).toMatchObject({ rows: 0, unitFrom: 'no-matter' });
  const zero =
    '0000000000000000000,1022188000000000001,Alipay_SG,TOTAL,2018-12-26T10:00:00+08:30,0,0,USD,0,USD';
  const text = sampleText(file).replace('<END>', `${zero},,,,,,,,,,,,,,\n<END>`);
  const [total] = await recordsOf(statementOf(text, file));
  expect(total).toMatchObject({ kind: 'total', net: 0n, count: 0 });
});
test('15: an empty file of a day says so under either name', async () => {
  const text = sampleText('transactionItems_20181226_000.csv');
  for (const [name, day] of [
    ['transactionItems_20181225_000.csv', '2018-12-25'],
    ['transactionItems_20181226_000.csv', '2018-12-26'],
  ]) {
    const { facts } = await openStatement(statementOf(text, name));
    expect(facts).toMatchObject({ rows: 0, day, warnings: [{ code: 'FILE_EMPTY_OK' }] });
  }
});
test('17: a CANCEL with or without the id of its payment', async () => {
  const columns = sampleText('transactionItems_20240102_000.csv').split('\n')[0];
  const cancel = (original: string): string =>
    `${columns}\n1,2C2P,,,,2024010200000001,${original},order-1,,,CARD,,CANCEL,2024-01-02T10:00:00+08:00,,-1.00,USD,,,,\n<END>\n`;
  const [empty] = await recordsOf(statementOf(cancel('')));
  const [filled] = await recordsOf(statementOf(cancel('2024010200000000')));
  expect([empty?.kind, empty?.originalProviderId]).toEqual(['cancel', undefined]);
  expect([filled?.kind, filled?.originalProviderId]).toEqual(['cancel', '2024010200000000']);
});
test.each([
  ['RESERVE', 'RESERVE_WITHHOLDING'],
  ['RESERVE_RELEASED', 'RESERVE_RELEASE'],
  ['COLLATERAL_WITHHELD', 'COLLATERAL_WITHHOLDING'],
  ['COLLATERAL_RELEASED', 'COLLATERAL_RELEASE'],
  ['CANCEL', 'VOID'],
])('18: %s and %s are of one kind', async (newer, older) => {
  const file = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';
  const kinds = await Promise.all(
    [newer, older].map(async (type) => {
      const text = sampleText(file).replace(',RESERVE,', `,${type},`);
      return (await recordsOf(statementOf(text, file)))[3]?.kind;
    }),
  );
  expect(kinds[0]).toBe(kinds[1]);
  expect(kinds[0]).not.toBe('unknown');
});
test('21: Rmb_settlement may be off by half a unit of the currency, which is told, and by no more', async () => {
  const file = '2088000000000000_settlement_20170803.txt';
  const { facts } = await openStatement(sample(file));
  expect(facts.warnings).toEqual([
    expect.objectContaining({ code: 'WITHIN_TOLERANCE', about: 'Rmb_settlement' }),
  ]);
  expect(await codesOf(statementOf(sampleText(file).replace('1989.37', '1989.40')))).toEqual(['FX_MISMATCH']);
  expect(await codesOf(statementOf(sampleText(file).replace('2001.38', '2001.44')))).toEqual(['FX_MISMATCH']);
});
test('22: the day of the first line, with or without a time', async () => {
  const text = sampleText('a1-transaction-8.txt');
  const timed = text.replace('Payment_time: 2013-12-02', 'Payment_time:2013-12-02 00:00:00');
  for (const one of [text, timed]) {
    expect((await openStatement(statementOf(one))).facts.day).toBe('2013-12-02');
  }
});
test('files of one batch agree', async () => {
  const files = [
    'SETTLEMENT_DETAIL_202604271985548486_20260428.csv',
    'SETTLEMENT_SUMMARY_202604271985548486_20260428.csv',
  ];
  const statements = await Promise.all(files.map((file) => openStatement(sample(file))));
  expect(checkBatch(statements)).toEqual({ complete: true, defects: [] });
});
