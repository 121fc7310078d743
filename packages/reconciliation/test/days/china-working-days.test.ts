import chineseDays from 'chinese-days';
import { expect, test } from 'vitest';
import { chinaYears } from '../../src/days/china-holidays.ts';
import { chinaWorkingDays } from '../../src/days.ts';
import { addDays, weekdayOf } from '../../src/fetch/calendar-day.ts';

const years = chinaYears.map(({ year }) => year);

test.each(years)('every day of %i is what another keeper of the notices says', (year) => {
  const isWorkingDay = chinaWorkingDays();
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    expect([day, isWorkingDay(day)]).toEqual([day, chineseDays.isWorkday(day)]);
  }
});

test.each(chinaYears)(
  'the days of $year are told once, in order, and change something',
  ({ year, ...told }) => {
    expect(told.announced.slice(0, 4)).toBe(`${year - 1}`);
    const spans = told.holidays.flat();
    expect(spans).toEqual(spans.toSorted());
    expect(told.workdays).toEqual([...new Set(told.workdays)].toSorted());
    for (const day of told.workdays) expect(weekdayOf(`${year}-${day}`)).toBeGreaterThan(5);
  },
);

test('says how far it knows', () => {
  expect(chinaWorkingDays().knownThrough).toBe(`${Math.max(...years)}-12-31`);
  expect(chinaWorkingDays({ knownThrough: '2099-12-31' }).knownThrough).toBe('2099-12-31');
  expect(chinaWorkingDays({ knownThrough: '2024-01-01' }).knownThrough).toBe(`${Math.max(...years)}-12-31`);
});

test('can be added to, and corrected', () => {
  const isWorkingDay = chinaWorkingDays({
    holidays: ['2099-01-01', '2026-10-10'],
    workdays: ['2026-10-01', '2099-01-03'],
  });
  const asked = ['2099-01-01', '2099-01-02', '2099-01-03', '2026-10-10', '2026-10-01', '2026-10-02'];
  expect(asked.map(isWorkingDay)).toEqual([false, true, true, false, true, false]);
});

test.each([{ holidays: ['2026-02-30'] }, { workdays: ['20261010'] }, { knownThrough: '2027' }])(
  '%j is refused',
  (also) => {
    expect(() => chinaWorkingDays(also)).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }));
  },
);
