import type { Break } from '../match/break.ts';
import { gistOf } from './break-gist.ts';
import type { BreakMentions } from './break-mentions.ts';
import type { BreakEvent, BreakRecord } from './day-book.ts';
import { describeBreak } from './describe-break.ts';

/** What a book keeps of a break. */
export interface BreakState {
  readonly record: BreakRecord;
  /** What the run said that closed it. */
  readonly closedBecause: string | undefined;
  /** What a person has closed and why, as long as no run found something else. */
  readonly closing: { readonly gist: string; readonly by: string; readonly reason: string } | undefined;
}

/** The commit that a change comes from. */
export interface BreakCommit {
  readonly merchant: string;
  readonly day: string;
  readonly run: number;
  readonly by: string;
  readonly atMs: number;
}

/** What a break is after a commit, and what is new in its trail. */
export interface BreakChange {
  readonly state: BreakState;
  readonly events: readonly BreakEvent[];
}

/**
 * What becomes of a break by a commit. It is what the newest day that mentions it says; where no day does any more, it is closed. What
 * a person has closed stays closed until a run finds something else.
 *
 * @param breakId - for the events.
 * @param before - `undefined` for a break that the book does not know.
 * @param mentions - of the newest run of each day, this commit's among them.
 * @returns `undefined` where there never was such a break.
 */
export function breakChange(
  breakId: string,
  before: BreakState | undefined,
  mentions: BreakMentions,
  commit: BreakCommit,
): BreakChange | undefined {
  const one = mentions.listed?.break ?? before?.record.break;
  if (one === undefined) return undefined;
  const closedBecause = whyClosed(mentions, commit);
  const closing = closedBecause === undefined ? stillValid(before?.closing, one) : before?.closing;
  const state: BreakState = {
    record: {
      merchant: commit.merchant,
      break: one,
      standing: standingOf(one, closedBecause, closing),
      firstDay: mentions.firstListed ?? before?.record.firstDay ?? commit.day,
      lastDay: mentions.newest?.day ?? commit.day,
    },
    closedBecause,
    closing,
  };
  const told = before === undefined ? opened(one) : whatChanged(before, state);
  if (told === undefined) return { state, events: [] };
  const { by, atMs, day, run } = commit;
  return { state, events: [{ breakId, kind: told.kind, by, atMs, day, run, reason: told.reason }] };
}

function whyClosed({ newest }: BreakMentions, { day, run }: BreakCommit): string | undefined {
  return newest === undefined ? `no longer found after run ${run} of ${day}` : newest.closedBecause;
}

function stillValid(closing: BreakState['closing'], one: Break): BreakState['closing'] {
  return closing !== undefined && closing.gist === gistOf(one) ? closing : undefined;
}

function standingOf(
  one: Break,
  closedBecause: string | undefined,
  closing: BreakState['closing'],
): BreakRecord['standing'] {
  if (closedBecause !== undefined) return 'closed-by-run';
  return closing === undefined ? one.standing : 'closed-by-person';
}

type Told = Pick<BreakEvent, 'kind' | 'reason'> | undefined;

function opened(one: Break): Told {
  return { kind: 'opened', reason: describeBreak(one) };
}

function whatChanged(before: BreakState, after: BreakState): Told {
  const was = before.record.standing;
  switch (after.record.standing) {
    case 'closed-by-run': {
      const reason = after.closedBecause ?? '';
      if (was !== 'closed-by-run') return { kind: 'closed', reason };
      return reason === before.closedBecause ? undefined : { kind: 'noted', reason };
    }
    case 'closed-by-person':
      if (was === 'closed-by-person') return undefined;
      return {
        kind: 'closed',
        reason: `found again as ${after.closing?.by} had closed it: ${after.closing?.reason}`,
      };
    default:
      return whatOpened(before.record, after.record);
  }
}

function whatOpened(before: BreakRecord, after: BreakRecord): Told {
  const now = describeBreak(after.break);
  if (before.standing === 'closed-by-run' || before.standing === 'closed-by-person')
    return { kind: 'reopened', reason: now };
  if (gistOf(before.break) === gistOf(after.break)) return undefined;
  const was = describeBreak(before.break);
  const reason = was === now ? `${now}; its details are others` : `was ${was}; is ${now}`;
  return {
    kind: before.standing === 'waiting' && after.standing === 'open' ? 'became-open' : 'changed',
    reason,
  };
}
