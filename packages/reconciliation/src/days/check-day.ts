import { OptionError, ReconciliationError } from '@alipay-intl/core/errors';
import { addDays, isCalendarDay, startOfDay } from '../fetch/calendar-day.ts';
import type { ReconcileSettings } from './reconcile-settings.ts';

const lookBackMost = 400;

/** @throws OptionError `ERR_OPTION_INVALID` for settings that cannot be. */
export function checkSettings(settings: ReconcileSettings): void {
  const { merchant, reports, terms, by, lookBackDays = 7, daysWithoutBusiness = [] } = settings;
  checkReports(reports);
  const wrong = [
    merchant === '' ? 'merchant' : undefined,
    by === '' ? 'by' : undefined,
    isCalendarDay(terms.booksBegin) ? undefined : 'terms.booksBegin',
    Number.isInteger(lookBackDays) && lookBackDays >= 0 && lookBackDays <= lookBackMost
      ? undefined
      : 'lookBackDays',
    daysWithoutBusiness.every(({ day }) => isCalendarDay(day)) ? undefined : 'daysWithoutBusiness',
  ].filter((path) => path !== undefined);
  if (wrong.length === 0) return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: `Settings of reconciling are not valid: ${wrong.join(', ')}.`,
    money: 'Nothing was compared.',
    next: 'Correct them.',
    issues: wrong.map((path) => ({ path, message: 'is empty or out of range' })),
  });
}

/** Without transactions no day would ever be whole, and every row would wait for ever. */
function checkReports(reports: ReconcileSettings['reports']): void {
  if (reports.includes('transaction')) return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: 'The reports to reconcile are without transaction, which own books and settlements are compared with.',
    money: 'Nothing was compared.',
    next: 'Name transaction in reports, and fetch these files, too.',
    issues: [{ path: 'reports', message: 'must name transaction' }],
  });
}

/**
 * @throws OptionError `ERR_OPTION_INVALID` for what is no day.
 * @throws ReconciliationError `ERR_DAY_ORDER` for a day before the books begin, and one that is not over in UTC+8.
 */
export function checkDay(day: string, booksBegin: string, nowMs: number): void {
  if (!isCalendarDay(day)) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The day to reconcile is none.',
      money: 'Nothing was compared.',
      next: 'Pass a day as YYYY-MM-DD.',
    });
  }
  if (day < booksBegin)
    throw dayOrder(
      `${day} is before ${booksBegin}, with which the books begin.`,
      'Reconcile that day or a later one.',
    );
  if (startOfDay(addDays(day, 1)) > nowMs)
    throw dayOrder(`${day} is not over in UTC+8.`, 'Reconcile it when its files are due.');
}

/** @throws ReconciliationError `ERR_DAY_ORDER` where the day before was not reconciled. */
export function checkNoGap(day: string, lastDay: string | undefined, booksBegin: string): void {
  if (day === booksBegin || lastDay === addDays(day, -1)) return;
  const last = lastDay ?? 'none';
  throw dayOrder(
    `${day} cannot be reconciled before the days in front of it; the last one is ${last}.`,
    'Reconcile the days in between first; reconcileThrough does.',
  );
}

function dayOrder(what: string, next: string): ReconciliationError {
  return new ReconciliationError('ERR_DAY_ORDER', { what, money: 'Nothing was compared.', next });
}
