import { createPostgresDayBook, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { madeBreak, madeResult, madeRun } from './made-runs.ts';

// Commits a second run of a day with other breaks, and stands still behind the statement with a number, inside its transaction.
const [place = '', statements = ''] = process.argv.slice(2);
const store = place.startsWith('postgres:')
  ? await openPostgresStore({ connectionString: place })
  : await openPgliteStore({ folder: place });
let count = 0;
const stopping: Store = {
  ...store,
  transaction: (work) =>
    store.transaction((session) =>
      work({
        query: async (text, values) => {
          const rows = await session.query<never>(text, values);
          count += 1;
          if (count === Number(statements)) {
            process.stdout.write('midway\n');
            await new Promise((resolve) => setTimeout(resolve, 600_000));
          }
          return rows;
        },
      }),
    ),
};
const breaks = ['a', 'b', 'c'].map((digit) => madeBreak(digit.repeat(20), { atStake: 2n }));
const run = madeRun(madeResult('2026-11-16', { breaks, inputsSha256: '2' }));
await createPostgresDayBook(stopping, { scope: 'killed' }).commit(run, 1);
process.stdout.write(`done behind ${count}\n`);
process.exit(0);
