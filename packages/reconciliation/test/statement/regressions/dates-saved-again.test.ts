import { expect, test } from 'vitest';
import { codesOf, defectsOf, sampleText, statementOf } from '../support/samples.ts';

const shop = '2088000000000000_transaction_20131202.txt';
const settled = '2088000000000000_settlement_20170803.txt';
const online = '2088731886301113_fptrade_20200518.csv';
const autoDebit = '2088000000000000_transaction_20170927.txt';
const hongKong = '2088000000000000_fptrade_20170502.csv';
const openapi = '1022188000000000001_settle_20181227_50002018122700000000000000000001.csv';
const hongKongAms = '1022188000000000001_fptrade_20261121.csv';
const acquiring = 'ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv';
const first = 'transactionItems_20181225_000.csv';
const second = 'transactionItems_20240102_000.csv';
const details = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';

/** Times as a spreadsheet or a person saves them, which were read as another day or hour. */
const saved = [
  [shop, '2013-12-02 10:45:42', '02/12/2013 10:45'],
  [shop, '2013-12-02 10:45:42', '2013-12-02'],
  [settled, '2017-08-02 07:36:46', '2/8/2017 7:36'],
  [online, '2020-05-18 09:30:00', '05/06/2020 10:00'],
  [autoDebit, '2017-09-27 10:57:23', '27/9/2017 10:57'],
  [hongKong, '2017-05-02 14:41:14', '2/5/2017 14:41'],
  [openapi, '12/26/2018 0:55', '2018-12-26'],
  [openapi, '12/26/2018 0:55', '2018-12-26T00:55:00+08:00'],
  [hongKongAms, '2026-11-21T10:00:00+08:00', '2026-11-21 10:00:00'],
  [acquiring, '2016-08-05T16:35:25+08:00', '8/5/2016 16:35'],
  [first, '2018-12-25T10:00:00+08:30', '2018-12-25 10:00:00'],
  [first, '2018-12-25T10:00:00+08:30', '2018-12-25T10:00:00'],
  [second, '2024-01-02T10:00:00+08:00', '2024-01-02'],
  [details, '2026-04-27T10:00:02+08:00', '2026-04-27'],
] as const;

test.each(saved)('%s: "%s" saved as "%s" is refused', async (file, printed, damaged) => {
  const text = sampleText(file);
  expect(text).toContain(printed);
  const defects = await defectsOf(statementOf(text.replace(printed, damaged), file), { unit: 'major' });
  expect(defects).toEqual([expect.objectContaining({ code: 'TIME_INVALID', printed: damaged })]);
});

test('a day alone is read where the report prints one', async () => {
  expect(await codesOf(statementOf(sampleText(details), details))).toEqual([]);
  const batch = '2088000000000000_settlebatch_20170523.csv';
  const text = sampleText(batch);
  expect(await codesOf(statementOf(text.replace('2017-05-23 15:36:00', '2017-05-23'), batch))).toEqual([]);
});
