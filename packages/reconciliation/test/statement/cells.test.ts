import { amountFromDecimal, currencyExponent } from '@alipay-intl/core';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { readAmountCell, readCountCell, readRateCell } from '../../src/statement/amount-cell.ts';
import { isSpreadsheetId } from '../../src/statement/spreadsheet-id.ts';
import { TimeCell, type TimeForm, timeText } from '../../src/statement/time-cell.ts';

/** Reads a cell that lies between others, as in a file. */
function within<T>(text: string, read: (bytes: Buffer, start: number, end: number) => T): T {
  const bytes = Buffer.from(`7|${text}|9.9\n`, 'utf8');
  return read(bytes, 2, bytes.length - 5);
}

function amount(text: string, exponent = 2): number {
  return within(text, (bytes, start, end) => readAmountCell(bytes, start, end, exponent));
}

describe('an amount', () => {
  test.each([
    ['100', 10_000],
    ['0', 0],
    ['0.1', 10],
    ['.5', 50],
    ['+0.00', 0],
    ['-0.00', 0],
    ['-0.73', -73],
    ['467.9', 46_790],
    ['2001.3800', 200_138],
    ['0.0', 0],
    ['9999999999999.99', 999_999_999_999_999],
  ])('%s is read', (text, value) => {
    expect(amount(text)).toBe(value);
  });
  test.each(['', '-'])('"%s" is none', (text) => {
    expect(amount(text)).toBe(Number.POSITIVE_INFINITY);
  });
  test.each(
    [
      '1e3',
      ' 5 ',
      '5.',
      '.',
      '+',
      '--1',
      '1.2.3',
      '1,000.00',
      '0x10',
      '١',
      '1.005',
      '1_0',
      'NaN',
      '10000000000000.00',
      '009',
      '-012.30',
    ].map((text) => [text]),
  )('"%s" is refused', (text) => {
    expect(amount(text)).toBeNaN();
  });
  test('has the decimals of its currency, as the amounts of the library have', () => {
    const decimals = fc.tuple(
      fc.constantFrom('JPY', 'USD', 'KWD'),
      fc.constantFrom('', '-', '+'),
      fc.stringMatching(/^(?:0|[1-9]\d{0,11})?$/),
      fc.option(fc.stringMatching(/^\d{0,6}$/), { nil: undefined }),
    );
    fc.assert(
      fc.property(decimals, ([currency, sign, whole, fraction]) => {
        const unsigned = fraction === undefined ? whole : `${whole}.${fraction}`;
        const value = amount(sign + unsigned, currencyExponent(currency));
        const oracle = decimalOf(currency, whole === '' && fraction ? `0.${fraction}` : unsigned);
        if (oracle === undefined) expect(Number.isFinite(value)).toBe(false);
        else expect(BigInt(value)).toBe(sign === '-' ? -oracle : oracle);
      }),
      { numRuns: 5_000 },
    );
  });
  test('of any text is an integer, or none, or refused, and an integer only by the grammar', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (Number.isInteger(amount(text))) expect(text).toMatch(/^[+-]?\d*\.?\d*$/);
      }),
      { numRuns: 5_000 },
    );
  });
});

function decimalOf(currency: string, text: string): bigint | undefined {
  try {
    return BigInt(amountFromDecimal(currency, text).value);
  } catch {
    return undefined;
  }
}

describe('a count and a rate', () => {
  test.each([
    ['120', 120],
    ['000000004', 4],
    ['', Number.NaN],
    ['1.0', Number.NaN],
    ['-1', Number.NaN],
    ['1234567890', Number.NaN],
  ])('count "%s"', (text, count) => {
    expect(within(text, readCountCell)).toBe(count);
  });
  test.each([
    ['7.84239700', 7.842397],
    ['1', 1],
    ['.031', 0.031],
    ['1.', Number.NaN],
    ['', Number.NaN],
    ['-1.5', Number.NaN],
    ['1e3', Number.NaN],
  ])('rate "%s"', (text, rate) => {
    expect(within(text, readRateCell)).toBe(rate);
  });
});

describe('an id', () => {
  test.each(['2.01809E+27', '2E+27', '2.01809e27', '1.5E+105'])('%s was rounded by a spreadsheet', (id) => {
    expect(within(id, isSpreadsheetId)).toBe(true);
  });
  test.each(['2018', '2E27', 'E+27', '12E+27', '2.018', '2-E+3', ''])('%s was not', (id) => {
    expect(within(id, isSpreadsheetId)).toBe(false);
  });
});

describe('a time', () => {
  const cell = new TimeCell();
  const readAs = (text: string, form: TimeForm): number =>
    within(text, (bytes, start, end) => cell.read(bytes, start, end, form, false));
  const readDay = (text: string, form: TimeForm): number =>
    within(text, (bytes, start, end) => cell.read(bytes, start, end, form, true));
  const read = (text: string): number => readAs(text, 'month-first');
  const wall = (time: DateTime): string => time.toFormat('yyyy-MM-dd HH:mm:ss');
  const moment = fc.date({
    min: new Date('1970-01-03T00:00:00Z'),
    max: new Date('9998-12-30T00:00:00Z'),
    noInvalidDate: true,
  });

  test('without an offset is the clock of UTC+8, as luxon reads it', () => {
    fc.assert(
      fc.property(moment, (date) => {
        const time = DateTime.fromJSDate(date, { zone: 'UTC+8' }).startOf('second');
        const texts = [wall(time), time.toFormat('yyyy-MM-dd H:mm:ss'), time.toFormat('M/d/yyyy H:mm:ss')];
        for (const text of texts) expect(read(text)).toBe(time.toMillis());
        expect(cell.offset).toBe(480);
        expect(read(time.toFormat('M/d/yyyy H:mm'))).toBe(time.startOf('minute').toMillis());
        expect(readAs(wall(time), 'clock')).toBe(time.toMillis());
        for (const form of ['clock', 'month-first', 'iso'] as const) {
          expect(readDay(time.toFormat('yyyy-MM-dd'), form)).toBe(time.startOf('day').toMillis());
          expect(readAs(time.toFormat('yyyy-MM-dd'), form)).toBeNaN();
        }
      }),
    );
  });
  test('with an offset keeps it, as luxon does', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const time = DateTime.fromJSDate(date, { zone: 'utc' }).setZone(fixedZone(offset));
        expect(readAs(time.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ"), 'iso')).toBe(time.toMillis());
        expect(cell.offset).toBe(offset);
        expect(DateTime.fromISO(timeText(time.toMillis(), offset)).toMillis()).toBe(time.toMillis());
        expect(readAs(time.toFormat("yyyy-MM-dd'T'HH:mm:ssZZZ"), 'iso')).toBe(
          time.startOf('second').toMillis(),
        );
      }),
    );
  });
  test('of any digits exists, or is refused, as luxon finds', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
    const year = fc.integer({ min: 1970, max: 2100 });
    fc.assert(
      fc.property(year, two, two, two, two, two, (...[years, month, day, hour, minute, second]) => {
        const text = `${years}-${month}-${day} ${hour}:${minute}:${second}`;
        const oracle = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm:ss', { zone: 'UTC+8' });
        expect(read(text)).toBe(oracle.isValid ? oracle.toMillis() : Number.NaN);
      }),
      { numRuns: 5_000 },
    );
  });
  test('is the same whatever was read before', () => {
    const day = fc.constantFrom('2026-11-21', '2026-11-22', '2026-11-31', '11/21/2026', '1/21/2026');
    const clock = fc.constantFrom(
      '18:05:59',
      '18:05:58',
      '24:00:00',
      '18:60:00',
      '18-05:59',
      '1a:05:59',
      '8:05:59',
    );
    const rest = fc.constantFrom(
      '',
      '+08:00',
      '-03:00',
      'Z',
      '.1234Z',
      '.9874Z',
      '+08:0',
      '+08:60',
      '      ',
    );
    const text = fc
      .tuple(day, fc.constantFrom(' ', 'T', '-'), clock, rest)
      .map(([date, between, time, end]) => `${date}${between}${time}${end}`);
    const form = fc.constantFrom<TimeForm[]>('clock', 'month-first', 'iso');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, form), { minLength: 2, maxLength: 40 }), (times) => {
        const used = new TimeCell();
        for (const [printed, as] of times) {
          const fresh = new TimeCell();
          const expected = within(printed, (bytes, start, end) => fresh.read(bytes, start, end, as, false));
          expect(within(printed, (bytes, start, end) => used.read(bytes, start, end, as, false))).toBe(
            expected,
          );
          if (!Number.isNaN(expected)) expect(used.offset).toBe(fresh.offset);
        }
      }),
      { numRuns: 2_000 },
    );
  });
  test.each([
    '2023-02-29 00:00:00',
    '2100-02-29 00:00:00',
    '2026-11-21 24:00:00',
    '2026-11-21 18:60:00',
    '2026-11-21T18:05:59',
    '2026-11-21T18:05:59+15:00',
    '2026-11-21T18:05:59+08:60',
    '2026-11-21T18:05:59.+08:00',
    '2026-11-21 18:05:59+08:00',
    '2026-11-21 18:05',
    '2026-11-21 18:05:5',
    '2026-11-2118:05:59',
    '2026.11.21 18:05:59',
    '20261121180559',
    '13/1/2026 0:55',
    '2/30/2026 0:55',
    '1/1/26 0:55',
    '1969-12-31 00:00:00',
    'yesterday',
    '-',
  ])('"%s" is refused', (text) => {
    for (const form of ['clock', 'month-first', 'iso'] as const) expect(readAs(text, form)).toBeNaN();
  });
  test.each([
    ['11/21/2026 18:05', 'clock'],
    ['11/21/2026 18:05:59', 'iso'],
    ['2026-11-21 18:05:59', 'iso'],
    ['2026-11-21T18:05:59+08:00', 'clock'],
    ['2026-11-21T18:05:59Z', 'month-first'],
  ] as const)('"%s" is refused where times are of the form %s', (text, form) => {
    expect(readAs(text, form)).toBeNaN();
  });
});

function fixedZone(minutes: number): string {
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `UTC${minutes < 0 ? '-' : '+'}${hours}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
}
