import type { Break, BreakEvent, BreakRecord } from '../../../src/match.ts';

/** Something that happens to a book. */
export type Step =
  | {
      readonly kind: 'commit';
      readonly day: string;
      readonly breaks: readonly Break[];
      readonly closed: readonly { readonly id: string; readonly reason: string }[];
    }
  | { readonly kind: 'close' | 'reopen'; readonly id: string };

/** What a break is after some steps. */
export interface SlowBreak {
  readonly break: Break;
  readonly standing: BreakRecord['standing'];
  readonly firstDay: string;
  readonly lastDay: string;
}

/**
 * What a break is, read from the whole history again and again: no state is kept from one step to the next. Slow, and written without
 * a look at `breakChange`.
 */
export function slowBreak(steps: readonly Step[], id: string): SlowBreak | undefined {
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const before = slowBreak(steps.slice(0, -1), id);
  const listings = says(steps, id).flatMap(({ day, listed }) =>
    listed === undefined ? [] : { day, listed },
  );
  const content = listings.at(-1)?.listed ?? before?.break;
  if (content === undefined) return undefined;
  const removal = says(steps, id).length > 0 ? undefined : removedBy(steps, id);
  return {
    break: content,
    standing: isClosedByRuns(steps, id)
      ? 'closed-by-run'
      : wasClosed(steps, id)
        ? 'closed-by-person'
        : content.standing,
    firstDay: listings[0]?.day ?? before?.firstDay ?? 'never',
    lastDay: says(steps, id).at(-1)?.day ?? removal ?? 'never',
  };
}

/** The kinds of the lines of a trail, one step after the other. */
export function slowTrail(steps: readonly Step[], id: string): readonly BreakEvent['kind'][] {
  return steps.flatMap((_, index) => slowEvent(steps.slice(0, index), steps.slice(0, index + 1), id));
}

function slowEvent(
  before: readonly Step[],
  after: readonly Step[],
  id: string,
): readonly BreakEvent['kind'][] {
  const was = slowBreak(before, id);
  const is = slowBreak(after, id);
  if (is === undefined) return [];
  if (was === undefined) return ['opened'];
  if (is.standing.startsWith('closed')) {
    if (is.standing !== was.standing) return ['closed'];
    const isNoted = is.standing === 'closed-by-run' && closingReason(before, id) !== closingReason(after, id);
    return isNoted ? ['noted'] : [];
  }
  if (was.standing.startsWith('closed')) return ['reopened'];
  if (textOf(was.break) === textOf(is.break)) return [];
  return was.standing === 'waiting' && is.standing === 'open' ? ['became-open'] : ['changed'];
}

interface Say {
  readonly day: string;
  readonly listed: Break | undefined;
  readonly reason: string | undefined;
}

/** What the newest run of each day says, by day. */
function says(steps: readonly Step[], id: string): readonly Say[] {
  const days = [...new Set(steps.flatMap((step) => (step.kind === 'commit' ? step.day : [])))].sort();
  return days.flatMap((day) => {
    const run = steps.findLast((step) => step.kind === 'commit' && step.day === day);
    if (run?.kind !== 'commit') return [];
    const listed = run.breaks.find((one) => one.id === id);
    const reason = run.closed.find((one) => one.id === id)?.reason;
    return listed === undefined && reason === undefined ? [] : { day, listed, reason };
  });
}

function isClosedByRuns(steps: readonly Step[], id: string): boolean {
  return says(steps, id).at(-1)?.listed === undefined;
}

/** The day whose new run dropped the last mention. */
function removedBy(steps: readonly Step[], id: string): string | undefined {
  const length = steps.findLastIndex((_, index) => says(steps.slice(0, index), id).length > 0);
  const step = steps[length];
  return step?.kind === 'commit' ? step.day : undefined;
}

function closingReason(steps: readonly Step[], id: string): string {
  const newest = says(steps, id).at(-1);
  if (newest !== undefined) return newest.reason ?? '';
  return `removed by step ${steps.findLastIndex((_, index) => says(steps.slice(0, index), id).length > 0)}`;
}

/** Whether somebody has closed it, and no run has listed another content at any moment since. */
function wasClosed(steps: readonly Step[], id: string): boolean {
  const word = steps.findLastIndex((step, index) => {
    if (step.kind === 'commit' || step.id !== id) return false;
    const was = slowBreak(steps.slice(0, index), id)?.standing;
    return step.kind === 'close' ? was === 'open' || was === 'waiting' : was === 'closed-by-person';
  });
  if (steps[word]?.kind !== 'close') return false;
  const closed = slowBreak(steps.slice(0, word), id)?.break;
  for (let end = word + 1; end <= steps.length; end++) {
    const newest = says(steps.slice(0, end), id).at(-1);
    if (newest?.listed !== undefined && textOf(newest.listed) !== textOf(closed)) return false;
  }
  return true;
}

function textOf(one: Break | undefined): string {
  return JSON.stringify(one, (member, value) =>
    member === 'line' || typeof value === 'bigint' ? `${member === 'line' ? '' : value}` : value,
  );
}
