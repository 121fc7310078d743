import { describe, expect, test } from 'vitest';
import { codesOf, sampleText, statementOf } from '../support/samples.ts';

const file = 'a1-settlement-hk.txt';
const refund = sampleText(file).split('\n')[2] ?? '';

/** What is wrong with a file that has the row of a refund a second time, changed. */
function codesWith(row: string): Promise<readonly string[]> {
  return codesOf(statementOf(`${sampleText(file)}${row}\n`, file));
}

describe('a row whose ids may be shared is repeated although it is printed otherwise', () => {
  test.each([
    ['with a minus', '|20.00|', '|-20.00|'],
    ['with a plus', '|20.00|', '|+20.00|'],
    ['without decimals', '|20.00|', '|20|'],
    ['with more decimals', '|20.00|', '|20.000000000000000000|'],
    ['with a short hour', ' 08:36:46|', ' 8:36:46|'],
  ])('%s', async (_, printed, again) => {
    expect(refund).toContain(printed);
    expect(await codesWith(refund.replace(printed, again))).toEqual(['ROW_REPEATED']);
  });
});

test('another amount or time is another row', async () => {
  expect(await codesWith(refund.replace('|20.00|0.12|19.88|', '|-20.01|0.12|19.89|'))).toEqual([]);
  expect(await codesWith(refund.replace(' 08:36:46|', ' 08:36:47|'))).toEqual([]);
});
