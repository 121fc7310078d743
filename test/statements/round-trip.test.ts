import { checkBatch, openStatement, type Statement } from '@alipay-intl/reconciliation';
import { expect, test } from 'vitest';
import { bytesOf, type Made } from './day/draft.ts';
import { makeDay, recipeNames } from './day/make-day.ts';
import { asTrueRecord } from './day/read-truth.ts';
import { keyOf } from './day/true-record.ts';

const days = 1_100;

async function read({ draft, layout, truth }: Made): Promise<Statement> {
  const unit = draft.family === 'B1' || draft.family === 'B2' ? draft.unit : undefined;
  const statement = await openStatement({ name: draft.name, bytes: bytesOf(draft) }, { unit });
  const keys: string[] = [];
  for await (const record of statement) keys.push(keyOf(asTrueRecord(record)));
  expect(keys).toEqual(truth.map(keyOf));
  expect(statement.facts).toMatchObject({ layout, rows: truth.length });
  return statement;
}

test.each(recipeNames)('days of %s are read as they were made, and their files agree', async (recipe) => {
  const first = recipeNames.indexOf(recipe);
  for (let number = first; number < days; number += recipeNames.length) {
    const day = makeDay(7, number);
    const statements: Statement[] = [];
    for (const made of day.files) statements.push(await read(made));
    expect({ number, ...checkBatch(statements) }).toEqual({ number, complete: true, defects: [] });
  }
});
