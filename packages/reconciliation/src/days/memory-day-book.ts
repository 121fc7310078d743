import type { DayResult } from '../match/day-result.ts';
import { type BreakState, breakChange } from './break-change.ts';
import { type BreakMention, isListCut, mentionsOf, togetherOf } from './break-mentions.ts';
import { closeByPerson, reopenByPerson, type WordChange } from './break-words.ts';
import { checkBreakClosing, checkBreakQuery, checkDayRun } from './check-day-book-input.ts';
import type {
  BreakClosing,
  BreakEvent,
  BreakQuery,
  BreakRecord,
  CommitResult,
  DayBook,
  DayEntry,
  DayRun,
} from './day-book.ts';

/**
 * A book of days in memory, for trials and tests: it ends with the process. Use `createPostgresDayBook` of `@alipay-intl/postgres`
 * where it must last, or where several processes reconcile.
 */
export function createMemoryDayBook(): DayBook {
  const shelves = new Map<string, MerchantBook>();
  const bookOf = (merchant: string): MerchantBook => {
    const known = shelves.get(merchant) ?? new MerchantBook(merchant);
    shelves.set(merchant, known);
    return known;
  };
  return {
    commit: async (run, afterRun) => {
      checkDayRun(run);
      return bookOf(run.result.merchant).commit(run, afterRun);
    },
    days: async (merchant, span) => bookOf(merchant).entries(span.from, span.to),
    lastBefore: async (merchant, day) =>
      bookOf(merchant)
        .entries('', day)
        .findLast((entry) => entry.day < day),
    result: async (merchant, day) => bookOf(merchant).result(day),
    breaks: async (query) => {
      checkBreakQuery(query);
      return bookOf(query.merchant).breaks(query);
    },
    explain: async (merchant, breakId) => bookOf(merchant).explain(breakId),
    close: async (closing) => bookOf(closing.merchant).say(closing, closeByPerson),
    reopen: async (closing) => bookOf(closing.merchant).say(closing, reopenByPerson),
  };
}

class MerchantBook {
  readonly #merchant: string;
  /** All runs of each day, the newest last. */
  readonly #runs = new Map<string, DayRun[]>();
  /** By break and day, from the newest run of each day. */
  readonly #mentions = new Map<string, Map<string, BreakMention>>();
  readonly #states = new Map<string, BreakState>();
  readonly #trails = new Map<string, BreakEvent[]>();

  constructor(merchant: string) {
    this.#merchant = merchant;
  }

  commit(run: DayRun, afterRun: number): CommitResult {
    const { day } = run.result;
    const runs = this.#runs.get(day) ?? [];
    const newest = runs.at(-1);
    if (newest !== undefined && newest.result.inputsSha256 === run.result.inputsSha256)
      return { kind: 'same', run: runs.length };
    if (runs.length !== afterRun) return { kind: 'behind', run: runs.length };
    this.#runs.set(day, [...runs, run]);
    const ids = this.#replaceMentions(run.result);
    const events = [...ids].sort().flatMap((id) => this.#change(id, run, runs.length + 1));
    return { kind: 'committed', run: runs.length + 1, events };
  }

  /**
   * Puts what the new run says in the place of what the day said. Where its list was cut, a break that it does not mention stays as it was.
   *
   * @returns the breaks that either mentions.
   */
  #replaceMentions(now: DayResult): ReadonlySet<string> {
    const come = mentionsOf(now);
    const isCut = isListCut(now);
    const said = [...this.#mentions].filter(([, byDay]) => byDay.has(now.day)).map(([id]) => id);
    for (const id of said) {
      const byDay = this.#mentions.get(id);
      if (!isCut || byDay?.get(now.day)?.kind !== 'listed') byDay?.delete(now.day);
    }
    for (const [id, mention] of come) {
      const byDay = this.#mentions.get(id) ?? new Map<string, BreakMention>();
      this.#mentions.set(id, byDay.set(now.day, mention));
    }
    return new Set([...said, ...come.keys()]);
  }

  #change(id: string, { result, by, atMs }: DayRun, run: number): readonly BreakEvent[] {
    const mentions = togetherOf(this.#mentions.get(id) ?? []);
    const commit = { merchant: this.#merchant, day: result.day, run, by, atMs };
    const change = breakChange(id, this.#states.get(id), mentions, commit);
    if (change === undefined) return [];
    this.#keep(id, change.state, change.events);
    return change.events;
  }

  #keep(id: string, state: BreakState, events: readonly BreakEvent[]): void {
    this.#states.set(id, state);
    this.#trails.set(id, [...(this.#trails.get(id) ?? []), ...events]);
  }

  entries(from: string, to: string): readonly DayEntry[] {
    return [...this.#runs.entries()]
      .filter(([day]) => day >= from && day <= to)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, runs]) => entryOf(runs));
  }

  result(day: string): DayResult | undefined {
    return this.#runs.get(day)?.at(-1)?.result;
  }

  breaks({ standing, day, limit, afterId = '' }: BreakQuery): readonly BreakRecord[] {
    return [...this.#states.entries()]
      .filter(
        ([id, { record }]) =>
          id > afterId &&
          (standing ?? record.standing) === record.standing &&
          (day ?? record.break.day) === record.break.day,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .slice(0, limit)
      .map(([, { record }]) => record);
  }

  explain(id: string): { readonly record: BreakRecord; readonly events: readonly BreakEvent[] } | undefined {
    const state = this.#states.get(id);
    return state === undefined ? undefined : { record: state.record, events: this.#trails.get(id) ?? [] };
  }

  say<Answer extends string>(
    closing: BreakClosing,
    becomes: (state: BreakState | undefined, closing: BreakClosing) => WordChange<Answer>,
  ): Answer {
    checkBreakClosing(closing);
    const { answer, state, event } = becomes(this.#states.get(closing.breakId), closing);
    if (state !== undefined) this.#keep(closing.breakId, state, [event]);
    return answer;
  }
}

function entryOf(runs: readonly DayRun[]): readonly DayEntry[] {
  const newest = runs.at(-1);
  if (newest === undefined) return [];
  const { result, ...rest } = newest;
  const { merchant, day, state, inputsSha256 } = result;
  return [{ merchant, day, run: runs.length, state, inputsSha256, ...rest }];
}
