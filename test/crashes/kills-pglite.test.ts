import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeKills } from './support/judge-kills.ts';
import { runKills } from './support/kill-run.ts';
import { summariseKills } from './support/summarise-kills.ts';

// A shop with an embedded store is killed by SIGKILL, again and again, while it takes payments and gives money back.

it('loses nothing where a process with an embedded store is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-kills-'));
  try {
    const run = await runKills({ family: 'barcode', store: { kind: 'pglite', folder }, kills: 10, seed: 1 });
    const wrong = judgeKills(run);
    console.log(summariseKills(run, wrong.length));
    expect(wrong).toEqual([]);
    expect(run.kills).toBe(10);
    expect(run.journal.size).toBeGreaterThan(20);
    expect([...run.failures]).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
