import { reportCsv } from '@alipay-intl/reconciliation/report';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts, inputOf } from '../../../../test/report/support/hostile-input.ts';
import { sampleInput } from '../../../../test/report/support/sample-day.ts';

type Row = Readonly<Record<string, string>>;

/** Another reader than ours: strict, by RFC 4180. */
function rowsOf(csv: string): readonly Row[] {
  return parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' }) as Row[];
}

/** What a program does that wants a text back. docs/report.md */
function withoutApostrophes(cell: string): string {
  return cell.replace(/(?<=^|[,;|\t\r\n])'(?=[=+\-@\t\r\n\0'"＝＋－＠])/gu, '');
}

const idColumns = ['own_id', 'provider_id', 'original_own_id', 'original_provider_id'];

/** A number that stays one, because it may be added up. */
const isNumber = (cell: string): boolean => /^-?\d+(?:\.\d+)?$/.test(cell);

describe('the CSV of a report', () => {
  test('has a byte order mark, CRLF, and every cell in quotes', () => {
    const csv = reportCsv(sampleInput);
    expect(csv.startsWith('\ufeff"break_id","kind","title","standing"')).toBe(true);
    expect(csv.endsWith('"\r\n')).toBe(true);
    for (const line of csv.slice(1).trimEnd().split('\r\n'))
      expect(line).toMatch(/^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/);
    expect(rowsOf(csv)).toHaveLength(sampleInput.result.breaks.length);
  });

  test('has amounts in both units, and ids that keep their digits', () => {
    const row = rowsOf(reportCsv(sampleInput)).find(({ kind }) => kind === 'FEE_MISMATCH');
    expect(row).toMatchObject({
      currency: 'USD',
      at_stake: '0.65',
      at_stake_smallest_unit: '65',
      difference: '-0.65',
      difference_smallest_unit: '-65',
      transaction_provider_id: "'2026112022001407890500042317",
      transaction_fee: '-2.59',
      transaction_fee_smallest_unit: '-259',
      transaction_occurred_at: '2026-11-20 10:15:43',
      ledger_own_id: '',
      ledger_gross: '',
    });
  });

  test('yen have no decimals, dinars three', () => {
    const rows = rowsOf(reportCsv(sampleInput)).filter(({ kind }) => kind === 'OVERDUE_SETTLEMENT');
    expect(rows.map(({ at_stake }) => at_stake)).toEqual(['120000', '45.500']);
  });

  // Half a pair of UTF-16 has no place in UTF-8.
  const anyText = fc.oneof(
    fc.constantFrom(...hostileTexts.map((text) => text.toWellFormed())),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\0\'",;|＝＋－＠ a1'), maxLength: 12 }),
  );

  test('any text comes back, and none begins a formula, whatever separates cells', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (texts) => {
        const csv = reportCsv(inputOf(texts));
        const rows = rowsOf(csv).slice(0, texts.length);
        rows.forEach((row, at) => {
          const text = texts[at] ?? '';
          expect(withoutApostrophes(row['transaction_file'] ?? '')).toBe(text);
          expect(withoutApostrophes(row['note_reason'] ?? '')).toBe(text);
          expect(withoutApostrophes(row['rule'] ?? '')).toBe(text);
          for (const name of idColumns) {
            const id = row[`ledger_${name}`] ?? '';
            // The first apostrophe is always there, so that 2.01809E+27 and 00042 stay what they are.
            if (text !== '') expect(id).toMatch(/^'/);
            const rest = id.slice(1);
            expect(rest.replace(/(?<=[,;|\t\r\n])'(?=[=+\-@\t\r\n\0'"＝＋－＠])/gu, '')).toBe(text);
          }
        });
        for (const cell of rows.flatMap((row) => Object.values(row))) {
          expect(isNumber(cell) || !/^[=+\-@\t\r\n\0＝＋－＠]/u.test(cell)).toBe(true);
        }
        for (const piece of csv
          .slice(1)
          .split(/[;\t|]/u)
          .slice(1)) {
          expect(piece).not.toMatch(/^"*[=+\-@＝＋－＠]/u);
        }
      }),
      { numRuns: 400 },
    );
  });
});
