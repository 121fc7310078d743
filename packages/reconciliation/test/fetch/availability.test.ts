import { availability, availabilityRules, workingDays } from '@alipay-intl/reconciliation/fetch';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';

/** An instant of the wall clock in Shanghai, by luxon. */
const shanghai = (text: string): number => DateTime.fromISO(text, { zone: 'Asia/Shanghai' }).toMillis();
const stateOf = (
  family: 'A1' | 'B0' | 'B1' | 'B3',
  report: 'transaction' | 'settlement',
  day: string,
  at: string,
) => availability({ family, report, day }, shanghai(at)).state;

describe('a classic transaction file of Friday the 20th', () => {
  test.each([
    ['2026-11-20T23:59:59', 'not-yet-due'],
    ['2026-11-21T08:59:59.999', 'not-yet-due'],
    ['2026-11-21T09:00', 'due'],
    ['2026-11-21T09:59:59.999', 'due'],
    ['2026-11-21T10:00', 'late'],
    ['2026-11-25T08:59:59.999', 'late'],
    ['2026-11-25T09:00', 'lost-soon'],
    ['2026-11-28T08:59:59.999', 'lost-soon'],
    ['2026-11-28T09:00', 'lost'],
  ])('is at %s %s', (at, state) => {
    expect(stateOf('A1', 'transaction', '2026-11-20', at)).toBe(state);
  });
});

test('a settlement is expected of working days only, and there the day after', () => {
  // Friday to Sunday settle on Monday the 23rd, and that file appears on Tuesday.
  expect(stateOf('A1', 'settlement', '2026-11-21', '2026-11-24T12:00')).toBe('not-expected');
  expect(stateOf('A1', 'settlement', '2026-11-22', '2026-11-24T12:00')).toBe('not-expected');
  expect(stateOf('A1', 'settlement', '2026-11-23', '2026-11-24T08:00')).toBe('not-yet-due');
  expect(stateOf('A1', 'settlement', '2026-11-23', '2026-11-24T09:30')).toBe('due');
});

test('holidays have no settlement, and a made-up workday has one', () => {
  const days = workingDays({ holidays: ['2026-10-01', '2026-10-02'], workdays: ['2026-10-10'] });
  const at = shanghai('2026-10-12T12:00');
  const state = (day: string) => availability({ family: 'A1', report: 'settlement', day }, at, days).state;
  expect([state('2026-10-01'), state('2026-10-02')]).toEqual(['not-expected', 'not-expected']);
  expect([state('2026-10-10'), state('2026-10-11')]).toEqual(['late', 'not-expected']);
  // A day's transactions are told whatever day it is.
  const transactions = availability({ family: 'A1', report: 'transaction', day: '2026-10-01' }, at, days);
  expect(transactions.state).toBe('lost');
});

test('newer families have the whole next day', () => {
  expect(stateOf('B1', 'transaction', '2026-11-20', '2026-11-20T23:59')).toBe('not-yet-due');
  expect(stateOf('B1', 'transaction', '2026-11-20', '2026-11-21T00:00')).toBe('due');
  expect(stateOf('B0', 'transaction', '2026-11-20', '2026-11-22T00:00')).toBe('late');
  expect(stateOf('B3', 'settlement', '2026-11-20', '2026-11-20T00:00')).toBe('due');
  expect(stateOf('B3', 'settlement', '2026-11-20', '2026-11-21T23:59')).toBe('due');
  expect(stateOf('B3', 'settlement', '2026-11-20', '2026-11-22T00:00')).toBe('late');
});

test('absence means something else for each', () => {
  const absenceOf = (family: keyof typeof availabilityRules) => availabilityRules[family].transaction.absence;
  expect([absenceOf('A1'), absenceOf('B1'), absenceOf('B3')]).toEqual([
    'no-business',
    'fault',
    'by-contract',
  ]);
});

test('time only leads forwards through the states, for every family and report', () => {
  const order = ['not-yet-due', 'due', 'late', 'lost-soon', 'lost'];
  const families = Object.keys(availabilityRules) as (keyof typeof availabilityRules)[];
  fc.assert(
    fc.property(
      fc.constantFrom(...families),
      fc.constantFrom('transaction', 'settlement', 'summary', 'batch'),
      fc.array(fc.integer({ min: -48, max: 24 * 9 }), { minLength: 2, maxLength: 12 }),
      (family, report, hours) => {
        const start = shanghai('2026-11-20T00:00');
        const seen = hours
          .toSorted((one, other) => one - other)
          .map(
            (hour) =>
              availability({ family, report, day: '2026-11-20' }, start + hour * 3_600_000, () => true).state,
          )
          .map((state) => order.indexOf(state));
        expect(seen).not.toContain(-1);
        expect(seen).toEqual(seen.toSorted((one, other) => one - other));
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['a family', { family: 'A9', report: 'transaction', day: '2026-11-20' }],
  ['a report', { family: 'A1', report: 'archive', day: '2026-11-20' }],
  ['a day', { family: 'A1', report: 'transaction', day: '2026-02-30' }],
  ['a form of the day', { family: 'A1', report: 'transaction', day: '20261120' }],
])('%s that there is not is refused', (_name, expected) => {
  expect(() => availability(expected as never, 0)).toThrow(
    expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
  );
});
