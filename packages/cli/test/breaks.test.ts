import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@alipay-intl/core/time';
import { createPostgresDayBook } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeBreak, madeResult, madeRun } from '../../../test/day-book/made-runs.ts';
import { type PostgresServer, postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { exampleConfiguration } from '../src/configuration/example-configuration.ts';
import { type Ran, runAlipayIntl } from './support/run-alipay-intl.ts';

const server: PostgresServer | undefined = await postgresServerOrNone({ fsync: 'off' });
const friday = '2026-11-20';
const [small, large, yen, file] = ['1', '2', '3', '4'].map((digit) => digit.repeat(20)) as [
  string,
  string,
  string,
  string,
];
let url = '';

async function run(
  args: readonly string[],
  { moment = '2026-11-21T12:00', store = url } = {},
): Promise<Ran & { readonly cwd: string }> {
  const cwd = temporaryFolder();
  const text = exampleConfiguration.replace('pglite: data/store', 'postgres: { env: DATABASE_URL }');
  writeFileSync(join(cwd, 'alipay-intl.yaml'), text);
  const clock = { now: () => Date.parse(`${moment}:00+08:00`), sleep: systemClock.sleep };
  const ran = await runAlipayIntl(args, { cwd, clock, env: { DATABASE_URL: store, USER: 'tester' } });
  return { ...ran, cwd };
}

beforeAll(async () => {
  if (server === undefined) return;
  url = await server.createDatabase('breaks');
  const store = await openPostgresStore({ connectionString: url });
  const fee = { kind: 'FEE_MISMATCH', question: 'fee-as-agreed', rule: 'fee of the contract' } as const;
  const breaks = [
    madeBreak(small, { ...fee, dueDay: '2026-11-24', facts: { expected: '-200' } }),
    madeBreak(large, { atStake: 123_456n }),
    madeBreak(yen, { currency: 'JPY', atStake: 599n, difference: 599n }),
    madeBreak(file, { kind: 'FILE_MISSING', currency: undefined, atStake: 0n, difference: undefined }),
  ];
  const result = madeResult(friday, { breaks });
  await createPostgresDayBook(store, { scope: 'alipay-intl' }).commit(madeRun(result), 0);
  await store.close();
});
afterAll(() => server?.remove());

describe.skipIf(server === undefined)('breaks', () => {
  it('are listed under heads, the largest amount first, with their sum', async () => {
    const { code, out } = await run(['breaks', 'list']);
    const [head = '', ...rows] = out.trimEnd().split('\n');
    expect([code, head.split(/ {2,}/)]).toEqual([
      0,
      ['break', 'standing', 'day', 'kind', 'at stake', 'about', 'found on'],
    ]);
    expect(rows.map((row) => row.slice(0, 20))).toEqual([file, yen, large, small, '4 breaks, at stake: ']);
    expect(rows[2]).toMatch(/ {2}USD 1234\.56 {2}/);
    expect(rows.at(-1)).toBe('4 breaks, at stake: JPY 599, USD 1236.06');
    const json = JSON.parse((await run(['breaks', 'list', '--json'])).out);
    expect(json.breaks.map(({ break: { id } }: { break: { id: string } }) => id)).toEqual([
      ...[small, large, yen, file],
    ]);
  });

  it('are explained with the question, the rule, the due day and the facts', async () => {
    const { code, out } = await run(['breaks', 'explain', small]);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ['break', small],
        ['question', 'fee-as-agreed'],
        ['rule', 'fee of the contract'],
        ['due', '2026-11-24'],
        ['at stake', 'USD 1.50'],
        ['difference', 'USD -1.50'],
        ['expected', '-200'],
      ]),
    );
  });

  it('that are closed already say who closed them, and that nothing was written', async () => {
    const first = ['breaks', 'close', large, '--reason', 'booked twice'];
    expect(await run([...first, '--by', 'a.meyer'])).toMatchObject({
      code: 0,
      out: `${large}: closed, by a.meyer.\n`,
    });
    const again = ['breaks', 'close', large, '--reason', 'a better reason'];
    const told = await run(again, { moment: '2026-11-21T13:00' });
    expect(told.code).toBe(0);
    expect(told.out).toBe(
      [
        `${large}: closed already (by a.meyer, 2026-11-21 12:00:00 UTC+8: booked twice)\n`,
        'Nothing was written, and your reason is not in the trail.\n',
        `To give another reason, open it first: alipay-intl breaks reopen ${large} --reason …\n`,
      ].join(''),
    );
    const json = await run([...again, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ outcome: 'closed-already', isWritten: false, standing: 'closed-by-person' },
      ...{ by: 'a.meyer', reason: 'booked twice', atMs: Date.parse('2026-11-21T12:00:00+08:00') },
    });
    expect((await run(['breaks', 'explain', large])).out).not.toContain('a better reason');
    const reopen = ['breaks', 'reopen', large, '--reason', 'it was not'];
    expect(JSON.parse((await run([...reopen, '--json'])).out)).toMatchObject({
      ...{ outcome: 'reopened', isWritten: true, by: 'tester', reason: 'it was not' },
    });
    expect((await run(reopen)).out).toMatch(
      /: open already \(by tester, .*: it was not\)\nNothing was written/,
    );
  });
});

describe.skipIf(server === undefined)('the report of a day without a run', () => {
  it.each([
    ['2026-11-21', '2026-11-21T12:00', 'The day is not over.'],
    ['2026-11-21', '2026-11-22T03:00', 'Its files may still come.'],
  ])('of %s at %s is not compared yet', async (day, moment, sentence) => {
    const ran = await run(['report', '--day', day, '--html', 'day.html'], { moment });
    expect([ran.code, ran.err]).toEqual([2, '']);
    expect(ran.out).toBe(
      `${day} of 2088000000000000: not compared yet. ${sentence}\nNext: alipay-intl nightly compares it when its files are there.\n`,
    );
    expect(existsSync(join(ran.cwd, 'day.html'))).toBe(false);
    const json = await run(['report', '--day', day, '--json'], { moment });
    expect([json.code, JSON.parse(json.out)]).toMatchObject([2, { day, verdict: { state: 'not-yet-due' } }]);
  });

  it.each([
    ['2026-11-22', 'is in the future', 'Name a day that is over.'],
    ['2026-10-31', 'with which the books of 2088000000000000 begin', 'a later one'],
    ['2026-11-19', 'was not reconciled', 'alipay-intl reconcile --through 2026-11-19'],
  ])('of %s says why there is none and what to do', async (day, what, next) => {
    const { code, err } = await run(['report', '--day', day]);
    expect(code).toBe(3);
    expect(err).toContain(what);
    expect(err.split('Next: ')[1]).toContain(next);
  });

  it('is there for a day with a run', async () => {
    expect(await run(['report', '--day', friday])).toMatchObject({
      code: 1,
      out: expect.stringContaining('NOT CLOSED'),
    });
  });
});

describe.skipIf(server === undefined)('a store that fails', () => {
  it('is told in words that are right for whatever is kept in it', async () => {
    const wrong = new URL(url);
    wrong.password = 'wrong';
    const { code, err } = await run(['breaks', 'list'], { store: wrong.href });
    expect(code).toBe(3);
    expect(err).toMatch(/^ERR_STORE_UNAVAILABLE: The store failed \(28P01\)/);
    expect(err).not.toMatch(/payment/);
    expect(err).toContain('What it had confirmed before is safe');
  });
});
