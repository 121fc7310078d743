import type { AvailabilityState } from '../fetch/availability.ts';
import type { DayBalances, Disposition } from '../match/day-result.ts';
import type { StandingNow } from './standing-now.ts';

/** Names of the four sides, for people. */
export const sideLabels: Readonly<Record<keyof DayBalances, string>> = {
  ledger: 'Own books',
  transactions: "Alipay's transactions",
  unsettled: 'Awaiting settlement',
  settlements: "Alipay's settlements",
};

/** What became of rows, for people. */
export const dispositionLabels: Readonly<Record<Disposition, string>> = {
  matched: 'matched',
  mismatched: 'matched, but differ',
  waiting: 'waiting',
  missing: 'missing on the other side',
  duplicate: 'one too many',
  netted: 'taken back before settlement',
  adjustment: 'adjusted by Alipay',
  'account-level': 'of the account',
  'provider-rounding': 'rounding of Alipay',
  'before-books': 'older than the books',
  'not-awaited': 'without settlement files',
  'no-money': 'without money',
};

/** How a break stands, for people. */
export const standingLabels: Readonly<Record<StandingNow, string>> = {
  open: 'Open',
  waiting: 'Waiting',
  'closed-by-run': 'Closed by a run',
  'closed-by-person': 'Closed by a person',
};

/** Standings in the order in which they need somebody. */
export const standings: readonly StandingNow[] = ['open', 'waiting', 'closed-by-person', 'closed-by-run'];

/** What the calendar says of a file that is not there, for people. */
export const missingFileLabels: Readonly<Record<AvailabilityState, string>> = {
  'not-expected': 'not expected',
  'not-yet-due': 'not due yet',
  due: 'due today',
  late: 'late',
  'lost-soon': 'late, and soon gone from the server',
  lost: 'gone from the server; ask Alipay for it',
};
