import { expect, test } from 'vitest';
import { codesOf, sampleText, statementOf } from '../support/samples.ts';

const file = 'a1-settlement-hk.txt';

test('two refunds of one payment of AlipayHK may share its ids', async () => {
  const text = sampleText(file);
  const refund = text.split('\n')[2] ?? '';
  const withRow = (row: string): Promise<readonly string[]> => codesOf(statementOf(`${text}${row}\n`, file));
  expect(await withRow(refund.replace('08:36:46', '08:36:47'))).toEqual([]);
  expect(await withRow(refund.replace('|20.00|0.12|19.88|', '|10.00|0.06|9.94|'))).toEqual([]);
  expect(await withRow(refund)).toEqual(['ROW_REPEATED']);
});
