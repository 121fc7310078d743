import type { ContractTerms, FeeTerms, RateTerms } from '@alipay-intl/reconciliation/match';
import { digits } from '../../statements/day/event.ts';
import { convert, decimalsOf, type Rate, rateText } from '../../statements/day/money.ts';
import type { Random } from '../../trial/random.ts';
import { addDays, type Cycle, dayOf, dueDay, startOf, weekdayOf } from './calendar.ts';

export type Family = 'A1' | 'A4' | 'B0' | 'B1' | 'B2' | 'B3';

/** Worlds have them in turn. */
export const families: readonly [Family, ...Family[]] = ['A1', 'B2', 'B3', 'A4', 'B0', 'B1'];

/** Defects that a person has accepted for all files of a world, so that rows with them are compared. */
export type Accepted = 'nothing' | 'repeated rows' | 'wrong nets';

/** What is agreed about fees, in the words of the generator. */
export interface FeeRule {
  readonly from: string;
  readonly perMillion: bigint;
  readonly fixed: bigint;
  readonly least: bigint;
}

/** A merchant, its contract, and the days that it is watched. */
export interface Setting {
  readonly number: number;
  readonly family: Family;
  readonly unit: 'major' | 'smallest';
  readonly pid: string;
  /** Consecutive; the books begin with the first. */
  readonly days: readonly string[];
  readonly holidays: ReadonlySet<string>;
  readonly cycle: Cycle;
  readonly graceDays: number;
  readonly currency: string;
  /** Another currency that rows may have, where a file may hold several. */
  readonly otherCurrency: string;
  readonly netCurrency: string;
  readonly rate: Rate | undefined;
  /** The newest first. */
  readonly fees: readonly FeeRule[];
  readonly returnsFees: boolean;
  readonly feeTolerance: number;
  readonly refundReachDays: number;
  readonly accepted: Accepted;
  /** Whether refunds in B0 have the own id of their payment; what is printed there is not documented. */
  readonly refundsHaveOwnIdOfPayment: boolean;
  /** Number of a day of which not all transactions have come, if any. */
  readonly incompleteDay: number | undefined;
  readonly isCsv: boolean;
  readonly hasPayouts: boolean;
}

/** Fridays, ends of months, of a February, of a year, days before long holidays, nights of clock changes elsewhere. */
const firstDays = [
  ...(['2026-11-18', '2026-11-26', '2026-02-25', '2026-12-28', '2026-09-28', '2026-02-12'] as const),
  ...(['2026-03-06', '2026-10-23', '2026-10-29', '2028-02-26', '2026-06-15', '2026-05-29'] as const),
] as const;

/** In turn, so that two worlds of a family have all of it; only in store a net can be wrong without its sum. */
const acceptedInStore: readonly Accepted[] = [
  'repeated rows',
  'wrong nets',
  'repeated rows',
  'wrong nets',
  'nothing',
];
const acceptedElsewhere: readonly Accepted[] = ['repeated rows', 'nothing'];

/** Makes a merchant of a family, which is watched on so many days. */
export function makeSetting(random: Random, number: number, daysOfWorld: number): Setting {
  const family = families[number % families.length] ?? 'A1';
  const round = Math.floor(number / families.length);
  const first = random.pick(firstDays);
  const days = Array.from({ length: daysOfWorld }, (_, at) => addDays(first, at));
  const currency = random.pick(['USD', 'HKD', 'AUD', 'JPY', 'KRW', 'KWD']);
  const isExchanged = /^B[123]/.test(family) && currency !== 'USD' && random.chance(0.6);
  const kind = random.pick<Cycle['kind']>(['daily', 'daily', 'daily', 'weekly', 'monthly']);
  return {
    ...{ number, family, unit: random.pick(['major', 'smallest']), pid: `2088${digits(random, 12)}`, days },
    holidays: new Set(days.filter(() => random.chance(0.15))),
    cycle: { kind, workingDays: random.between(1, kind === 'daily' ? 3 : 2) },
    graceDays: random.pick([1, 1, 0, 2]),
    ...{ currency, otherCurrency: random.pick(['EUR', 'SGD']) },
    netCurrency: isExchanged ? 'USD' : currency,
    rate: isExchanged ? someRate(random, currency) : undefined,
    fees: someFees(random, days),
    returnsFees: random.chance(0.5),
    feeTolerance: random.pick([1, 1, 0, 2]),
    refundReachDays: random.pick([2, 3, 365]),
    accepted: inTurn(family === 'A1' ? acceptedInStore : acceptedElsewhere, round) ?? 'nothing',
    refundsHaveOwnIdOfPayment: family === 'B0' && round % 2 === 0,
    incompleteDay: random.chance(0.25) ? random.between(1, daysOfWorld - 2) : undefined,
    ...{ isCsv: random.chance(0.25), hasPayouts: random.chance(0.6) },
  };
}

const inTurn = <Item>(items: readonly Item[], round: number): Item | undefined => items[round % items.length];

/** Dollars for a unit of the currency: a won or a yen is worth little. */
function someRate(random: Random, currency: string): Rate {
  const isSmall = decimalsOf(currency) === 0;
  return {
    digits: BigInt(isSmall ? random.between(60_000, 999_999) : random.between(10_000_000, 320_000_000)),
    places: 8,
  };
}

/** One rule, or two of which the second begins in the middle. */
function someFees(random: Random, days: readonly string[]): readonly FeeRule[] {
  const rule = (from: string): FeeRule => ({
    ...{ from, perMillion: BigInt(random.pick([6_000, 12_000, 30_000, 1_234])) },
    ...random.pick([
      { fixed: 0n, least: 0n },
      { fixed: 5n, least: 0n },
      { fixed: 0n, least: 9n },
    ]),
  });
  const first = rule('2000-01-01');
  return random.chance(0.4) ? [rule(days[Math.floor(days.length / 2)] ?? ''), first] : [first];
}

const isWorkingDay = ({ holidays }: Setting, day: string): boolean =>
  !holidays.has(day) && weekdayOf(day) % 6 !== 0;

export const dueDayOf = (setting: Setting, dayNo: number): string =>
  dueDay(dayAt(setting, dayNo), setting.cycle, setting.graceDays, (day) => isWorkingDay(setting, day));

/** The last day on which it is in order that the bank has not recorded a batch. */
export const bankDueDayOf = (setting: Setting, dayNo: number): string =>
  dueDay(dayAt(setting, dayNo), { kind: 'daily', workingDays: 1 }, setting.graceDays, (day) =>
    isWorkingDay(setting, day),
  );

/** The day with a number; those behind the last are there, too. */
export const dayAt = ({ days }: Setting, dayNo: number): string => addDays(days[0] ?? '', dayNo);

/** Whether all transactions of a day and of the next are in the books when a day is run. */
export const isOver = ({ incompleteDay }: Setting, dayNo: number, run: number): boolean =>
  run > dayNo && dayNo !== incompleteDay && dayNo + 1 !== incompleteDay;

/** What the contract takes, or gives back, signed; half a unit is rounded up. */
export function fairFee(setting: Setting, kind: 'payment' | 'refund', base: bigint, atMs: number): bigint {
  const rule = setting.fees.find(({ from }) => from <= dayOf(atMs));
  if (rule === undefined) throw new Error('a contract without a fee');
  const size = base < 0n ? -base : base;
  const share = (size * rule.perMillion + 500_000n) / 1_000_000n;
  if (kind === 'refund') return setting.returnsFees ? share : 0n;
  const fee = share + rule.fixed;
  if (fee < rule.least) return -rule.least;
  return -fee;
}

/** An amount in the currency of the settlement. */
export function exchanged(
  { currency, netCurrency, rate }: Setting,
  gross: bigint,
  other: Rate | undefined = rate,
): bigint {
  return other === undefined ? gross : convert(gross, other, [currency, netCurrency]);
}

/** The contract as the library is told of it. */
export function termsOf(setting: Setting): ContractTerms {
  const { cycle, graceDays, fees, returnsFees, feeTolerance, refundReachDays, rate, currency, netCurrency } =
    setting;
  const feeTerms = fees.map(
    ({ from, perMillion, fixed, least }): FeeTerms => ({
      ...{ from, perMillion: Number(perMillion), fixed, tolerance: feeTolerance },
      ...(least > 0n ? { least } : {}),
      onRefund: returnsFees ? 'returned' : 'kept',
    }),
  );
  const rates: readonly RateTerms[] =
    rate === undefined
      ? []
      : [{ from: currency, to: netCurrency, rate: rateText(rate), tolerancePerMillion: 1_000 }];
  return {
    ...{ settlement: cycle, graceDays, refundReachDays, fees: feeTerms, rates },
    isWorkingDay: (day) => isWorkingDay(setting, day),
    booksBegin: dayAt(setting, 0),
  };
}

/** Midnight of the day with a number. */
export const startAt = (setting: Setting, dayNo: number): number => startOf(dayAt(setting, dayNo));
