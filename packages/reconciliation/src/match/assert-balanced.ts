import type { DuckDBConnection } from '@duckdb/node-api';
import type { StatementTotal } from '../statement/totals.ts';
import type { DayBalances, RowSum, SideBalance } from './day-result.ts';
import { fateDifferences } from './fate-differences.ts';
import { tableOf } from './load-statements.ts';
import type { DayStatement } from './match-day.ts';
import { readSql } from './run-sql.ts';
import { assertNone, compare } from './unbalanced.ts';

/**
 * Proves that nothing was dropped or counted twice: what went in is what became of it, row by row and unit by unit, and what went in is
 * what the reader of the files and the loader of own books have counted by themselves.
 *
 * @throws ReconciliationError `ERR_MATCH_UNBALANCED` with every sum that differs.
 */
export async function assertBalanced(
  connection: DuckDBConnection,
  balances: DayBalances,
  counted: { readonly ledgerRows: number; readonly statements: readonly DayStatement[] },
): Promise<void> {
  assertNone([
    ...(await fateDifferences(connection)),
    ...Object.entries(balances).flatMap(([side, balance]: [string, SideBalance]) =>
      differencesOf(side, balance),
    ),
    ...compare('rows of own books', counted.ledgerRows, balances.ledger.added.rows),
    ...matchedDifferences(balances),
    ...(await fileDifferences(connection, counted.statements)),
  ]);
}

function differencesOf(side: string, { added, carriedIn, by }: SideBalance): readonly string[] {
  return compareSums(side, plus([added, carriedIn]), plus(Object.values(by)));
}

/** Pairs that agree have the same money on both sides. */
function matchedDifferences({ ledger, transactions }: DayBalances): readonly string[] {
  return compareSums('matched', ledger.by.matched ?? none, transactions.by.matched ?? none);
}

const none: RowSum = { rows: 0, money: {} };

function plus(sums: readonly RowSum[]): RowSum {
  const money: Record<string, bigint> = {};
  for (const sum of sums) {
    for (const [currency, value] of Object.entries(sum.money))
      money[currency] = (money[currency] ?? 0n) + value;
  }
  return { rows: sums.reduce((rows, sum) => rows + sum.rows, 0), money };
}

function compareSums(what: string, expected: RowSum, found: RowSum): readonly string[] {
  const currencies = new Set([...Object.keys(expected.money), ...Object.keys(found.money)]);
  return [
    ...compare(`rows of ${what}`, expected.rows, found.rows),
    ...[...currencies].flatMap((currency) =>
      compare(`${currency} of ${what}`, expected.money[currency] ?? 0n, found.money[currency] ?? 0n),
    ),
  ];
}

interface FileSum {
  readonly file_no: number;
  readonly printed_type: string;
  readonly currency: string | null;
  readonly net_currency: string | null;
  readonly rows: bigint;
  readonly gross: bigint | null;
  readonly net: bigint | null;
}

const fileSums = `select file_no, printed_type, currency, net_currency, count(*) as rows, sum(gross) as gross, sum(net) as net
from (from transaction_rows union all from settlement_rows) where not carried group by all`;

/** The reader of the files has added up every row while it checked them. */
async function fileDifferences(
  connection: DuckDBConnection,
  statements: readonly DayStatement[],
): Promise<readonly string[]> {
  const loaded = new Map(
    (await readSql<FileSum>(connection, fileSums)).map((sum) => [keyOf(sum.file_no, sum), sum]),
  );
  return statements.flatMap(({ statement: { facts } }, fileNo) => {
    if (tableOf(facts) === undefined) return [];
    const totals = new Map<string, StatementTotal[]>();
    for (const total of facts.totals) {
      const key = keyOf(fileNo, {
        printed_type: total.printedType,
        currency: total.currency ?? null,
        net_currency: total.netCurrency ?? null,
      });
      totals.set(key, [...(totals.get(key) ?? []), total]);
    }
    const ofFile = [...loaded.values()].filter((sum) => sum.file_no === fileNo);
    const rows = ofFile.reduce((sum, part) => sum + Number(part.rows), 0);
    return [
      ...compare(`rows of file ${fileNo + 1}`, facts.rows, rows),
      ...[...totals].flatMap(([key, parts]) => partDifferences(key, parts, loaded.get(key))),
    ];
  });
}

function partDifferences(
  key: string,
  parts: readonly StatementTotal[],
  loaded: FileSum | undefined,
): readonly string[] {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return [
    ...compare(`rows of ${key}`, rows, Number(loaded?.rows ?? 0n)),
    ...(['gross', 'net'] as const).flatMap((name) => {
      // Where the file does not tell the sign of an amount, there is no sum to compare with.
      if (parts.some((part) => part[name] === undefined)) return [];
      const sum = parts.reduce((money, part) => money + (part[name] ?? 0n), 0n);
      return compare(`${name} of ${key}`, sum, loaded?.[name] ?? 0n);
    }),
  ];
}

function keyOf(
  fileNo: number,
  { printed_type, currency, net_currency }: Pick<FileSum, 'printed_type' | 'currency' | 'net_currency'>,
): string {
  return JSON.stringify([fileNo, printed_type, currency, net_currency]);
}
