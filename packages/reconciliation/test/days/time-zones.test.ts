import { afterEach, expect, test, vi } from 'vitest';
import { reconcileThroughBy } from '../../src/days/reconcile-by.ts';
import { startOfDay } from '../../src/fetch/calendar-day.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { daysFrom, smallWorld } from './support/small-world.ts';

afterEach(() => vi.unstubAllEnvs());

const secondMs = 1_000;

/** What is found in days around which clocks are changed elsewhere, in a process of that time zone. */
async function foundIn(zone: string, from: string, to: string): Promise<unknown> {
  vi.stubEnv('TZ', zone);
  const world = smallWorld({ terms: { ...smallWorld().settings.terms, booksBegin: from } });
  for (const day of daysFrom(from, to)) {
    const [first, last] = [startOfDay(day), startOfDay(day) + 86_400 * secondMs - secondMs];
    for (const [name, occurredAtMs] of [['first', first] as const, ['last', last] as const]) {
      world.book({ id: `${name}-${day}`, day });
      const record = world.ledger.pop();
      if (record !== undefined) world.ledger.push({ ...record, occurredAtMs });
    }
  }
  const ran = await reconcileThroughBy(fakeEngine().match, to, world.settings);
  return ran.map(({ day, result }) => [day, result.breaks.filter(({ standing }) => standing === 'waiting')]);
}

test.each([
  ['summer time ends in New York', 'America/New_York', '2026-10-30', '2026-11-03'],
  ['summer time begins in New York', 'America/New_York', '2027-03-12', '2027-03-16'],
  ['summer time ends in London', 'Europe/London', '2026-10-23', '2026-10-27'],
  ['the first to begin a day', 'Pacific/Kiritimati', '2026-12-30', '2027-01-02'],
])('days are those of UTC+8 where %s', async (_, zone, from, to) => {
  const here = await foundIn(zone, from, to);
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  expect(here).toEqual(await foundIn('Asia/Shanghai', from, to));
  expect(here).toEqual(
    daysFrom(from, to).map((day) => [day, [{ day }, { day }].map((one) => expect.objectContaining(one))]),
  );
});
