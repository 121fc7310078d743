import { existsSync, mkdirSync, utimesSync } from 'node:fs';
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
  const folders = [left('work-old', 25), left('work-young', 23), left('merchant-old', 25)];
  await reconcileDayBy(fakeEngine().match, day, settings);
  expect(folders.map((path) => existsSync(path))).toEqual([false, true, true]);
});
