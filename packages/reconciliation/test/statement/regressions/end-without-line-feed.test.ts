import { expect, test } from 'vitest';
import { codesOf, sampleText, statementOf } from '../support/samples.ts';

const file = 'transactionItems_20181225_000.csv';
const text = sampleText(file).trimEnd().replace(/\r?\n/g, '\r\n');

test.each(['', '\r', '\n', '\r\n', ',,\r'])('<END> is whole with %j behind it', async (ending) => {
  expect(text.endsWith('<END>')).toBe(true);
  expect(await codesOf(statementOf(`${text}${ending}`, file), { unit: 'smallest' })).toEqual([]);
});

test.each(['<END', '<END\r\n', '<END>\rx', '<EnD>\r\n', '', '\r'])('%j is no <END>', async (ending) => {
  const damaged = `${text.slice(0, -'<END>'.length)}${ending}`;
  expect(await codesOf(statementOf(damaged, file), { unit: 'smallest' })).toContain('FILE_TRUNCATED');
});
