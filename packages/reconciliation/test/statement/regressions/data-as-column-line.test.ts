import { inspectStatement, openStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { sampleText, statementOf } from '../support/samples.ts';

const antom = 'TRANSACTION_DETAIL_20260427.csv';
const acquiring = 'ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv';

async function columnLineOf(text: string): Promise<string | undefined> {
  return (await inspectStatement(statementOf(text, 'x.csv'))).columnLine;
}

describe('a row where column names should be', () => {
  test.each([antom, acquiring])('shows nothing of its cells: %s', async (file) => {
    const [, row = ''] = sampleText(file).split('\n');
    const shown = (await columnLineOf(row)) ?? '';
    expect(shown).toMatch(/^[…,]+$/);
    await expect(openStatement(statementOf(row, 'x.csv'))).rejects.toMatchObject({
      code: 'ERR_STATEMENT_UNKNOWN',
      message: expect.not.stringMatching(/Buyer Name|Pencil|2088/),
    });
  });
  test('shows no name, login or type of the buyer either', async () => {
    expect(await columnLineOf('john_smith,Smith,deShawn,ZHANG SAN,san.zhang\n')).toBe('…,…,…,…,…');
    expect(await columnLineOf('Fee|john_smith|1390000\n')).toBe('Fee|…|…');
  });
});

test('names of columns are shown where the layout is unknown, also new ones', async () => {
  const line = '\ufeffcustomerId,"transactionType",newThing,New_thing,Zhang San,20880001,,Currency';
  expect(await columnLineOf(`${line}\n1,2\n`)).toBe(
    'customerId,transactionType,newThing,New_thing,…,…,,Currency',
  );
});
