// A process of its own for the tests: opens a folder and, told `write`, opens payments until it is killed.
import { createPostgresJournal } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { ending, openPayment } from './payments.ts';

const [, , folder = '', job = 'hold', prefix = 'a'] = process.argv;
process.stdout.write('opening\n');
const store = await openPgliteStore({ folder }).catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  process.stdout.write(`${code}\n`);
  process.exit(3);
});
process.stdout.write('open\n');
if (job === 'write') {
  const journal = createPostgresJournal(store, { scope: 'till' });
  for (let index = 0; ; index++) {
    const attemptId = `${prefix}-${index}`;
    const lease = await openPayment(journal, attemptId);
    await journal.append(ending(lease));
    // Written before the answer of the next call, so that the test knows what was confirmed.
    process.stdout.write(`done ${attemptId}\n`);
  }
}
if (job === 'hold') setInterval(() => undefined, 1_000);
