import { expect, it } from 'vitest';
import { long } from '../support/long-test.ts';
import { madeFolder } from '../support/made-folder.ts';
import { judgeKills } from './support/judge-kills.ts';
import { runKills } from './support/kill-run.ts';
import { smallDiskOrNone } from './support/small-disk.ts';
import { summariseKills } from './support/summarise-kills.ts';

// A shop with an embedded store is killed by SIGKILL, again and again, while it takes payments and gives money back.

it('loses nothing where a process with an embedded store is killed', async () => {
  const store = { kind: 'pglite', folder: await madeFolder() } as const;
  const run = await runKills({ family: 'barcode', store, kills: 3, seed: 1 });
  const wrong = judgeKills(run);
  console.log(summariseKills(run, wrong.length));
  expect(wrong).toEqual([]);
  expect(run.kills).toBe(3);
  expect(run.journal.size).toBeGreaterThan(10);
  expect([...run.failures]).toEqual([]);
}, 600_000);

long(
  'loses nothing where the disk of an embedded store is full for a while',
  async ({ skip }) => {
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
      const store = { kind: 'pglite', folder: await madeFolder(disk.folder) } as const;
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
  },
  600_000,
);
