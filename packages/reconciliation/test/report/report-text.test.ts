import { stripVTControlCharacters } from 'node:util';
import { reportText } from '@alipay-intl/reconciliation/report';
import { describe, expect, test } from 'vitest';
import { hostileInput } from '../../../../test/report/support/hostile-input.ts';
import { closedInput, sampleInput, sampleResult } from '../../../../test/report/support/sample-day.ts';

describe('the summary for a terminal', () => {
  const text = reportText(sampleInput, { width: 100 });

  test('begins with how the day stands and how much is at stake', () => {
    expect(text.split('\n').slice(0, 6)).toEqual([
      'Harbour Street Books Ltd (2088000000000000): Friday, 20 November 2026',
      'Run 3 of 2026-11-21 11:04:30; all times in UTC+8',
      '',
      'NOT CLOSED',
      '27 breaks need somebody to look.',
      'At stake: EUR 139.00, JPY 141,200, KWD 45.500 and USD 13,174.36.',
    ]);
  });

  test('has a line of totals for each currency', () => {
    expect(text).toMatch(/^ {2}JPY +18,252,500 +18,213,300 +-39,200 +-258,002 +16,942,098$/m);
    expect(text).toMatch(/^ {2}KWD +912\.500 +912\.500 +0\.000 +-12\.750 +837\.250$/m);
  });

  test('shows that no row and no money was lost', () => {
    expect(text).toContain(
      '    4,420 rows in, 3 of them of earlier days = 4,380 matched + 6 matched, but differ + 1 waiting + 1\n    missing on the other side + 1 one too many + 31 without money\n',
    );
    expect(text).toContain(
      'money in EUR 48,243.45, JPY 18,252,500, KWD 912.500 and USD 554,240.93 = money out',
    );
    expect(text.match(/: adds up$/gm)).toHaveLength(4);
  });

  test('says where a balance is broken', () => {
    const { ledger } = sampleResult.balances;
    const balances = { ...sampleResult.balances, ledger: { ...ledger, carriedIn: { rows: 2, money: {} } } };
    const broken = reportText({ ...sampleInput, result: { ...sampleResult, balances } });
    expect(broken).toContain('DO NOT USE THIS RESULT');
    expect(broken).toContain('  Own books: DOES NOT ADD UP');
    expect(broken.match(/: adds up$/gm)).toHaveLength(3);
  });

  test('counts breaks by standing and kind, and explains the first', () => {
    expect(text).toMatch(/^ {2}Waiting\n {4}Not settled yet +280 {2}JPY 1,014,200, USD 40,899\.13$/m);
    expect(text).toContain('The first 10 of 27 open breaks');
    expect(reportText(sampleInput, { breaksMax: 1 })).toContain('The first 1 of 27 open breaks');
    expect(text.match(/^ {4}Next: /gm)).toHaveLength(10);
    expect(text).toContain('What to do next\n  1. Look at the files first');
  });

  test('a closed day is short', () => {
    const closed = reportText(closedInput);
    expect(closed).toContain('\nCLOSED\nOwn books and Alipay agree on every row.\n');
    expect(closed).not.toMatch(/At stake|Breaks by kind|open break/);
  });

  test.each([40, 60, 80, 120])('fits into %i characters', (width) => {
    for (const line of reportText(sampleInput, { width }).split('\n')) {
      // Ids and file names are never broken, so that they can be copied.
      const hasLongWord = line.trim().split(' ').length === 1;
      expect(line.length <= width || hasLongWord).toBe(true);
    }
  });

  test('is plain text unless colours are asked for, and the same text with them', () => {
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    const coloured = reportText(sampleInput, { width: 100, colour: true });
    expect(coloured).toContain('\u001b[1;31mNOT CLOSED\u001b[0m');
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });

  test('texts from outside cannot steer the terminal', () => {
    const hostile = reportText(
      { ...hostileInput, notes: undefined, result: { ...hostileInput.result } },
      { breaksMax: 100 },
    );
    expect(hostile).toContain('invoice⟨U+202E⟩fdp.exe');
    expect(hostile).toContain('⟨U+001B⟩]0;title⟨U+0007⟩');
    expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });
});
