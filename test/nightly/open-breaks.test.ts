import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { long } from '../support/long-test.ts';
import { madeFolder } from '../support/made-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  firstDay,
  type Merchant,
  type NightScene,
  playNightScene,
  writeConfiguration,
  writeLedger,
} from './support/night-scene.ts';
import { type Ran, runNightly } from './support/run-nightly.ts';

const thursday = firstDay;
const friday = '2026-11-20';
const week = [thursday, friday, '2026-11-21', '2026-11-22'];

// Each run of a day starts an engine, and the embedded store makes every write durable.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let scene: NightScene;
let merchant: Merchant;
let folder: string;
let nowMs: number;

const run = (...args: readonly string[]): Promise<Ran> =>
  runNightly([...args, '--merchant', merchant.id], { now: () => nowMs }, folder);

function at(moment: string): void {
  nowMs = Date.parse(`${moment}:00+08:00`);
}

/** Own books without some of the payments of a morning, so that these are missing in them. */
function writeBooks(leaveOut: number): void {
  const sales = merchant.booked.filter(
    ({ kind, status, occurredAt }) =>
      kind === 'payment' && status === 'succeeded' && occurredAt.startsWith(thursday),
  );
  const out = new Set(sales.slice(0, leaveOut).map(({ ownId }) => ownId));
  const booked = merchant.booked.filter(
    ({ ownId, originalOwnId }) => !out.has(ownId) && !out.has(originalOwnId),
  );
  writeLedger(folder, { ...merchant, booked }, week);
}

async function closeListed(): Promise<number> {
  const { data } = await run('breaks', 'list');
  for (const { break: one } of data.breaks) await run('breaks', 'close', one.id, '--reason', 'seen');
  return data.breaks.length;
}

interface OnDisk {
  readonly run: number;
  readonly verdict: { readonly open: number; readonly explained: number };
}

const onDisk = (day: string): OnDisk =>
  JSON.parse(readFileSync(join(folder, 'data/reports', merchant.id, `${day}.json`), 'utf8'));

beforeAll(async () => {
  scene = await playNightScene('2026-11-26T10:30');
  merchant = scene.merchants[0] as Merchant;
});
afterAll(() => scene.close());
beforeEach(async () => {
  folder = temporaryFolder();
  await madeFolder(join(folder, 'store'));
  writeConfiguration(folder, scene, '{ pglite: store }');
});

describe('open breaks', () => {
  it('outrank files that are still to come, in the exit code', async () => {
    writeBooks(1);
    at('2026-11-21T10:30');
    const before = await run('nightly');
    const open = before.data.merchants[0].openBreaks;
    expect([before.code, open > 0]).toEqual([1, true]);
    // Nothing is fetched any more, and it is early in the morning.
    const file = join(folder, 'alipay-intl.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^sftp:\n(?: .*\n)+/m, ''));
    at('2026-11-22T02:00');
    const { code, data } = await run('nightly');
    const [night] = data.merchants;
    expect(night.days.map(({ kind }: { kind: string }) => kind)).toContain('not-yet-due');
    expect([code, night.exitCode, night.openBreaks]).toEqual([1, 1, open]);
  });

  long('beyond those that are listed are open until their day is run again', async () => {
    const file = join(folder, 'alipay-intl.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}limits: { breaksMax: 1 }\n`);
    writeBooks(3);
    at('2026-11-21T10:30');
    const first = await run('nightly');
    const openOn = async (day: string): Promise<number> =>
      (await run('report', '--day', day)).data.verdict.open;
    const counted = first.data.merchants[0].openBreaks;
    expect(first.code).toBe(1);
    // What waited on Thursday and is open since Friday is in the reports of both.
    expect((await openOn(thursday)) + (await openOn(friday))).toBeGreaterThanOrEqual(counted);
    let closed = 0;
    for (let now = await closeListed(); now > 0; now = await closeListed()) closed += now;
    expect(closed).toBeLessThan(counted);
    const night = await run('nightly');
    expect([night.code, night.data.merchants[0].openBreaks]).toEqual([1, counted - closed]);
    const reports = [await run('report', '--day', thursday), await run('report', '--day', friday)];
    expect(reports.find(({ data }) => data.verdict.state === 'open')?.code).toBe(1);
  });

  long('that people have closed count no more for reconcile', async () => {
    writeBooks(1);
    at('2026-11-21T10:30');
    expect((await run('nightly')).code).toBe(1);
    const open = await run('reconcile', '--day', friday);
    const before = await run('reconcile', '--day', thursday);
    expect([open, before].some(({ code }) => code === 1)).toBe(true);
    await closeListed();
    for (const day of [thursday, friday]) {
      const { code, data } = await run('reconcile', '--day', day);
      expect([code, data.merchants[0].days[0].openBreaks]).toEqual([0, 0]);
    }
  });
});

describe('reports', () => {
  long('say what people have said since, and what a run by hand has found', async () => {
    writeBooks(1);
    at('2026-11-21T10:30');
    await run('nightly');
    const [day = ''] = [thursday, friday].filter((one) => onDisk(one).verdict.open > 0);
    expect(day).not.toBe('');
    const { open } = onDisk(day).verdict;
    await closeListed();
    expect((await run('nightly')).code).toBe(0);
    expect(onDisk(day)).toMatchObject({ run: 1, verdict: { open: 0, explained: open } });
    writeBooks(0);
    expect((await run('reconcile', '--through', friday)).code).toBe(0);
    expect(onDisk(day).run).toBe(1);
    await run('nightly');
    expect(onDisk(day)).toMatchObject({ run: 2, verdict: { open: 0, explained: 0 } });
  });

  long('are not written again where they say the same', async () => {
    writeBooks(0);
    at('2026-11-21T10:30');
    await run('nightly');
    const files = (): readonly number[] =>
      readdirSync(join(folder, 'data/reports', merchant.id)).map(
        (name) => statSync(join(folder, 'data/reports', merchant.id, name)).ino,
      );
    const before = files();
    expect(before).toHaveLength(6);
    await run('nightly');
    expect(files()).toEqual(before);
  });

  it.skipIf(process.platform === 'win32')('and exports are for their owner only', async () => {
    writeBooks(0);
    at('2026-11-20T10:30');
    await run('nightly');
    await run('export', '--to', 'warehouse');
    await run('report', '--day', thursday, '--html', 'made/day.html');
    for (const top of ['data/reports', 'warehouse', 'made']) {
      const names = readdirSync(join(folder, top), { recursive: true, withFileTypes: true });
      expect(names.some((one) => one.isFile())).toBe(true);
      for (const one of names)
        expect(statSync(join(one.parentPath, one.name)).mode & 0o777, one.name).toBe(
          one.isFile() ? 0o600 : 0o700,
        );
    }
  });
});
