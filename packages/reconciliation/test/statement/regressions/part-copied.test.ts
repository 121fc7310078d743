import { checkBatch, openStatement, type Statement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { sampleText, statementOf } from '../support/samples.ts';

const items = sampleText('transactionItems_20240102_000.csv');
const [columns = '', ...rows] = items.split('\n');

function part(seq: string, text: string): Promise<Statement> {
  return openStatement(statementOf(text, `transactionItems_20240102_${seq}.csv`), { unit: 'major' });
}

describe('two parts of a report', () => {
  test('with the same bytes are not complete', async () => {
    const parts = [await part('000', items), await part('001', items), await part('002', items)];
    expect(checkBatch(parts)).toEqual({
      complete: false,
      defects: ['001', '002'].map((seq) => ({
        code: 'FILE_REPEATED',
        file: `transactionItems_20240102_${seq}.csv`,
        expected: 'other bytes than transactionItems_20240102_000.csv has',
      })),
    });
  });
  test('with other rows, or without any, are complete', async () => {
    const without = `${columns}\n<END>\n`;
    const rest = [columns, ...rows.slice(1)].join('\n');
    const parts = [await part('000', items), await part('001', rest), await part('002', without)];
    expect(checkBatch([...parts, await part('003', without)])).toEqual({ complete: true, defects: [] });
  });
});
