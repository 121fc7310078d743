import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reconcileDayBy, reconcileThroughBy } from '../../src/days/reconcile-by.ts';
import { workingDays } from '../../src/fetch.ts';
import type { DayInputs, ReconcileSettings } from '../../src/match.ts';
import { sampleText } from '../statement/support/samples.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { merchant, type SmallWorld, smallWorld, transactionsOf } from './support/small-world.ts';

const [day, next] = ['2026-11-16', '2026-11-17'];

/** What the engine is given for a day. */
async function inputsOf(
  world: SmallWorld,
  of: string = day,
  changes: Partial<ReconcileSettings> = {},
): Promise<DayInputs> {
  const engine = fakeEngine();
  await reconcileThroughBy(engine.match, of, { ...world.settings, ...changes });
  const inputs = engine.calls.at(-1);
  if (inputs?.day !== of) throw new Error('the day was not run');
  return inputs;
}

const namesOf = ({ statements }: DayInputs): readonly string[] =>
  statements.map(({ statement, revision }) => `${statement.facts.name}, ${revision}`);

describe('which files count', () => {
  test('of each name the newest content', async () => {
    const world = smallWorld();
    await world.fetchTransactions(day, { id: 'a', day });
    await world.fetchTransactions(day, { id: 'a', day }, { id: 'b', day });
    await world.fetchTransactions(next, { id: 'c', day: next });
    const inputs = await inputsOf(world);
    expect(namesOf(inputs)).toEqual([`${merchant}_transaction_20261116.txt, 2`]);
    expect(inputs.statements[0]?.statement.facts.rows).toBe(2);
    expect(inputs.fileBreaks).toMatchObject([
      {
        kind: 'FILE_CHANGED',
        standing: 'open',
        day,
        file: { name: `${merchant}_transaction_20261116.txt`, defects: [] },
        facts: { contents: '2' },
      },
    ]);
    expect(inputs.hasTransactions).toBe(true);
  });

  test('content to which the server went back is the newest', async () => {
    const world = smallWorld();
    await world.fetchTransactions(day, { id: 'a', day });
    await world.fetchTransactions(day);
    await world.fetchTransactions(day, { id: 'a', day });
    expect(namesOf(await inputsOf(world))).toEqual([`${merchant}_transaction_20261116.txt, 1`]);
  });

  test('archives do not: what was in them is recorded file by file', async () => {
    const world = smallWorld();
    await world.fetch(`${merchant}_20261116.zip`, 'PK');
    await world.fetch('monthly.zip', 'PK', day);
    await world.fetchTransactions(day);
    const inputs = await inputsOf(world);
    expect(namesOf(inputs)).toEqual([`${merchant}_transaction_20261116.txt, 1`]);
    expect(inputs.fileBreaks).toEqual([]);
  });

  test('a settlement that lies in the directories of two days counts once, for the first', async () => {
    const world = smallWorld({
      ...{ family: 'B1', reports: ['transaction', 'settlement'] },
      statementOptions: { unit: 'smallest' },
    });
    const name = 'settlementItems_KaKaoPay_USD_2018122611021040123_000.csv';
    await world.fetch(name, sampleText(name), day);
    await world.fetch(name, sampleText(name), next);
    expect(namesOf(await inputsOf(world))).toEqual([`${name}, 1`]);
    expect(namesOf(await inputsOf(world, next))).toEqual([]);
  });

  test('a batch of zeros is that of each day without business', async () => {
    const world = smallWorld({ family: 'B1', reports: ['transaction', 'summary'] });
    const name = 'settlementSummary_KaKaoPay_USD_0000000000000000000_000.csv';
    await world.fetch(name, sampleText(name), day);
    await world.fetch(name, sampleText(name), next);
    expect(namesOf(await inputsOf(world))).toEqual([`${name}, 1`]);
    expect(namesOf(await inputsOf(world, next))).toEqual([`${name}, 1`]);
  });

  test('a report of the newer families may grow', async () => {
    const name = 'transactionItems_20261116_000.csv';
    const world = smallWorld({
      family: 'B1',
      reports: ['transaction'],
      statementOptions: { unit: 'smallest' },
    });
    const text = sampleText('transactionItems_20181225_000.csv').replaceAll('2018-12-25', day);
    await world.fetch(name, '', day);
    await world.fetch(name, text, day);
    const inputs = await inputsOf(world);
    expect(namesOf(inputs)).toEqual([`${name}, 2`]);
    expect(inputs.fileBreaks).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  const name = `${merchant}_transaction_20261116.txt`;
  const good = transactionsOf(day, [
    { id: 'a', day },
    { id: 'b', day },
  ]);

  test.each([
    ['cut off', good.slice(0, -130), 'FILE_TRUNCATED'],
    ['without a column', good.replace('Charge_amount|', ''), 'UNKNOWN_COLUMN'],
    ['with a row that is none', good.replace('|HKD|2026', '|2026'), 'ROW_MALFORMED'],
    ['of another day', good.replaceAll(`${day} 12`, `${next} 12`), 'FILE_REFUSED'],
  ])('%s is a break, and none of its rows is compared', async (_, content, kind) => {
    const world = smallWorld();
    await world.fetch(name, content);
    const inputs = await inputsOf(world);
    expect(inputs.statements).toEqual([]);
    expect(inputs.fileBreaks).toMatchObject([{ kind, question: 'file-whole', day, file: { name } }]);
    expect(inputs.hasTransactions).toBe(false);
    expect(inputs.missingFiles).toEqual([]);
    await world.fetch(name, good);
    const later = await inputsOf(world);
    expect(later.hasTransactions).toBe(true);
    // The same question about the same file.
    expect(later.fileBreaks).toMatchObject([{ kind: 'FILE_CHANGED', id: inputs.fileBreaks[0]?.id }]);
  });

  test('names at most a hundred of its defects', async () => {
    const world = smallWorld();
    const rows = Array.from({ length: 150 }, (_, index) => ({ id: `${index}`, day: next }));
    await world.fetch(name, transactionsOf(day, rows));
    const [broken] = (await inputsOf(world)).fileBreaks;
    expect(broken?.file?.defects).toHaveLength(100);
    expect(broken?.facts['defects']).toBe('150');
  });

  test('because the disk is at fault says nothing about what Alipay wrote', async () => {
    const world = smallWorld();
    await world.fetch(name, good);
    const [file] = await world.settings.register.list(merchant, day);
    const path = join(world.settings.statementFolder, file?.path ?? '');
    const run = () => reconcileDayBy(fakeEngine().match, day, world.settings);
    writeFileSync(path, good.slice(0, 200));
    await expect(run()).rejects.toMatchObject({ code: 'ERR_STATEMENT_CHANGED' });
    writeFileSync(path, transactionsOf(day, []));
    await expect(run()).rejects.toMatchObject({ code: 'ERR_STATEMENT_CHANGED' });
    renameSync(path, `${path}.gone`);
    await expect(run()).rejects.toMatchObject({ code: 'ERR_STATEMENT_UNREADABLE' });
    expect(await world.settings.book.result(merchant, day)).toBeUndefined();
  });
});

describe('a file that is not there', () => {
  test.each([
    // docs/wire/statements §3.1: between 9 and 10 on the next day.
    ['classic transactions', 'A1', 33.5, 'due'],
    // §3.3: on the next day, without an hour.
    ['AMS transactions', 'B1', 47, 'due'],
    ['B0 transactions', 'B0', 24, 'due'],
  ] as const)('%s may still come', async (_, family, hour, state) => {
    const world = smallWorld({ family });
    world.at(day, hour);
    const ran = await reconcileDayBy(fakeEngine().match, day, world.settings);
    expect(ran).toMatchObject({ kind: 'not-yet-due', result: { missingFiles: [{ family, state, day }] } });
  });

  test.each([
    ['classic', 'A1', 34],
    ['B3, as the contract says', 'B3', 48],
  ] as const)(
    'when its time is over, own books say whether it was a day without business: %s',
    async (_, family, hour) => {
      const world = smallWorld({ family });
      world.at(day, hour);
      const inputs = await inputsOf(world);
      expect(inputs).toMatchObject({
        hasTransactions: true,
        missingFiles: [],
        fileBreaks: [],
        statements: [],
      });
      expect(inputs.absentTransactions).toMatchObject({ family, isByCurrency: false, currencies: [] });
      expect(inputs.absentTransactions?.lostFrom).toMatch(/^2026-11-24T/);
    },
  );

  test('nothing is absent where a file has all currencies, or Alipay has confirmed that there was none', async () => {
    const world = smallWorld();
    const daysWithoutBusiness = [{ day }];
    expect((await inputsOf(world, day, { daysWithoutBusiness })).absentTransactions).toBeUndefined();
    expect((await inputsOf(world, next, { daysWithoutBusiness })).absentTransactions).toBeDefined();
    await world.fetchTransactions(day);
    expect((await inputsOf(world)).absentTransactions).toBeUndefined();
  });

  test('a file that is written without business, too, is not missing where Alipay has confirmed that there was none', async () => {
    const world = smallWorld({ family: 'B1' });
    const inputs = await inputsOf(world, day, { daysWithoutBusiness: [{ day }] });
    expect(inputs).toMatchObject({ hasTransactions: true, missingFiles: [], fileBreaks: [] });
    const other = await inputsOf(world, day, { daysWithoutBusiness: [{ day, currency: 'USD' }] });
    expect(other).toMatchObject({ hasTransactions: false, fileBreaks: [{ kind: 'FILE_MISSING' }] });
  });

  test('where there is one for each currency, that of another may be absent when its time is over', async () => {
    const world = smallWorld({ family: 'B0', daysWithoutBusiness: [{ day, currency: 'EUR' }] });
    const sample = 'ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv';
    const text = sampleText(sample).replaceAll('2016-08-05', day);
    await world.fetch(sample.replace('20160805', '20261116'), text, day);
    world.at(day, 47);
    expect((await inputsOf(world)).absentTransactions).toBeUndefined();
    world.at(day, 48);
    expect((await inputsOf(world)).absentTransactions).toMatchObject({
      isByCurrency: true,
      currencies: ['CNY', 'EUR'],
    });
  });

  test.each([48, 24 + 4 * 24, 24 + 7 * 24])(
    'where an empty one would be written, it is missing after %i hours, and nothing says for how long',
    async (hour) => {
      const world = smallWorld({ family: 'B1' });
      world.at(day, hour);
      const inputs = await inputsOf(world);
      expect(inputs).toMatchObject({
        hasTransactions: false,
        missingFiles: [{ report: 'transaction', state: 'late' }],
      });
      expect(inputs.fileBreaks).toMatchObject([
        { kind: 'FILE_MISSING', file: undefined, facts: { family: 'B1', report: 'transaction' } },
      ]);
      // docs/wire/statements §3.3, and §2: files are kept for seven days.
      expect(inputs.fileBreaks[0]?.facts).toMatchObject({
        dueFrom: '2026-11-17T00:00:00+08:00',
        lostFrom: '2026-11-24T00:00:00+08:00',
      });
    },
  );

  test('settlements are told where nothing is compared yet, and never on a day without settlement', async () => {
    const reports = ['transaction', 'settlement'] as const;
    const missingAt = async (hour: number, changes: Partial<ReconcileSettings> = {}): Promise<unknown> => {
      const world = smallWorld({ reports, ...changes });
      world.at(day, hour);
      const { result } = await reconcileDayBy(fakeEngine().match, day, world.settings);
      expect(result.breaks).toEqual([]);
      return result.missingFiles.map(({ report, state }) => [report, state]);
    };
    expect(await missingAt(33)).toEqual([
      ['transaction', 'due'],
      ['settlement', 'due'],
    ]);
    expect(await missingAt(34)).toEqual([]);
    const isWorkingDay = workingDays({ holidays: [day] });
    const terms = { ...smallWorld().settings.terms, isWorkingDay };
    expect(await missingAt(33, { terms })).toEqual([['transaction', 'due']]);
  });

  test('a gap in the parts of the transactions says that some are missing', async () => {
    const world = smallWorld({ family: 'B1', statementOptions: { unit: 'smallest' } });
    const text = sampleText('transactionItems_20181225_000.csv').replaceAll('2018-12-25', day);
    await world.fetch('transactionItems_20261116_001.csv', text, day);
    expect(await inputsOf(world)).toMatchObject({ hasTransactions: false, fileBreaks: [], missingFiles: [] });
    await world.fetch(
      'transactionItems_20261116_000.csv',
      text.replace(/(\n[^\n]*){2}\n<END>/, '\n<END>'),
      day,
    );
    expect(await inputsOf(world)).toMatchObject({ hasTransactions: true, fileBreaks: [], missingFiles: [] });
  });
});
