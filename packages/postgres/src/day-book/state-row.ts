import type { BreakState } from '@alipay-intl/reconciliation/days';
import type { BreakRecord } from '@alipay-intl/reconciliation/match';
import { readText } from '../notifications/storable-text.ts';
import { readBreak } from './read-content.ts';

/** What a book keeps of a break, as its tables have it. */
export interface StateRow {
  readonly break_id: string;
  readonly standing: BreakRecord['standing'];
  readonly first_day: string;
  readonly last_day: string;
  readonly content: string;
  readonly closed_because: string | null;
  readonly closing_gist: string | null;
  readonly closing_by: string | null;
  readonly closing_reason: string | null;
}

/** SQL of the members of {@link StateRow}, for the row `b` and its content `c`. */
export const stateColumns = `b.break_id, b.standing, b.first_day, b.last_day, c.content::text as content,
  b.closed_because, b.closing_gist, b.closing_by, b.closing_reason`;

/**
 * SQL that looks up one content, as the row `name`. A limit keeps each look-up a look-up: a planner without statistics would merge whole
 * indexes instead.
 */
export function contentOfBreak(name: string, breakId: string, sha256: string): string {
  return `left join lateral (
  select k.content from alipay_intl.break_contents k
  where k.scope = $1 and k.merchant = $2 and k.break_id = ${breakId} and k.sha256 = ${sha256} limit 1
) ${name} on true`;
}

export function stateOf(merchant: string, row: StateRow): BreakState {
  const { closing_gist: gist, closing_by: by, closing_reason: reason } = row;
  return {
    record: recordOf(merchant, row),
    closedBecause: row.closed_because === null ? undefined : readText(row.closed_because),
    closing: gist === null ? undefined : { gist, by: readText(by ?? ''), reason: readText(reason ?? '') },
  };
}

export function recordOf(merchant: string, row: StateRow): BreakRecord {
  return {
    merchant,
    break: readBreak(row.content),
    standing: row.standing,
    firstDay: row.first_day,
    lastDay: row.last_day,
  };
}
