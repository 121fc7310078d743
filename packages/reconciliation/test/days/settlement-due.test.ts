import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { dueDayOf } from '../../src/days/settlement-due.ts';
import { workingDays } from '../../src/fetch.ts';
import type { SettlementCycle } from '../../src/match.ts';

const daily = (count: number): SettlementCycle => ({ kind: 'daily', workingDays: count });
const weekly = (count: number): SettlementCycle => ({ kind: 'weekly', workingDays: count });
const monthly = (count: number): SettlementCycle => ({ kind: 'monthly', workingDays: count });

test.each([
  ['a Thursday settles on Friday', '2026-11-19', daily(1), '2026-11-20'],
  ['Friday, Saturday and Sunday settle on Monday', '2026-11-20', daily(1), '2026-11-23'],
  ['', '2026-11-21', daily(1), '2026-11-23'],
  ['', '2026-11-22', daily(1), '2026-11-23'],
  ['T+2 passes over a weekend', '2026-11-20', daily(2), '2026-11-24'],
  ['a week ends on its Sunday', '2026-11-16', weekly(2), '2026-11-24'],
  ['which is in its own week', '2026-11-22', weekly(2), '2026-11-24'],
  ['and Monday in the next', '2026-11-23', weekly(2), '2026-12-01'],
  ['a month ends on its last day', '2026-11-30', monthly(2), '2026-12-02'],
  ['of 29 days', '2028-02-01', monthly(2), '2028-03-02'],
  ['of 31 days', '2026-12-31', monthly(2), '2027-01-04'],
])('%s (%s)', (_, day, cycle, expected) => {
  expect(dueDayOf(day, cycle, 0, workingDays())).toBe(expected);
});

test('grace is counted in calendar days, from the settlement day on', () => {
  expect(dueDayOf('2026-11-19', daily(1), 1, workingDays())).toBe('2026-11-21');
});

test('a holiday and the day before it settle on the first working day after', () => {
  const isWorkingDay = workingDays({
    holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
    workdays: ['2026-10-10'],
  });
  for (const day of ['2026-09-30', '2026-10-01', '2026-10-04', '2026-10-07'])
    expect(dueDayOf(day, daily(1), 0, isWorkingDay)).toBe('2026-10-08');
  expect(dueDayOf('2026-10-09', daily(1), 0, isWorkingDay)).toBe('2026-10-10');
});

test('agrees with luxon on any day and cycle', () => {
  const cycle = fc.record({
    kind: fc.constantFrom('daily', 'weekly', 'monthly'),
    workingDays: fc.integer({ min: 1, max: 30 }),
  });
  const offset = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(offset, cycle, fc.integer({ min: 0, max: 5 }), (days, terms, grace) => {
      const day = DateTime.utc(2024, 1, 1).plus({ days });
      const units = { daily: 'day', weekly: 'week', monthly: 'month' } as const;
      let due = day.endOf(units[terms.kind]);
      let left = terms.workingDays;
      while (left > 0) {
        due = due.plus({ days: 1 });
        if (due.weekday < 6) left -= 1;
      }
      expect(dueDayOf(day.toISODate() ?? '', terms, grace, workingDays())).toBe(
        due.plus({ days: grace }).toISODate(),
      );
    }),
  );
});

test.each([
  ['no working day at all', daily(1), 1, () => false],
  ['no working day in the cycle', daily(0), 1, workingDays()],
  ['half a working day', daily(1.5), 1, workingDays()],
  ['too many working days', monthly(61), 1, workingDays()],
  ['negative grace', daily(1), -1, workingDays()],
])('%s is refused', (_, cycle, grace, isWorkingDay) => {
  expect(() => dueDayOf('2026-11-20', cycle, grace, isWorkingDay)).toThrow(
    expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
  );
});
