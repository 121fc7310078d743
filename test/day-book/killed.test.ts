import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPostgresDayBook, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { bundleProgram } from '../crashes/support/bundle-program.ts';
import { madeFolder } from '../support/made-folder.ts';
import { postgresServerOrNone } from '../support/postgres-server.ts';
import { madeBreak, madeResult, madeRun, merchant } from './made-runs.ts';

const server = await postgresServerOrNone({ fsync: 'off' });
afterAll(() => server?.remove());

const day = '2026-11-16';
const program = await bundleProgram(new URL('./commit-process.ts', import.meta.url), 'killed');
afterAll(() => rmSync(dirname(program), { recursive: true }));

/** Starts a commit in a process of its own, and kills it behind a statement. Resolves with what it printed. */
async function killedCommit(place: string, statements: number): Promise<string> {
  const child = spawn(process.execPath, [program, place, `${statements}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (printed.includes('midway')) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  return printed;
}

/** Everything that the book says of the day and its breaks. */
async function seenIn(store: Store): Promise<unknown> {
  const book = createPostgresDayBook(store, { scope: 'killed' });
  const breaks = await book.breaks({ merchant, limit: 100 });
  return {
    entry: await book.days(merchant, { from: day, to: day }),
    result: await book.result(merchant, day),
    breaks,
    trails: await Promise.all(breaks.map((one) => book.explain(merchant, one.break.id))),
  };
}

async function commitFirst(store: Store): Promise<void> {
  const breaks = ['a', 'b'].map((digit) => madeBreak(digit.repeat(20)));
  const run = madeRun(madeResult(day, { breaks, inputsSha256: '1' }));
  await createPostgresDayBook(store, { scope: 'killed' }).commit(run, 0);
}

test.skipIf(server === undefined)(
  'a commit that is killed behind any statement has not happened, on a server',
  async () => {
    const place = server?.connectionString ?? '';
    const store = await openPostgresStore({ connectionString: place });
    onTestFinished(() => store.close());
    await commitFirst(store);
    const before = await seenIn(store);
    for (let statements = 1; ; statements++) {
      const printed = await killedCommit(place, statements);
      if (printed.includes('done')) {
        expect(statements).toBeGreaterThan(8);
        break;
      }
      expect(printed).toBe('midway\n');
      expect(await seenIn(store)).toEqual(before);
    }
    // The locks of the dead went with them.
    expect(await seenIn(store)).toMatchObject({ entry: [{ run: 2 }], breaks: [{}, {}, {}] });
  },
  240_000,
);

test('a commit that is killed has not happened, on PGlite', async () => {
  const folder = await madeFolder();
  const open = (): Promise<Store> => openPgliteStore({ folder });
  const first = await open();
  await commitFirst(first);
  const before = await seenIn(first);
  await first.close();
  expect(await killedCommit(folder, 8)).toBe('midway\n');
  const store = await open();
  onTestFinished(() => store.close());
  expect(await seenIn(store)).toEqual(before);
}, 240_000);
