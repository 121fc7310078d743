// What CSV readers are known to let through; see also delimited.test.ts.
import { openStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { codesOf, defectsOf, recordsOf, sampleText, statementOf } from './support/samples.ts';

const file = 'transactionItems_20240102_000.csv';
const text = sampleText(file);

describe('a file', () => {
  test('with a quote that never ends is refused, and its other rows are still checked', async () => {
    const damaged = text.replace('"tea, green"', '"tea, green').replace('-14.50', '-14.5x');
    expect(await defectsOf(statementOf(damaged, file))).toMatchObject([
      { code: 'ROW_MALFORMED', line: 2, expected: expect.stringContaining('quotes') },
      { code: 'AMOUNT_INVALID', line: 3, column: 'transactionAmountValue', printed: '-14.5x' },
    ]);
  });
  test('with a short row is refused', async () => {
    const [, , row = ''] = text.split('\n');
    const short = text.replace(row, row.split(',').slice(0, -1).join(','));
    expect(await defectsOf(statementOf(short, file))).toMatchObject([
      { code: 'ROW_MALFORMED', line: 3, expected: expect.stringMatching(/21 cells.*has 20/) },
    ]);
  });
  test('with a column twice is refused, whatever its case', async () => {
    const twice = text.replace('cardBrand', 'transactionamountvalue');
    expect(await codesOf(statementOf(twice, file))).toContain('REPEATED_COLUMN');
  });
  test('with columns named like members of objects keeps them as cells', async () => {
    const odd = text.replace('cardBrand', '__proto__').replace('funding', 'constructor');
    const { facts } = await openStatement(statementOf(odd, file));
    expect(facts.unknownColumns).toEqual(['__proto__', 'constructor']);
    const [record] = await recordsOf(statementOf(odd, file));
    expect(Object.keys(record?.printed ?? {})).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
    expect(Object.entries(record?.printed ?? {})).toContainEqual(['__proto__', 'VISA']);
    expect(({} as Record<string, unknown>)['VISA']).toBeUndefined();
  });
  test.each(['1e3', '1,000.00', '14.5O', '$14.50', '14.505', '(14.50)', '１４'])(
    'with the amount %s is refused',
    async (amount) => {
      const printed = amount.includes(',') ? `"${amount}"` : amount;
      expect(await codesOf(statementOf(text.replace(',14.50,', `,${printed},`), file))).toContain(
        'AMOUNT_INVALID',
      );
    },
  );
  test('with blanks around an amount is read, and with blanks inside it is refused', async () => {
    expect((await recordsOf(statementOf(text.replace(',14.50,', ', 14.50\t,'), file)))[0]?.gross).toBe(
      1_450n,
    );
    expect(await codesOf(statementOf(text.replace(',14.50,', ',14 .50,'), file))).toEqual(['AMOUNT_INVALID']);
  });
  test('with an id that a spreadsheet rounded is refused', async () => {
    const rounded = text.replace('2024010219074101000000000112612,,order-1', '2.02401E+30,,order-1');
    expect(await defectsOf(statementOf(rounded, file))).toMatchObject([
      { code: 'ID_CORRUPTED_BY_SPREADSHEET', line: 2, column: 'transactionId', printed: '2.02401E+30' },
    ]);
  });
  test('with a blank line between rows is refused, and with blank lines at its end is not', async () => {
    const store = sampleText('a1-transaction-8.txt');
    expect(await codesOf(statementOf(store.replace('\n0004', '\n\n0004')))).toEqual(['ROW_MALFORMED']);
    expect(await codesOf(statementOf(`${store}\n \r\n`))).toEqual([]);
  });
  test('with a line over the limit is refused', async () => {
    const long = text.replace('"tea, green"', 'x'.repeat(70_000));
    expect(await codesOf(statementOf(long, file))).toEqual(['LINE_TOO_LONG']);
    expect(await codesOf(statementOf(long, file), { lineBytesMax: 100_000 })).toEqual([]);
  });
  test('with formulas of spreadsheets in its texts keeps them as text', async () => {
    const [record] = await recordsOf(statementOf(text.replace('"tea, green"', '=HYPERLINK(1)'), file));
    expect(record?.printed['orderDescription']).toBe('=HYPERLINK(1)');
  });
  test('with zero bytes at its end, as a crashed disk leaves it, is refused', async () => {
    expect(await codesOf(statementOf(`${text}${'\0'.repeat(50)}`, file))).toEqual(['ROW_AFTER_END']);
    const store = sampleText('a1-transaction-8.txt');
    expect(await codesOf(statementOf(`${store}${'\0'.repeat(50)}`))).toContain('ROW_MALFORMED');
  });
});
