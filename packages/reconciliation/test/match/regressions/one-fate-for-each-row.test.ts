import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { fateDifferences } from '../../../src/match/fate-differences.ts';
import { prepareTables } from '../../../src/match/prepare.ts';
import { runSql } from '../../../src/match/run-sql.ts';

test('a row with two fates does not make up for one without any', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await prepareTables(connection);
  await runSql(
    connection,
    `insert into ledger_rows select row_id, false, '2026-11-20', 'payment', row_id::varchar, null, null, null, 'succeeded', 'AUD', 1000, 0
from range(2) as given (row_id)`,
  );
  await runSql(connection, `insert into ledger_fates values (0, 'matched'), (1, 'waiting')`);
  expect(await fateDifferences(connection)).toEqual([]);
  await runSql(connection, 'update ledger_fates set row_id = 0');
  expect(await fateDifferences(connection)).toEqual(['rows of ledger without a fate: 1 instead of 0']);
  instance.closeSync();
});
