import { expect, test } from 'vitest';
import { inStoreTransactions, inWords, matchSmallDay, payment } from '../support/books.ts';

const day = '2026-11-21';

const earlier = async (...ids: readonly string[]): Promise<string> => {
  const { rows } = await matchSmallDay({
    ledger: ids.map((id) => payment(id)),
    files: inStoreTransactions(ids.map((id) => `${id} 2026${id} 10.00 0.06 10:00:00 PAYMENT`)),
  });
  return rows.path;
};

const matchWith = (path: string, breaksMax?: number) =>
  matchSmallDay({
    day,
    files: inStoreTransactions(['a 2026a 10.00 0.06 12:00:00 PAYMENT'], day),
    inputs: { earlierRows: [path] },
    ...(breaksMax === undefined ? {} : { breaksMax }),
  });

test('earlier rows that a day looks at are part of its inputs, and no others', async () => {
  const [known, alsoKnown, unknown] = [
    await matchWith(await earlier('a')),
    await matchWith(await earlier('a', 'z')),
    await matchWith(await earlier('z')),
  ];
  expect(inWords(known.result.breaks)).toEqual(['DUPLICATE_AT_PROVIDER open AUD 1000 a']);
  expect(alsoKnown.result).toEqual(known.result);
  expect(inWords(unknown.result.breaks)).toEqual(['MISSING_IN_LEDGER waiting AUD 1000 a']);
  expect(unknown.result.inputsSha256).not.toBe(known.result.inputsSha256);
});

test('how many breaks are listed is part of the inputs', async () => {
  const path = await earlier('a');
  const [all, none] = [await matchWith(path), await matchWith(path, 0)];
  expect(none.result.breaks).toEqual([]);
  expect(none.result.inputsSha256).not.toBe(all.result.inputsSha256);
});
