import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delimiter } from '../../src/statement/delimiter.ts';
import { RowCursor } from '../../src/statement/row-cursor.ts';

interface Rows {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly faults: readonly (string | undefined)[];
}

function split(text: string, delimiter: Delimiter, recordBytesMax = 65_536): Rows {
  const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`, 'utf8');
  const cursor = new RowCursor(
    { bytes, start: 0, end: bytes.length, isLast: true },
    delimiter,
    recordBytesMax,
  );
  const rows: string[][] = [];
  const lines: number[] = [];
  const faults: (string | undefined)[] = [];
  while (cursor.advance()) {
    const { starts, ends, count } = cursor;
    rows.push(
      Array.from({ length: count }, (_, index) => cursor.bytes.toString('utf8', starts[index], ends[index])),
    );
    lines.push(cursor.line);
    faults.push(cursor.fault);
  }
  return { rows, lines, faults };
}

const strict = {
  relax_column_count: true,
  record_delimiter: ['\r\n', '\n'],
  skip_empty_lines: true,
  trim: false,
};

function oracle(text: string, delimiter: Delimiter): string[][] {
  const quote = delimiter === ',' ? '"' : null;
  const records: string[][] = parse(text, { ...strict, delimiter, quote });
  return records
    .map((cells) => cells.map((cell) => cell.replace(/^[ \t\u00a0\ufeff]+|[ \t\u00a0\ufeff]+$/g, '')))
    .filter((cells) => cells.length > 1 || cells[0] !== '');
}

const letters = [
  'a',
  '7',
  '.',
  '-',
  '+',
  '!',
  '{',
  '}',
  '~',
  ' ',
  '\t',
  '\u00a0',
  '中',
  '𝒳',
  '<',
  "'",
  '=',
  '_',
];
const endings = fc.constantFrom('\n', '\r\n');

function files(cell: fc.Arbitrary<string>, delimiter: Delimiter): fc.Arbitrary<string> {
  const row = fc.array(cell, { minLength: 1, maxLength: 6 }).map((cells) => cells.join(delimiter));
  const line = fc.tuple(row, endings).map((parts) => parts.join(''));
  return fc.array(line, { maxLength: 8 }).map((lines) => lines.join(''));
}

describe('rows are split as csv-parse splits them', () => {
  test('with pipes, where a quote is a letter', () => {
    const cell = fc.string({ unit: fc.constantFrom(...letters, '"', ','), maxLength: 8 });
    fc.assert(
      fc.property(files(cell, '|'), (text) => {
        expect(split(text, '|').rows).toEqual(oracle(text, '|'));
      }),
      { numRuns: 500 },
    );
  });
  test('with commas and RFC 4180 quotes', () => {
    const plain = fc.string({ unit: fc.constantFrom(...letters, '|'), maxLength: 8 });
    const inner = fc.string({ unit: fc.constantFrom(...letters, ',', '"', '\n', '\r\n'), maxLength: 8 });
    const quoted = inner.map((text) => `"${text.replaceAll('"', '""')}"`);
    fc.assert(
      fc.property(files(fc.oneof({ weight: 3, arbitrary: plain }, quoted), ','), (text) => {
        const { rows, faults } = split(text, ',');
        expect(rows).toEqual(oracle(text, ','));
        expect(faults.every((fault) => fault === undefined)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  test('and what csv-parse refuses has a fault', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '"', ' ', '\n'), maxLength: 6 });
    fc.assert(
      fc.property(files(cell, ','), (text) => {
        const { rows, faults } = split(text, ',');
        if (faults.some((fault) => fault !== undefined)) expect(() => parse(text, strict)).toThrow();
        else expect(rows).toEqual(oracle(text, ','));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a row', () => {
  test('knows its line, over blank lines and line ends in quotes', () => {
    const { lines } = split('a,b\n\n"1\n2",c\r\n \nd,e\n', ',');
    expect(lines).toEqual([1, 3, 6]);
  });
  test('with an open quote takes only its own line with it', () => {
    const { rows, faults } = split('a,"b\nc,d\ne,f\n', ',');
    expect(rows).toEqual([[], ['c', 'd'], ['e', 'f']]);
    expect(faults).toEqual(['quote', undefined, undefined]);
  });
  test('with an open quote is not searched beyond the longest record', () => {
    const { rows, faults } = split(`"a,b\n${'c,d\n'.repeat(100)}e"\n`, ',', 64);
    expect(rows).toHaveLength(102);
    expect(faults.filter((fault) => fault === 'quote')).toHaveLength(2);
  });
  test.each(['\0', '\u001f', '\u007f', 'a\rb'])('with a control character has a fault: %j', (text) => {
    expect(split(`a|${text}|b\n`, '|').faults).toEqual(['control']);
    expect(split(`a,${text},"b"\n`, ',').faults).toEqual(['control']);
    if (!text.includes('\r')) expect(split(`a,"${text}",b\n`, ',').faults).toEqual(['control']);
  });
  test('with over 512 cells has a fault', () => {
    expect(split(`${'a|'.repeat(511)}b\n${'a|'.repeat(512)}b\n`, '|').faults).toEqual([undefined, 'cells']);
  });
});
