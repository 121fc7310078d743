import { expect, test } from 'vitest';
import { Findings } from '../../../src/statement/defect.ts';
import { readingOptions } from '../../../src/statement/options.ts';
import { proveRepetitions } from '../../../src/statement/prove-repetitions.ts';
import { readWhole } from '../../../src/statement/reading.ts';
import { partsOf } from '../../../src/statement/repeated-rows.ts';
import { sampleText, statementOf } from '../support/samples.ts';

const [columns = '', row = ''] = sampleText('2088000000000000_settlement_20170803.txt').split('\n');
const rowOf = (number: number): string => row.replace('EASA-20170801233604653-5GP0GVWNY', `own-${number}`);

/** What is found where a file of 60 million rows left more suspects than are kept. */
async function provenIn(rows: readonly string[]): Promise<Findings> {
  const source = statementOf([columns, ...rows, ''].join('\n'));
  const options = readingOptions({});
  const assumption = { encoding: 'utf-8', unit: 'major' } as const;
  const findings = new Findings(100, []);
  const { body } = await readWhole(source, undefined, options, assumption, findings);
  if (body === undefined) throw new TypeError('no rows');
  const { opening } = body;
  const { key } = body.rows;
  const suspicion = { rows: 60_000_000, suspects: new Set<string>(), hasMoreSuspects: true, key };
  await proveRepetitions(source, options, assumption, { opening, rows: suspicion }, findings);
  return findings;
}

test('more suspects than are kept are no repetitions until they are proven', async () => {
  expect(partsOf(60_000_000).length).toBeGreaterThan(10);
  const unique = Array.from({ length: 400 }, (_, number) => rowOf(number));
  expect((await provenIn(unique)).defects).toEqual([]);
  expect((await provenIn([...unique, rowOf(123)])).defects).toEqual([
    expect.objectContaining({
      code: 'ROW_REPEATED',
      line: 402,
      expected: expect.stringContaining('line 125 '),
    }),
  ]);
});
