import type { BreakState } from './break-change.ts';
import { gistOf } from './break-gist.ts';
import type { BreakClosing, BreakEvent } from './day-book.ts';

/** What a person's word comes to: an answer, and where it changed something, what the break is now and a line for its trail. */
export type WordChange<Answer extends string> =
  | { readonly answer: Answer; readonly state: BreakState; readonly event: BreakEvent }
  | { readonly answer: Answer; readonly state: undefined; readonly event: undefined };

/** What becomes of a break that a person closes. */
export function closeByPerson(
  state: BreakState | undefined,
  closing: BreakClosing,
): WordChange<'closed' | 'closed-already' | 'unknown'> {
  if (state === undefined) return unchanged('unknown');
  const { standing } = state.record;
  if (standing !== 'open' && standing !== 'waiting') return unchanged('closed-already');
  const { by, reason } = closing;
  return {
    answer: 'closed',
    state: {
      ...state,
      record: { ...state.record, standing: 'closed-by-person' },
      closing: { gist: gistOf(state.record.break), by, reason },
    },
    event: eventOf('closed', closing),
  };
}

/** What becomes of a break that a person opens again. */
export function reopenByPerson(
  state: BreakState | undefined,
  closing: BreakClosing,
): WordChange<'reopened' | 'open-already' | 'closed-by-run' | 'unknown'> {
  if (state === undefined) return unchanged('unknown');
  const { standing, break: one } = state.record;
  if (standing === 'closed-by-run') return unchanged('closed-by-run');
  if (standing !== 'closed-by-person') return unchanged('open-already');
  return {
    answer: 'reopened',
    state: { ...state, record: { ...state.record, standing: one.standing }, closing: undefined },
    event: eventOf('reopened', closing),
  };
}

function unchanged<Answer extends string>(answer: Answer): WordChange<Answer> {
  return { answer, state: undefined, event: undefined };
}

function eventOf(kind: BreakEvent['kind'], { breakId, by, atMs, reason }: BreakClosing): BreakEvent {
  return { breakId, kind, by, atMs, day: undefined, run: undefined, reason };
}
