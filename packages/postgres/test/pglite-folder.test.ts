import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { madeFolder } from '../../../test/support/made-folder.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { openPayment } from './support/payments.ts';
import { startTill } from './support/till-process.ts';

const inUse = { code: 'ERR_STORE_IN_USE' };
const slow = 240_000;

async function open(folder: string): Promise<Store> {
  const store = await openPgliteStore({ folder });
  onTestFinished(() => store.close());
  return store;
}

describe('a folder', () => {
  test(
    'is open once in a process, and again when it was closed',
    async () => {
      const folder = await madeFolder();
      const store = await open(folder);
      await openPayment(createPostgresJournal(store, { scope: 'till' }), 'a');
      await expect(openPgliteStore({ folder })).rejects.toMatchObject(inUse);
      await store.close();
      await store.close();
      await expect(store.query('select 1', [])).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      const again = await open(folder);
      expect(await createPostgresJournal(again, { scope: 'till' }).load('a')).toMatchObject({ version: 1 });
      expect(readdirSync(folder).toSorted()).toEqual(['data', 'lock']);
    },
    slow,
  );

  test(
    'can have a longer path than a socket can',
    async () => {
      const folder = await madeFolder(join(temporaryFolder(), 'a'.repeat(120), 'b'.repeat(120)));
      await open(folder);
      await expect(openPgliteStore({ folder })).rejects.toMatchObject(inUse);
    },
    slow,
  );

  test(
    'belongs to one living process',
    async () => {
      const folder = await madeFolder();
      const holder = startTill(folder, 'hold');
      await holder.printed('open');
      expect(holder.lines).toContain('open');
      await expect(openPgliteStore({ folder })).rejects.toMatchObject(inUse);
      // One that was stopped still lives.
      holder.send('SIGSTOP');
      await expect(openPgliteStore({ folder })).rejects.toMatchObject(inUse);
      holder.send('SIGCONT');
      await holder.kill();
      await open(folder);
    },
    slow,
  );

  test(
    'is given to exactly one of three processes that start at the same time',
    async () => {
      const folder = await madeFolder();
      const tills = Array.from({ length: 3 }, () => startTill(folder, 'hold'));
      await Promise.all(tills.map((till) => till.printed('open')));
      const outcomes = tills.map(({ lines }) => lines.at(-1));
      expect(outcomes.filter((line) => line === 'open')).toHaveLength(1);
      expect(outcomes.filter((line) => line === 'ERR_STORE_IN_USE')).toHaveLength(2);
    },
    slow,
  );

  test(
    'does not keep a process running, and is free when it ends',
    async () => {
      const folder = await madeFolder();
      const till = startTill(folder, 'leave');
      expect(await till.ended()).toBe(0);
      await open(folder);
    },
    slow,
  );

  test('that is a file is refused', async () => {
    const folder = join(temporaryFolder(), 'file');
    writeFileSync(folder, '');
    await expect(openPgliteStore({ folder })).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    await expect(openPgliteStore({ folder: '' })).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
});

// Hundreds of kills, of whole shops, are `npm run kills`.
const rounds = 3;

describe('a process that is killed', () => {
  test(
    'loses nothing that was confirmed, and blocks nobody',
    async () => {
      const folder = await madeFolder();
      const confirmed: string[] = [];
      for (let round = 0; round < rounds; round++) {
        const till = startTill(folder, 'write', `round-${round}`);
        await till.printed(`done round-${round}-3`);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
        await till.kill();
        const done = till.lines.filter((line) => line.startsWith('done '));
        expect(done.length, till.lines.join()).toBeGreaterThan(3);
        confirmed.push(...done.map((line) => line.slice('done '.length)));
      }
      const journal = createPostgresJournal(await open(folder), { scope: 'till' });
      for (const id of confirmed) expect(await journal.load(id)).toMatchObject({ version: 3 });
      const [openOnes, paid] = [await listAll(journal, 'open'), await listAll(journal, 'paid')];
      expect(paid).toEqual(expect.arrayContaining(confirmed));
      // At most the one payment of each round that was being written.
      expect(openOnes.length + paid.length - confirmed.length).toBeLessThanOrEqual(rounds);
      for (const id of openOnes) expect(await journal.load(id)).toMatchObject({ version: 1 });
    },
    slow,
  );

  test(
    'while it made the database leaves nothing that cannot be started',
    async () => {
      const folder = join(temporaryFolder(), 'made', 'on the way');
      for (const afterMs of [300, 1_500]) {
        const till = startTill(folder, 'hold');
        await till.printed('opening');
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        await till.kill();
      }
      await open(folder);
      expect(readdirSync(folder).toSorted()).toEqual(['data', 'lock']);
    },
    slow,
  );
});

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: 'ignore' });
}

/** A small disk, where this machine lets us have one. */
function smallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', disk);
  } catch {
    return undefined;
  }
  onTestFinished(() => void run('umount', '--lazy', disk));
  return disk;
}

// Room for rows, but not for another segment of the write-ahead log; and next to nothing.
test.each([12, 1])(
  'a full disk (%i MB left) is a typed error, and over when there is room again',
  async (leftMb) => {
    const disk = smallDisk();
    if (disk === undefined)
      return console.warn('LEFT OUT: a full disk, because no small one can be made here.');
    const store = await openPgliteStore({ folder: await madeFolder(join(disk, 'folder')) });
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - leftMb * 1_000_000));
    const journal = createPostgresJournal(store, { scope: 'till' });
    const confirmed: string[] = [];
    // Several at a time, so that some wait for the database while it crashes.
    const fill = async (lane: number): Promise<void> => {
      for (let index = 0; index < 100_000; index++) {
        const attemptId = `payment-${lane}-${index}-${Math.random()}`;
        // What cannot be made smaller, so that some hundred fill the disk.
        await openPayment(journal, attemptId, randomBytes(4_000).toString('hex'));
        confirmed.push(attemptId);
      }
    };
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(fill));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: { code: 'ERR_STORE_UNAVAILABLE' } });
    expect(outcomes).toContainEqual(
      expect.objectContaining({
        reason: expect.objectContaining({ cause: expect.objectContaining({ code: '53100' }) }),
      }),
    );
    const work = store.transaction(async (session) => {
      for (let version = 1_000; version < 11_000; version++) {
        await session.query(
          `insert into alipay_intl.migrations (version, name) values ($1, repeat('x', 5000))`,
          [version],
        );
        await session.query('insert into alipay_intl.migrations (version, name) values ($1, $2)', [
          -version,
          randomBytes(3_000).toString('hex'),
        ]);
      }
    });
    await expect(work).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    rmSync(join(disk, 'ballast'));
    await openPayment(journal, 'first');
    for (const id of confirmed) expect(await journal.load(id)).toMatchObject({ version: 1 });
    await store.close();
  },
  slow,
);

async function listAll(
  journal: ReturnType<typeof createPostgresJournal>,
  only: 'open' | 'paid',
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = await journal.list({ only, limit: 1_000, afterAttemptId: ids.at(-1) });
    ids.push(...page.map(({ attemptId }) => attemptId));
    if (page.length < 1_000) return ids;
  }
}
