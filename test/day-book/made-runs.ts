import { createHash } from 'node:crypto';
import type { Break, DayResult, DayRun } from '@alipay-intl/reconciliation/match';

export const merchant = '2088000000000000';

/** A break with everything that a break can have, but for what is changed. */
export function madeBreak(id: string, changes: Partial<Break> = {}): Break {
  return {
    id,
    kind: 'AMOUNT_MISMATCH',
    question: 'same-amount',
    standing: 'open',
    day: '2026-11-20',
    dueDay: undefined,
    rule: 'gross of own-id pair',
    currency: 'USD',
    atStake: 150n,
    difference: -150n,
    ledger: undefined,
    transaction: undefined,
    settlement: undefined,
    file: undefined,
    facts: {},
    ...changes,
  };
}

const none = { rows: 0, money: {} };
const nothing = { added: none, carriedIn: none, by: {} };

/** The result of a day; its inputs are what else is in it, unless they are told. */
export function madeResult(day: string, changes: Partial<DayResult> = {}): DayResult {
  const { breaks = [], closed = [] } = changes;
  const told = JSON.stringify([day, breaks, closed], (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  return {
    merchant,
    day,
    state: breaks.length === 0 ? 'closed' : 'open',
    files: [],
    missingFiles: [],
    balances: { ledger: nothing, transactions: nothing, unsettled: nothing, settlements: nothing },
    totals: [],
    hours: [],
    pairs: {},
    breaks,
    counts: [],
    closed,
    inputsSha256: createHash('sha256').update(told).digest('hex'),
    ...changes,
  };
}

/** A run that left files named after its inputs. */
export function madeRun(result: DayResult, changes: Partial<DayRun> = {}): DayRun {
  const { day, inputsSha256 } = result;
  const folder = `merchant-${result.merchant}/${day}`;
  return {
    result,
    carriedInSha256: undefined,
    carriedOut: { path: `${folder}/carried-${inputsSha256}.parquet`, sha256: 'c'.repeat(64) },
    rows: { path: `${folder}/rows-${inputsSha256}.parquet`, sha256: 'd'.repeat(64) },
    by: 'nightly',
    atMs: 1_795_312_345_678,
    ...changes,
  };
}
