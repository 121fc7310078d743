import { expect, test } from 'vitest';
import { codesOf, recordsOf, sampleText, statementOf } from '../support/samples.ts';

const details = 'SETTLEMENT_DETAIL_202604271985548486_20260428.csv';
const items = 'transactionItems_20240102_000.csv';

test.each(['null', 'None'])('a cell of Antom that says %s is empty', async (nothing) => {
  const empty = await recordsOf(statementOf(sampleText(details), details));
  const text = sampleText(details)
    .split('\n')
    .map((line, at) => (at === 0 ? line : line.replace(/(?<=,)(?=,|$)/gm, nothing)));
  const records = await recordsOf(statementOf(text.join('\n'), details));
  const told = (all: typeof records) =>
    all.map(({ originalOwnId, ownId, gross, fee, net, fees, cells }) => ({
      originalOwnId,
      ownId,
      gross,
      fee,
      net,
      fees,
      cells,
    }));
  expect(told(records)).toEqual(told(empty));
  expect(records[0]?.originalOwnId).toBeUndefined();
});

test('in other families null is no amount', async () => {
  const text = sampleText(items).replace(',14.50,', ',null,');
  expect(await codesOf(statementOf(text, items), { unit: 'major' })).toEqual(['AMOUNT_INVALID']);
});
