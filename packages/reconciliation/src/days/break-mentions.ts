import type { Break } from '../match/break.ts';
import type { DayResult } from '../match/day-result.ts';

/** What a run says of a break: that it is there, or why it is none any more. */
export type BreakMention =
  | { readonly kind: 'listed'; readonly break: Break }
  | { readonly kind: 'closed'; readonly reason: string };

/** What the runs that count say of one break, taken together. */
export interface BreakMentions {
  /** The first day that lists it. */
  readonly firstListed: string | undefined;
  /** The newest day that lists it, and how. */
  readonly listed: { readonly day: string; readonly break: Break } | undefined;
  /** The newest day that says something about it; `closedBecause` where that is that it is none any more. */
  readonly newest: { readonly day: string; readonly closedBecause: string | undefined } | undefined;
}

/** What a run says, by the id of the break. One that is listed and closed is there. */
export function mentionsOf(result: DayResult): ReadonlyMap<string, BreakMention> {
  const mentions = new Map<string, BreakMention>();
  for (const { id, reason } of result.closed) mentions.set(id, { kind: 'closed', reason });
  for (const one of result.breaks) mentions.set(one.id, { kind: 'listed', break: one });
  return mentions;
}

/**
 * Whether a run found more breaks than it lists. That it does not list one then says nothing: what the run before it said of such a
 * break goes on counting. Settlements that are not due are counted and never listed.
 */
export function isListCut({ counts, breaks }: Pick<DayResult, 'counts' | 'breaks'>): boolean {
  const found = counts.filter(({ kind }) => kind !== 'PENDING_SETTLEMENT');
  return found.reduce((sum, { rows }) => sum + rows, 0) > breaks.length;
}

/** Takes what the newest run of each day says of a break together. */
export function togetherOf(byDay: Iterable<readonly [day: string, mention: BreakMention]>): BreakMentions {
  let firstListed: string | undefined;
  let listed: BreakMentions['listed'];
  let newest: BreakMentions['newest'];
  for (const [day, mention] of byDay) {
    if (newest === undefined || day > newest.day)
      newest = { day, closedBecause: mention.kind === 'closed' ? mention.reason : undefined };
    if (mention.kind === 'closed') continue;
    if (firstListed === undefined || day < firstListed) firstListed = day;
    if (listed === undefined || day > listed.day) listed = { day, break: mention.break };
  }
  return { firstListed, listed, newest };
}
