// Does a backlog of old payments slow the next one?
import type { Store } from '@alipay-intl/postgres';
import { JournalWorker } from './harness/journal-worker.ts';
import { insertOldPayments } from './harness/old-payments.ts';
import { printLine, printNumber, printQuestion, printRatio } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { withTemporaryFolder, withTemporaryServer } from './harness/temporary-stores.ts';

const rounds = 9;
const writes = 100;
const takes = 20;
// As many as are taken in all rounds.
const fewPayments = 8 * takes * (rounds + 1);
const scope = 'merchant';
let plansBefore: string | undefined;

printQuestion('A backlog: open + append, and takeDue(8), among many pending payments and among few.');
// Checkpoints of the filling must not fall into the measuring.
await withTemporaryServer({ max_wal_size: '8GB' }, async (openDatabase) => {
  const [few, many] = [await openDatabase('few'), await openDatabase('many')];
  await compare('PostgreSQL', few.store, many.store, 1_000_000);
});
await withTemporaryFolder((few) => withTemporaryFolder((many) => compare('PGlite', few, many, 100_000)));

async function compare(name: string, few: Store, many: Store, payments: number): Promise<void> {
  const started = performance.now();
  await fill(few, fewPayments);
  await fill(many, payments);
  const seconds = ((performance.now() - started) / 1e3).toFixed(0);
  printLine(`${name}: pending payments`, String(payments), `against ${fewPayments}; written in ${seconds} s`);
  const amongFew = new JournalWorker(few, scope);
  const amongMany = new JournalWorker(many, scope);
  const written = await measureInTurns(
    {
      few: () => rateOf(writes, () => amongFew.takePayment()),
      many: () => rateOf(writes, () => amongMany.takePayment()),
    },
    rounds,
  );
  printNumber('  open + append among many', written.many, '/s');
  printRatio('  open + append, many / few', [written.many, written.few], 0.8);
  const taken = await measureInTurns(
    {
      few: () => rateOf(takes, () => amongFew.takeDue(8)),
      many: () => rateOf(takes, () => amongMany.takeDue(8)),
    },
    rounds,
  );
  printNumber('  takeDue(8) among many', taken.many, '/s');
  printRatio('  takeDue(8), many / few', [taken.many, taken.few], 0.8);
  const plans = (await amongMany.plans()).map((line) => `    ${line}`).join('\n');
  console.log(plans === plansBefore ? '    The same plans.' : plans);
  plansBefore = plans;
}

async function fill(store: Store, payments: number): Promise<void> {
  await insertOldPayments(store, scope, payments);
  // What autovacuum does to a table that has grown.
  await store.query('vacuum (analyze) alipay_intl.payments', []);
  await store.query('vacuum (analyze) alipay_intl.payment_events', []);
  await store.query('checkpoint', []);
}

/** How often for each second. */
async function rateOf(times: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < times; time += 1) await work();
  return (times * 1e3) / (performance.now() - started);
}
