import { createHash } from 'node:crypto';
import type { DayMissingFile, DayResult, SideBalance } from '../match/day-result.ts';

const none = { rows: 0, money: {} };
const nothing: SideBalance = { added: none, carriedIn: none, by: {} };

/** The result of a day whose transactions may still come: nothing was compared. */
export function notYetDue(merchant: string, day: string, missingFiles: readonly DayMissingFile[]): DayResult {
  return {
    merchant,
    day,
    state: 'not-yet-due',
    files: [],
    missingFiles,
    balances: { ledger: nothing, transactions: nothing, unsettled: nothing, settlements: nothing },
    totals: [],
    hours: [],
    pairs: {},
    breaks: [],
    counts: [],
    closed: [],
    inputsSha256: createHash('sha256')
      .update(JSON.stringify(['not-yet-due', merchant, day]))
      .digest('hex'),
  };
}
