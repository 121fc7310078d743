import { assertOption, withoutUndefined } from '../option-check.ts';
import type { PaymentFamily } from '../payments/payment.ts';
import { builtInRates } from './exchange-rate.ts';
import { isDay } from './statement-day.ts';
import type { StatementFamily, StatementOptions } from './statement-options.ts';

type Filled = Required<Omit<StatementOptions, 'families' | 'settlementCurrency'>>;

/** The options of the statement files with every default filled in. */
export interface StatementSettings extends Filled, Pick<StatementOptions, 'settlementCurrency'> {
  readonly families: Readonly<Record<PaymentFamily, readonly StatementFamily[]>>;
}

const families: ReadonlySet<string> = new Set<StatementFamily>(['A1', 'A4', 'B0', 'B1', 'B2', 'B3']);

const defaults = {
  families: { acquiring: ['B0'], v1: ['B3'] },
  partnerId: '2088000000000000',
  customerId: '1022188000000000000',
  feeBasisPoints: 60,
  refundFees: 'returned',
  rates: {},
  unit: 'smallest',
  encoding: 'utf-8',
  settlementDays: 1,
  holidays: [],
  rowsPerFile: 100_000,
} as const satisfies StatementSettings;

/** Fills in the defaults and checks what was given. */
export function settleStatements(options: StatementOptions): StatementSettings {
  const given = withoutUndefined(options);
  const settings: StatementSettings = {
    ...defaults,
    ...given,
    families: chosenFamilies(given.families),
    rates: mergedRates(given.rates ?? {}),
  };
  checkFamilies(settings);
  checkIdentity(settings);
  checkNumbers(settings);
  checkChoices(settings);
  return settings;
}

function chosenFamilies(chosen: StatementOptions['families']): StatementSettings['families'] {
  if (chosen === undefined) return defaults.families;
  return isList(chosen)
    ? { acquiring: chosen, v1: chosen }
    : { ...defaults.families, ...withoutUndefined(chosen) };
}

function isList(chosen: NonNullable<StatementOptions['families']>): chosen is readonly StatementFamily[] {
  return Array.isArray(chosen);
}

/** A given rate also pushes aside the built-in one of the other direction. */
function mergedRates(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isGiven = (pair: string): boolean => Object.hasOwn(given, pair.split('/').toReversed().join('/'));
  const others = Object.entries(builtInRates).filter(([pair]) => !isGiven(pair));
  return { ...Object.fromEntries(others), ...given };
}

/** B1, B2 and B3 write the same names into the same directories, so one of them at most can be there. */
function checkFamilies({ families: chosen }: StatementSettings): void {
  const all = [chosen.acquiring, chosen.v1].flatMap((list) => (Array.isArray(list) ? list : ['']));
  assertOption(
    'statements.families',
    all.every((one) => families.has(one)),
    `of ${[...families].join(', ')}`,
  );
  const generations = new Set(all.filter((one) => /^B[123]$/.test(one)));
  assertOption('statements.families', generations.size <= 1, 'with at most one of B1, B2 and B3');
}

function checkIdentity({ partnerId, customerId, settlementCurrency }: StatementSettings): void {
  assertOption('statements.partnerId', /^2088\d{12}$/.test(partnerId), '16 digits that begin 2088');
  assertOption('statements.customerId', /^\w{1,64}$/.test(customerId), '1 to 64 letters, digits or _');
  const isCurrency = settlementCurrency === undefined || /^[A-Z]{3}$/.test(settlementCurrency);
  assertOption('statements.settlementCurrency', isCurrency, 'three capital letters');
}

function checkNumbers(settings: StatementSettings): void {
  const { feeBasisPoints, settlementDays, rowsPerFile } = settings;
  const isFee = Number.isSafeInteger(feeBasisPoints) && feeBasisPoints >= 0 && feeBasisPoints <= 10_000;
  assertOption('statements.feeBasisPoints', isFee, 'a whole number from 0 to 10000');
  const areDays = Number.isSafeInteger(settlementDays) && settlementDays >= 1 && settlementDays <= 30;
  assertOption('statements.settlementDays', areDays, 'a whole number from 1 to 30');
  const isCount = Number.isSafeInteger(rowsPerFile) && rowsPerFile >= 1;
  assertOption('statements.rowsPerFile', isCount, 'a whole number above 0');
  for (const [pair, price] of Object.entries(settings.rates)) {
    const isRate =
      /^[A-Z]{3}\/[A-Z]{3}$/.test(pair) && /^\d{1,9}(?:\.\d{1,8})?$/.test(price) && /[1-9]/.test(price);
    assertOption(`statements.rates ${pair}`, isRate, 'two currencies with a decimal above 0 in text');
  }
}

function checkChoices({ refundFees, unit, encoding, holidays }: StatementSettings): void {
  assertOption('statements.refundFees', ['returned', 'kept'].includes(refundFees), 'returned or kept');
  assertOption('statements.unit', ['smallest', 'major'].includes(unit), 'smallest or major');
  assertOption('statements.encoding', ['utf-8', 'gb18030'].includes(encoding), 'utf-8 or gb18030');
  assertOption('statements.holidays', holidays.every(isDay), 'days as YYYY-MM-DD');
}
