import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeKills } from './support/judge-kills.ts';
import { runKills } from './support/kill-run.ts';
import { smallDiskOrNone } from './support/small-disk.ts';
import { summariseKills } from './support/summarise-kills.ts';

// A shop with an embedded store is killed by SIGKILL, again and again, while it takes payments and gives money back.

it('loses nothing where a process with an embedded store is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-kills-'));
  try {
    const run = await runKills({ family: 'barcode', store: { kind: 'pglite', folder }, kills: 5, seed: 1 });
    const wrong = judgeKills(run);
    console.log(summariseKills(run, wrong.length));
    expect(wrong).toEqual([]);
    expect(run.kills).toBe(5);
    expect(run.journal.size).toBeGreaterThan(10);
    expect([...run.failures]).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);

it('loses nothing where the disk of an embedded store is full for a while', async ({ skip }) => {
  const disk = smallDiskOrNone(160);
  if (disk === undefined) {
    console.warn('LEFT OUT: a full disk, because no small one can be made here.');
    return skip();
  }
  const disturb = async (): Promise<void> => {
    disk.fill();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    disk.free();
  };
  try {
    const store = { kind: 'pglite', folder: disk.folder } as const;
    const run = await runKills({
      family: 'barcode',
      store,
      kills: 1,
      seed: 2,
      disturb,
    });
    const wrong = judgeKills(run);
    console.log(summariseKills(run, wrong.length));
    expect(wrong).toEqual([]);
    expect([...run.failures.keys()]).toEqual(['ERR_STORE_UNAVAILABLE']);
  } finally {
    disk.remove();
  }
}, 600_000);
