import { fetchStatements, remoteDirectories } from '@alipay-intl/reconciliation/fetch';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { parseStatementName } from '../../../src/statement/file-name.ts';
import { startFaultServer } from '../support/fault-server.ts';
import { optionsFor } from '../support/fetch-settings.ts';
import { makeHostKey } from '../support/host-keys.ts';

const batchId = '2018122611021040123';

test.each([
  ['settlementItems', 'ALIPAY_CN', 'settlement'],
  ['settlementItems', 'CONNECT_WALLET', 'settlement'],
  ['settlementSummary', 'TRUE_MONEY_2', 'summary'],
] as const)('%s of %s is a name, with the wallet whole', (stem, psp, report) => {
  expect(parseStatementName(`${stem}_${psp}_USD_${batchId}_000.csv`)).toMatchObject({
    psp,
    currency: 'USD',
    batchId,
    seq: 0,
    report,
  });
});

test.each(['_ALIPAY', 'ALIPAY_', 'ALIPAY__CN', 'A', 'ALIPAY-CN', `${'AB_'.repeat(16)}C`])(
  'a wallet %j makes no name',
  (psp) => {
    expect(parseStatementName(`settlementItems_${psp}_USD_${batchId}_000.csv`)).toBeUndefined();
  },
);

test('the transactions of a wallet are read in one way only', () => {
  expect(parseStatementName('transactionItems_ALIPAY_CN_USD_20181225_000.csv')).toMatchObject({
    psp: 'ALIPAY_CN',
    currency: 'USD',
    day: '2018-12-25',
  });
  expect(parseStatementName('transactionItems_USD_EUR_20181225_000.csv')).toMatchObject({
    psp: 'USD',
    currency: 'EUR',
  });
});

test('such a file is fetched', async () => {
  const hostKey = makeHostKey();
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  const merchant = '1022188000000000001';
  const name = `settlementItems_ALIPAY_CN_USD_${batchId}_000.csv`;
  server.files.put(`/v1/settlements/${merchant}/20261121`, name, 'rows');
  const changes = { merchant, directories: remoteDirectories.v1 };
  const report = await fetchStatements(optionsFor(server, hostKey.fingerprint, temporaryFolder(), changes));
  expect(report.files.map((file) => file.name)).toEqual([name]);
  expect(report.skipped).toEqual([]);
});
