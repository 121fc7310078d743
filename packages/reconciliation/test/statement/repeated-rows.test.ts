import { describe, expect, test } from 'vitest';
import { RepeatedRows } from '../../src/statement/repeated-rows.ts';
import { RowCursor } from '../../src/statement/row-cursor.ts';

/** Lines of the rows that are suspected to repeat an earlier one. */
function suspects(
  lines: readonly string[],
  limits?: ConstructorParameters<typeof RepeatedRows>[1],
): readonly number[] {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const cursor = new RowCursor({ bytes, start: 0, end: bytes.length, isLast: true }, '|', 1_000);
  const repeated = new RepeatedRows({ places: [0, 1, 2] }, limits);
  const found: number[] = [];
  while (cursor.advance()) if (repeated.isSuspect(cursor)) found.push(cursor.line);
  return found;
}

const rows = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, row) => `P|own-${row}|20180000${row}`);

describe('rows that repeat an earlier one', () => {
  test('are noticed by type and ids together', () => {
    const lines = ['P|a|1', 'R|a|1', 'P|a|2', 'P|b|1', 'P|ab|', 'P|a|b', 'P|a|1', 'P|ab|', 'P||', 'P||'];
    expect(suspects(lines)).toEqual([7, 8]);
  });
  test('are noticed among many, and others are not', () => {
    const all = rows(50_000);
    expect(suspects(all)).toEqual([]);
    expect(suspects([...all, ...all.slice(100, 110)])).toEqual(
      Array.from({ length: 10 }, (_, row) => 50_001 + row),
    );
  });
  test('are noticed beyond what is remembered exactly, with few false alarms', () => {
    const limits = { slots: 1 << 12, filterWords: 1 << 14 };
    const all = rows(30_000);
    const alarms = suspects(all, limits);
    expect(alarms.length).toBeLessThan(300);
    const repeats = [...all.slice(0, 500), ...all.slice(-500)];
    expect(suspects([...all, ...repeats], limits)).toEqual([
      ...alarms,
      ...Array.from({ length: 1_000 }, (_, row) => 30_001 + row),
    ]);
  });
});
