import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reconcileDayBy } from '../../../src/days/reconcile-by.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { smallWorld } from '../support/small-world.ts';

const day = '2026-11-16';
// No machine has it as late as this.
const clock = { now: () => Date.parse('2126-11-20T04:00:00Z'), sleep: async () => undefined };

test('a run takes away nothing of one that is under way, also where its clock is ahead of that of the disk', async () => {
  const { settings } = smallWorld({ clock });
  const [engine, other] = [fakeEngine(), fakeEngine()];
  engine.before = async () => {
    const beside = smallWorld({ clock, merchant: '2088000000000001', rowsFolder: settings.rowsFolder });
    expect(await reconcileDayBy(other.match, day, beside.settings)).toMatchObject({ kind: 'committed' });
  };
  expect(await reconcileDayBy(engine.match, day, settings)).toMatchObject({ kind: 'committed', run: 1 });
});

test('what a killed run has left goes after a day', async () => {
  const { settings, folder } = smallWorld({ clock });
  const left = (name: string, hours: number): string => {
    const path = join(folder, 'rows', name);
    mkdirSync(path, { recursive: true });
    const atSeconds = Date.now() / 1_000 - hours * 3_600;
    utimesSync(path, atSeconds, atSeconds);
    return path;
  };
  const folders = [
    left('alipay-intl-work-old', 25),
    left('alipay-intl-work-young', 23),
    left('merchant-old', 25),
  ];
  // The folder may be shared, such as /tmp, and this is a name that anybody gives.
  const foreign = left('work-project', 25);
  await reconcileDayBy(fakeEngine().match, day, settings);
  expect(folders.map((path) => existsSync(path))).toEqual([false, true, true]);
  expect(existsSync(foreign)).toBe(true);
});

test('a commit leaves alone what another run copies from its own disk, and takes away what a killed one has left of it', async () => {
  const { settings } = smallWorld({ clock });
  const rows = join(settings.rowsFolder, `merchant-${settings.merchant}`, day);
  mkdirSync(rows, { recursive: true });
  const left = (name: string, hours: number): string => {
    const path = join(rows, name);
    writeFileSync(path, 'PAR1');
    const atSeconds = Date.now() / 1_000 - hours * 3_600;
    utimesSync(path, atSeconds, atSeconds);
    return path;
  };
  const copies = [
    left('carried-1.parquet.part', 0),
    left('carried-2.parquet.part', 25),
    left('rows-3.parquet', 0),
  ];
  expect(await reconcileDayBy(fakeEngine().match, day, settings)).toMatchObject({ kind: 'committed' });
  expect(copies.map((path) => existsSync(path))).toEqual([true, false, false]);
});
