import { OptionError } from '@alipay-intl/core/errors';
import { currencyExponent } from '@alipay-intl/core/money';
import type { DuckDBConnection } from '@duckdb/node-api';
import { addDays } from '../fetch/calendar-day.ts';
import type { ContractTerms, FeeTerms, RateTerms } from './contract-terms.ts';
import { readSql, runSql } from './run-sql.ts';

const feeTable = `create table fee_rules (
  currency varchar not null, epoch_day bigint not null, is_guess boolean not null, per_million bigint not null, fixed bigint not null,
  least bigint, most bigint, is_returned boolean not null, tolerance bigint not null)`;

const rateTable = `create table rate_rules (
  currency varchar not null, net_currency varchar not null, epoch_day bigint not null, numerator hugeint not null,
  denominator hugeint not null, tolerance_per_million bigint not null)`;

/** The currencies and days that the rows of the day have; a rule is looked up for each of them, not for each row. */
const cases = `select distinct currency, coalesce(net_currency, currency) as net_currency,
  (occurred_ms + 28800000) // 86400000 as epoch_day
from (from transaction_rows union all from settlement_rows)
where not carried and currency is not null and occurred_ms is not null and kind in ('payment', 'refund')
order by all`;

/** Days of payments that have refunds today, and refunds whose payment's day nobody knows. */
const refundCases = `select distinct currency, epoch_day, is_guess from refund_days
where currency is not null and epoch_day is not null order by all`;

interface Case {
  readonly currency: string;
  readonly net_currency: string;
  readonly epoch_day: bigint;
}

type RefundCase = Omit<Case, 'net_currency'> & { readonly is_guess: boolean };

/** Whether a refund may go by another rule than a payment of its day. */
export function haveDays({ fees = [] }: ContractTerms): boolean {
  return fees.some(({ from, to }) => from !== undefined || to !== undefined);
}

/** Finds the terms for each currency and day of payment, so that the audits only join. */
export async function storeAuditRules(
  connection: DuckDBConnection,
  { fees = [], rates = [] }: ContractTerms,
  hasRefundDays: boolean,
): Promise<void> {
  await runSql(connection, feeTable);
  await runSql(connection, rateTable);
  if (fees.length + rates.length === 0) return;
  const found = await readSql<Case>(connection, cases);
  const ofRefunds = hasRefundDays ? await readSql<RefundCase>(connection, refundCases) : [];
  const known = [...found, ...ofRefunds.filter(({ is_guess }) => !is_guess)];
  for (const [currency, epochDay] of distinct(known)) {
    const rule = fees.find((terms) => feeFits(terms, currency, dayOf(epochDay)));
    if (rule !== undefined) await storeFee(connection, { currency, epochDay, isGuess: false }, rule);
  }
  for (const { currency, epoch_day: epochDay } of ofRefunds.filter(({ is_guess }) => is_guess)) {
    for (const rule of rulesOn(fees, currency, daysUntil(fees, dayOf(epochDay))))
      await storeFee(connection, { currency, epochDay, isGuess: true }, rule);
  }
  for (const { currency, net_currency: netCurrency, epoch_day: epochDay } of found) {
    const rule = rates.find((terms) => rateFits(terms, currency, netCurrency, dayOf(epochDay)));
    if (rule !== undefined && currency !== netCurrency) await storeRate(connection, epochDay, rule);
  }
}

/** The rules that apply on some of these days, each once. */
function rulesOn(
  fees: readonly FeeTerms[],
  currency: string,
  days: readonly string[],
): ReadonlySet<FeeTerms> {
  return new Set(days.flatMap((day) => fees.find((terms) => feeFits(terms, currency, day)) ?? []));
}

/** A day of each stretch of days up to `last` on which the same rules apply. */
function daysUntil(fees: readonly FeeTerms[], last: string): readonly string[] {
  const borders = fees.flatMap(({ from, to }) => [
    ...(from === undefined ? [] : [addDays(from, -1), from]),
    ...(to === undefined ? [] : [to, addDays(to, 1)]),
  ]);
  return [...borders.filter((day) => day <= last), last];
}

function distinct(cases: readonly Omit<Case, 'net_currency'>[]): readonly (readonly [string, bigint])[] {
  return [
    ...new Map(
      cases.map((one) => [`${one.currency} ${one.epoch_day}`, [one.currency, one.epoch_day] as const]),
    ).values(),
  ];
}

function dayOf(epochDay: bigint): string {
  return addDays('1970-01-01', Number(epochDay));
}

function feeFits({ currency, from, to }: FeeTerms, ofRow: string, day: string): boolean {
  return (currency === undefined || currency === ofRow) && isWithin(day, from, to);
}

function rateFits(
  { from, to, fromDay, toDay }: RateTerms,
  currency: string,
  netCurrency: string,
  day: string,
): boolean {
  return from === currency && to === netCurrency && isWithin(day, fromDay, toDay);
}

function isWithin(day: string, first: string | undefined, last: string | undefined): boolean {
  return (first === undefined || first <= day) && (last === undefined || day <= last);
}

const feeToleranceDefault = 1;

/** What a rule of fees is looked up by. */
interface FeeKey {
  readonly currency: string;
  readonly epochDay: bigint;
  /** It may be the rule, as the day of the payment is not known. */
  readonly isGuess: boolean;
}

async function storeFee(
  connection: DuckDBConnection,
  { currency, epochDay, isGuess }: FeeKey,
  { perMillion, fixed = 0n, least, most, onRefund, tolerance = feeToleranceDefault }: FeeTerms,
): Promise<void> {
  if (!isCount(perMillion) || perMillion > 1_000_000)
    throw invalid('The fee of the contract is not from 0 to 1000000 millionths.');
  if (!isCount(tolerance)) throw invalid('The tolerance of the fee is not a whole number from 0 on.');
  await connection.run('insert into fee_rules values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    ...[currency, epochDay, isGuess, perMillion, fixed, least ?? null, most ?? null],
    ...[onRefund === 'returned', tolerance],
  ]);
}

async function storeRate(
  connection: DuckDBConnection,
  epochDay: bigint,
  { from, to, rate, tolerancePerMillion }: RateTerms,
): Promise<void> {
  if (!/^\d{1,15}(?:\.\d{1,15})?$/.test(rate) || rate.length > 16 || /^[0.]+$/.test(rate))
    throw invalid('The exchange rate of the contract is not a decimal above zero of at most 15 digits.');
  if (!isCount(tolerancePerMillion))
    throw invalid('The tolerance of the exchange rate is not a whole number from 0 on.');
  const [whole = '', decimals = ''] = rate.split('.');
  const digits = currencyExponent(to) - currencyExponent(from);
  await connection.run('insert into rate_rules values ($1, $2, $3, $4, $5, $6)', [
    ...[from, to, epochDay, BigInt(whole + decimals) * 10n ** BigInt(Math.max(0, digits))],
    ...[10n ** BigInt(decimals.length + Math.max(0, -digits)), tolerancePerMillion],
  ]);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function invalid(what: string): OptionError {
  return new OptionError('ERR_OPTION_INVALID', {
    what,
    money: 'Nothing was compared.',
    next: 'Correct the terms of the contract.',
  });
}
