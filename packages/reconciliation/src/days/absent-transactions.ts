import type { Availability } from '../fetch/availability.ts';
import type { AbsentTransactions } from '../match/absent-transactions.ts';
import { isoText } from '../report/moment-text.ts';
import type { StatementFacts } from '../statement/statement-facts.ts';
import type { DayFiles } from './open-day-files.ts';
import type { DayWithoutBusiness, ReconcileSettings } from './reconcile-settings.ts';

/** Whether Alipay has confirmed that there was no business on a day, but for what is in the files that came. */
export function isWithoutBusiness({ daysWithoutBusiness = [] }: ReconcileSettings, day: string): boolean {
  return daysWithoutBusiness.some((one) => one.day === day && one.currency === undefined);
}

/**
 * Which transaction files may be missing on a day whose time is over, without that the calendar can tell; `undefined` where all are there.
 *
 * @param times - of the transaction file.
 */
export function absentTransactions(
  settings: ReconcileSettings,
  day: string,
  { statements }: DayFiles,
  { dueFromMs, lostFromMs }: Pick<Availability, 'dueFromMs' | 'lostFromMs'>,
): AbsentTransactions | undefined {
  const { family, daysWithoutBusiness = [] } = settings;
  const files = statements.flatMap(({ statement: { facts } }) =>
    facts.report === 'transaction' ? facts : [],
  );
  // The older names of B1 and B2 may have a currency or not. docs/wire/statements §8.1, §9.1
  const isByCurrency =
    family === 'B0' || (files.length > 0 && files.every(({ fileName }) => fileName?.currency !== undefined));
  if ((files.length > 0 && !isByCurrency) || isWithoutBusiness(settings, day)) return undefined;
  const currencies = [...files.flatMap(currenciesOf), ...confirmedCurrencies(daysWithoutBusiness, day)];
  return {
    ...{ family, dueFrom: isoText(dueFromMs), lostFrom: isoText(lostFromMs), isByCurrency },
    currencies: [...new Set(currencies)].sort(),
  };
}

/** That of the name, and those of the rows: no page tells whether the name has the currency of the payment or of the settlement. */
function currenciesOf({ fileName, totals }: StatementFacts): readonly string[] {
  return [fileName?.currency, ...totals.map(({ currency }) => currency)].filter((one) => one !== undefined);
}

function confirmedCurrencies(days: readonly DayWithoutBusiness[], day: string): readonly string[] {
  return days.flatMap((one) => (one.day === day ? (one.currency ?? []) : []));
}
