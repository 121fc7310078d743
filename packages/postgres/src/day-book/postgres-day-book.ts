import { OptionError } from '@alipay-intl/core/errors';
import {
  type BreakState,
  checkBreakClosing,
  checkDayRun,
  closeByPerson,
  reopenByPerson,
  type WordChange,
} from '@alipay-intl/reconciliation/days';
import type { BreakClosing, DayBook } from '@alipay-intl/reconciliation/match';
import { checkStorable } from '../journal/scoped-session.ts';
import type { Store } from '../store.ts';
import { readState, saveStates } from './break-states.ts';
import { commitDay } from './commit-day.ts';
import { lockBook, type MerchantSession, merchantSession } from './merchant-session.ts';
import { explainBreak, listBreaks } from './read-breaks.ts';
import { readDayResult, readDays, readLastBefore } from './read-days.ts';

/** Settings of a book of days. */
export interface PostgresDayBookOptions {
  /** Names whose books these are, 1 to 200 characters. Days of two scopes never meet. */
  readonly scope: string;
}

/**
 * The book of reconciled days in a store. Runs, what they said and the trails of breaks are only ever added to. Making one costs
 * nothing; the store stays yours to close. Its methods throw StoreError `ERR_STORE_UNAVAILABLE` where the database failed; whether a
 * commit happened is then known when the day is run again. docs/days.md
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a scope that is empty or too long.
 */
export function createPostgresDayBook(store: Store, { scope }: PostgresDayBookOptions): DayBook {
  checkScope(scope);
  const of = (merchant: string): MerchantSession => merchantSession(store, scope, merchant);
  return {
    commit: async (run, afterRun) => {
      checkDayRun(run);
      return await store.transaction((session) => commitDay(session, scope, run, afterRun));
    },
    days: (merchant, span) => readDays(of(merchant), merchant, span),
    lastBefore: (merchant, day) => readLastBefore(of(merchant), merchant, day),
    result: (merchant, day) => readDayResult(of(merchant), day),
    breaks: async (query) => await listBreaks(of(query.merchant), query),
    explain: (merchant, breakId) => explainBreak(of(merchant), merchant, breakId),
    close: (closing) => say(store, scope, closing, closeByPerson),
    reopen: (closing) => say(store, scope, closing, reopenByPerson),
  };
}

async function say<Answer extends string>(
  store: Store,
  scope: string,
  closing: BreakClosing,
  becomes: (state: BreakState | undefined, closing: BreakClosing) => WordChange<Answer>,
): Promise<Answer> {
  checkBreakClosing(closing);
  const { merchant, breakId } = closing;
  return await store.transaction(async (session) => {
    const bound = merchantSession(session, scope, merchant);
    await lockBook(session, bound);
    const { answer, state, event } = becomes(await readState(bound, merchant, breakId), closing);
    if (state !== undefined) await saveStates(bound, [state], [event]);
    return answer;
  });
}

function checkScope(scope: string): void {
  if (typeof scope !== 'string' || scope.length < 1 || scope.length > 200) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The scope of a book of days must be a text of 1 to 200 characters.',
      next: 'Pass a lasting name of the merchant.',
    });
  }
  checkStorable(scope);
}
