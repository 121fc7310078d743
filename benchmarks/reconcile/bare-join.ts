// What DuckDB alone takes to read the same files and join them: nothing is checked, nothing is explained.
import { DuckDBInstance } from '@duckdb/node-api';
import type { DayFiles } from './day-files.ts';
import type { Taken } from './match-run.ts';

const join = `select count(*) as pairs, sum(l.amount) as ledger, sum(t.Transaction_amount) as transactions
from read_csv($ledger) l full join (from read_csv($statement, delim = '|', skip = 1, header = true)) t
  on l.ownId = t.Partner_transaction_id`;

process.on('message', async ({ ledger, statement }: DayFiles) => {
  const before = process.cpuUsage();
  const started = performance.now();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(join, { ledger, statement });
  const { user, system } = process.cpuUsage(before);
  const taken: Taken = {
    ...{ ms: performance.now() - started, processorMs: (user + system) / 1e3 },
    ...{ peakBytes: process.resourceUsage().maxRSS * 1_024, pairs: Number(reader.getRows()[0]?.[0]) },
  };
  connection.closeSync();
  process.send?.(taken);
});
