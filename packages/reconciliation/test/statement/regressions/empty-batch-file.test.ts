import { checkBatch, openStatement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { sample, statementOf } from '../support/samples.ts';

test('a batch file without rows beside a settle file is not complete', async () => {
  const settle = await openStatement(
    sample('1022188000000000001_settle_20181227_50002018122700000000000000000001.csv'),
  );
  const columns = 'Settle_batch_no,Settle_date,Amount,Fee,Settlement,Currency\n';
  const batch = await openStatement(statementOf(columns, '1022188000000000001_settlebatch_20181227.csv'));
  expect(checkBatch([settle, batch]).defects).toEqual([expect.objectContaining({ code: 'FILE_MISSING' })]);
});
