import { formatTimestamp, isTimestampText, parseTimestamp, systemClock } from '@alipay-intl/core';
import { requestTimeText } from '@alipay-intl/core/time';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';

const invalid = expect.objectContaining({ code: 'ERR_TIMESTAMP_INVALID' }) as Error;

describe('every documented form is read (docs/wire/v1 §1.4, §1.5, §1.7)', () => {
  test.each([
    ['1685599933871', '2023-06-01T06:12:13.871Z'],
    ['2019-05-28T12:12:12+08:00', '2019-05-28T04:12:12.000Z'],
    ['2026-08-17T02:58:58+00:00', '2026-08-17T02:58:58.000Z'],
    ['2021-03-05T10:11:12+0000', '2021-03-05T10:11:12.000Z'],
    ['2021-03-05T10:11:12.1234567Z', '2021-03-05T10:11:12.123Z'],
    ['2019-07-12T12:08:56.253+05:30', '2019-07-12T06:38:56.253Z'],
    ['2019-04-04T12:08:56+05:30', '2019-04-04T06:38:56.000Z'],
    ['2019-04-03T23:38:56-07:00', '2019-04-04T06:38:56.000Z'],
    ['2020-01-01T12:01:00+08:30', '2020-01-01T03:31:00.000Z'],
    ['2020-02-29T23:59:59.999999999Z', '2020-02-29T23:59:59.999Z'],
  ])('%s', (text, expected) => {
    expect(isTimestampText(text)).toBe(true);
    expect(new Date(parseTimestamp(text)).toISOString()).toBe(expected);
  });
  test('with 0 to 9 fraction digits, cut to milliseconds', () => {
    for (let digits = 1; digits <= 9; digits += 1) {
      const fraction = '987654321'.slice(0, digits);
      const expected = Number(fraction.slice(0, 3).padEnd(3, '0'));
      expect(parseTimestamp(`2023-06-01T06:12:13.${fraction}Z`) % 1000).toBe(expected);
    }
  });
});

describe('reads what luxon reads, and refuses what luxon refuses', () => {
  const read = (text: string): number | undefined => {
    try {
      return parseTimestamp(text);
    } catch (error) {
      expect(error).toEqual(invalid);
      return undefined;
    }
  };
  const readByLuxon = (text: string): number | undefined => {
    const time = DateTime.fromISO(text, { setZone: true });
    return time.isValid ? time.toMillis() : undefined;
  };
  const two = (value: number): string => String(value).padStart(2, '0');
  const yearText = (year: number): string => String(year).padStart(4, '0');

  test.each([0, 1, 4, 96, 99, 100, 400, 1900, 1970, 2000, 2023, 2024, 2100, 9999])(
    'on each day from 01 to 31 of each month of %i, whether it exists or not',
    (year) => {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 1; day <= 31; day += 1) {
          const text = `${yearText(year)}-${two(month)}-${two(day)}T23:59:58+08:30`;
          expect([text, read(text)]).toEqual([text, readByLuxon(text)]);
        }
      }
    },
  );
  test('at each offset, in each spelling', () => {
    for (let minutes = 0; minutes < 15 * 60; minutes += 1) {
      for (const sign of ['+', '-']) {
        for (const colon of ['', ':']) {
          const offset = `${sign}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`;
          const text = `2024-02-29T00:30:00.5${offset}`;
          expect([text, read(text)]).toEqual([text, readByLuxon(text)]);
        }
      }
    }
  });
  test('whatever the year, the day, the time, the fraction and the offset are', () => {
    const within = (max: number): fc.Arbitrary<string> => fc.nat({ max }).map(two);
    const offset = fc
      .tuple(fc.constantFrom('+', '-'), within(14), fc.constantFrom('', ':'), within(59))
      .map((parts) => parts.join(''));
    const parts = fc.record({
      year: fc.nat({ max: 9_999 }).map(yearText),
      month: fc.integer({ min: 1, max: 12 }).map(two),
      day: fc.integer({ min: 1, max: 31 }).map(two),
      time: fc.tuple(within(23), within(59), within(59)).map((units) => units.join(':')),
      fraction: fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,9}$/)),
      offset: fc.oneof(fc.constant('Z'), offset),
    });
    fc.assert(
      fc.property(parts, ({ year, month, day, time, fraction, offset: zone }) => {
        const text = `${year}-${month}-${day}T${time}${fraction}${zone}`;
        expect(isTimestampText(text)).toBe(true);
        expect(read(text)).toBe(readByLuxon(text));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('everything else is refused', () => {
  const garbage = [
    '',
    ' ',
    '168559993387',
    '16855999338711',
    '1685599933.871',
    '-1685599933871',
    '+685599933871',
    ' 1685599933871',
    '1685599933871\n',
    '1685599933871.',
    '１６８５５９９９３３８７１',
    '2019-05-28',
    '2019-05-28T12:12:12',
    '2019-05-28T12:12+08:00',
    '2019-05-28 12:12:12+08:00',
    '2019-05-28t12:12:12z',
    '2019-05-28T12:12:12.Z',
    '2019-05-28T12:12:12,123Z',
    '2019-05-28T12:12:12.1234567890Z',
    '2019-05-28T12:12:12+08',
    '2019-05-28T12:12:12+8:00',
    '2019-05-28T12:12:12+15:00',
    '2019-05-28T12:12:12+08:60',
    '2019-05-28T24:00:00Z',
    '2019-05-28T12:60:00Z',
    '2019-05-28T12:12:60Z',
    '2019-00-28T12:12:12Z',
    '2019-13-28T12:12:12Z',
    '2019-05-00T12:12:12Z',
    '2019-05-32T12:12:12Z',
    '19-05-28T12:12:12Z',
    '+002019-05-28T12:12:12Z',
    '2019-W22-2T12:12:12Z',
    '20190528T121212Z',
    '2019-05-28T12:12:12Z\n',
    '2019-05-28T12:12:12Z.{}',
    '2019-05-28T12:12:12Z, 2019-05-28T12:12:12Z',
    'Tue, 28 May 2019 12:12:12 GMT',
    'now',
  ];
  test.each(garbage.map((text) => [text]))('%j', (text) => {
    expect(isTimestampText(text)).toBe(false);
    expect(() => parseTimestamp(text)).toThrow(invalid);
  });
  test.each(['2019-02-29T12:12:12Z', '2019-04-31T12:12:12Z', '2100-02-29T00:00:00+08:00'])(
    '%s has the form of a time, but there is no such day',
    (text) => expect(() => parseTimestamp(text)).toThrow(invalid),
  );
  test('arbitrary text is no time and never throws anything else', () => {
    const almost = fc.string({ unit: fc.constantFrom(...'0123456789-:TZ+. '), maxLength: 30 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), almost), (text) => {
        fc.pre(!/^\d{13}$/.test(text));
        expect(isTimestampText(text)).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
  test('no time holds two dots, a blank or a comma, whatever it is made of', () => {
    const part = fc.constantFrom(
      '2019-05-28',
      'T',
      '12:12:12',
      '.',
      '.5',
      'Z',
      '+08:00',
      '1685599933871',
      ',',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 7 }), (parts) => {
        const text = parts.join('');
        if (isTimestampText(text)) expect(text).toMatch(/^[^., \n]*(?:\.\d{1,9}[^., \n]*)?$/);
      }),
      { numRuns: 50_000 },
    );
  });
});

describe('formatTimestamp', () => {
  const zones = [
    'utc',
    'UTC+8',
    'Asia/Shanghai',
    'Asia/Kolkata',
    'America/New_York',
    'Europe/Berlin',
    'Pacific/Auckland',
    'America/St_Johns',
  ];
  test('is read back to the same second, in every zone', () => {
    const times = fc.integer({ min: 0, max: Date.parse('9999-12-31T00:00:00Z') });
    fc.assert(
      fc.property(times, fc.constantFrom(...zones), (epochMs, zone) => {
        const text = formatTimestamp(epochMs, zone);
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
        expect(isTimestampText(text)).toBe(true);
        expect(parseTimestamp(text)).toBe(Math.floor(epochMs / 1000) * 1000);
      }),
      { numRuns: 5_000 },
    );
  });
  test.each([
    ['utc', '2023-06-01T06:12:13+00:00'],
    ['Asia/Shanghai', '2023-06-01T14:12:13+08:00'],
    ['UTC+8', '2023-06-01T14:12:13+08:00'],
    ['Asia/Kolkata', '2023-06-01T11:42:13+05:30'],
    ['America/Los_Angeles', '2023-05-31T23:12:13-07:00'],
  ])('in %s', (zone, text) => {
    expect(formatTimestamp(1_685_599_933_871, zone)).toBe(text);
  });
  test('is UTC where no zone is given, whatever the zone of the machine', () => {
    expect(formatTimestamp(1_685_599_933_871)).toBe('2023-06-01T06:12:13+00:00');
  });
  test('around a change of clocks it is the offset that tells the two hours apart', () => {
    const before = formatTimestamp(Date.parse('2025-10-26T00:30:00Z'), 'Europe/Berlin');
    const after = formatTimestamp(Date.parse('2025-10-26T01:30:00Z'), 'Europe/Berlin');
    expect([before, after]).toEqual(['2025-10-26T02:30:00+02:00', '2025-10-26T02:30:00+01:00']);
  });
  test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, undefined, '2023'])(
    '%s is no time',
    (value) => {
      expect(() => formatTimestamp(value as number)).toThrow(invalid);
    },
  );
  test('an unknown zone is refused', () => {
    expect(() => formatTimestamp(0, 'Mars/Olympus')).toThrow(invalid);
  });
});

describe('requestTimeText', () => {
  test('is 13 digits, or ISO 8601 in UTC', () => {
    expect(requestTimeText(1_685_599_933_871.9, 'epoch-ms')).toBe('1685599933871');
    expect(requestTimeText(1_685_599_933_871, 'iso')).toBe('2023-06-01T06:12:13+00:00');
  });
});

test('systemClock tells the time of this machine', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
});

describe('regressions', () => {
  test.each([Date.parse('-000001-06-01T00:00:00Z'), Date.parse('+010000-01-01T00:00:00Z')])(
    'a year of other than four digits is refused rather than written in a form that nothing reads (%i)',
    (epochMs) => expect(() => formatTimestamp(epochMs)).toThrow(invalid),
  );
  test('the message about an unknown zone does not repeat it', () => {
    expect(() => formatTimestamp(0, 'canary-zone')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('canary-zone') }) as Error,
    );
  });
});
