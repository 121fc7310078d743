import type { Ledger } from '../payments/ledger.ts';
import { SimulatorError } from '../simulator-error.ts';
import { settlementDayOf } from './settlement-day.ts';
import { addDays, dayOf, momentOf, type StatementDay } from './statement-day.ts';
import { type StatementRow, toStatementRow } from './statement-row.ts';
import type { StatementSettings } from './statement-settings.ts';
import { readTransactions, type Transaction } from './transaction.ts';

/** In what the statement files can be made to differ from what happened. Their sums go along, so that each file by itself is right. */
export const statementDifferenceNames = [
  /** No file tells of it. */
  'left-out',
  /** The transaction is told, its settlement never comes. */
  'not-settled',
  /** Settled a second time, one settlement day later. */
  'settled-twice',
  /** `units` more, or less when negative, moved than was asked for. */
  'other-amount',
  /** `units` more fee was taken, or less when negative. */
  'other-fee',
  /** Booked 30 seconds into the next day. */
  'next-day',
  /** A second transaction like it is told, with ids that end in `-X`, which nobody has asked for. */
  'stranger',
] as const;

/** Name of a difference. */
export type StatementDifferenceName = (typeof statementDifferenceNames)[number];

/** What {@link SimulatorControl.plantDifference} takes. */
export interface StatementDifference {
  readonly difference: StatementDifferenceName;
  /** `paymentRequestId`, `merchantTransId` or the id of a refund: the transaction that is told in another way. */
  readonly ownId: string;
  /** Smallest units, for `other-amount` and `other-fee`; not 0. */
  readonly units?: number;
}

/** What the statement files tell, true or not. */
export interface StatementDifferences {
  /** Throws `ERR_SIMULATOR_OPTION_INVALID`. */
  plant(difference: StatementDifference): void;
  /** All rows of all days, as the files shall tell them. */
  rows(settings: StatementSettings, ledger: Ledger): readonly TimedRow[];
}

/** A row with the days on whose files it stands; `undefined` where no file has it. */
export interface TimedRow {
  readonly row: StatementRow;
  readonly told: StatementDay | undefined;
  readonly settled: StatementDay | undefined;
}

/** Creates {@link StatementDifferences} without any. */
export function createStatementDifferences(): StatementDifferences {
  const planted: StatementDifference[] = [];
  return {
    plant: (difference) => {
      check(difference);
      planted.push(difference);
    },
    rows: (settings, ledger) =>
      readTransactions(ledger).flatMap((transaction) =>
        rowsOf(
          settings,
          transaction,
          planted.filter(({ ownId }) => ownId === transaction.ownId),
        ),
      ),
  };
}

function rowsOf(
  settings: StatementSettings,
  transaction: Transaction,
  planted: readonly StatementDifference[],
): readonly TimedRow[] {
  const row = planted.reduce(withOtherFee, toStatementRow(settings, planted.reduce(moved, transaction)));
  const has = (name: StatementDifferenceName): boolean =>
    planted.some(({ difference }) => difference === name);
  const told = has('left-out') ? undefined : row.day;
  const settled = has('left-out') || has('not-settled') ? undefined : row.settlementDay;
  const again = settlementDayOf(settings, row.settlementDay);
  return [
    { row, told, settled },
    ...(has('settled-twice')
      ? [{ row: { ...row, settlementDay: again }, told: undefined, settled: again }]
      : []),
    ...(has('stranger') ? [stranger(row)] : []),
  ];
}

function moved(transaction: Transaction, { difference, units = 0 }: StatementDifference): Transaction {
  const { amount, atMs } = transaction;
  if (difference === 'other-amount') {
    const sign = amount.units < 0n ? -1n : 1n;
    return { ...transaction, amount: { ...amount, units: amount.units + sign * BigInt(units) } };
  }
  if (difference !== 'next-day') return transaction;
  return { ...transaction, atMs: momentOf(addDays(dayOf(atMs), 1), '00:00:30') };
}

function withOtherFee(row: StatementRow, { difference, units = 0 }: StatementDifference): StatementRow {
  if (difference !== 'other-fee') return row;
  const fee = { ...row.fee, units: row.fee.units - BigInt(units) };
  return { ...row, fee, net: { ...row.net, units: row.gross.units + fee.units } };
}

function stranger(row: StatementRow): TimedRow {
  const other = { ...row, ownId: `${row.ownId}-X`, providerId: `${row.providerId}-X` };
  return { row: other, told: row.day, settled: row.settlementDay };
}

function check({ difference, ownId, units }: StatementDifference): void {
  const names = statementDifferenceNames.join(', ');
  assertPlan(statementDifferenceNames.includes(difference), `difference must be one of ${names}`);
  assertPlan(typeof ownId === 'string' && ownId !== '', 'ownId must name a payment or a refund');
  const needsUnits = difference === 'other-amount' || difference === 'other-fee';
  assertPlan(
    needsUnits ? Number.isSafeInteger(units) && units !== 0 : units === undefined,
    'units must be a whole number other than 0, and go with other-amount and other-fee only',
  );
}

function assertPlan(isRight: boolean, message: string): void {
  if (!isRight) throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', message);
}
