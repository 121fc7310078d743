import type { SleepingClock } from '@alipay-intl/core/time';
import type { Journal } from '@alipay-intl/payments/checkout';
import type { PaymentRail, RailCharge } from '@alipay-intl/payments/rail';
import type { Choices } from './choices.ts';
import type { EventClock } from './event-clock.ts';

/** A process that can die at every boundary between it and the rest of the world. From then on nothing of it runs. */
export interface MortalProcess {
  readonly journal: Journal;
  readonly rail: PaymentRail<RailCharge>;
  readonly clock: SleepingClock;
  isDead(): boolean;
}

/** What the processes of a run share. */
export interface Fate {
  readonly choices: Choices;
  /** Deaths that are still to be dealt out. */
  left: number;
  processes: number;
  /** Boundaries met before the first death. */
  boundaries: number;
  readonly deaths: { readonly where: string; readonly atMs: number; readonly isWrittenLater: boolean }[];
  readonly onDeath: () => void;
  /** Differs whenever anything outside of the processes differs. */
  readonly moment: () => string;
  /** Moments at which a death was dealt out already: a second one there would be the same run again. */
  readonly seen: Set<string>;
}

const never = new Promise<never>(() => undefined);
// Later than the restart under the same name, and earlier than the one under another.
const lateWriteMs = 1_500;

export function createMortalProcess(
  fate: Fate,
  parts: { readonly journal: Journal; readonly rail: PaymentRail<RailCharge>; readonly clock: EventClock },
): MortalProcess {
  const { journal, rail, clock } = parts;
  let isDead = false;
  const id = fate.processes++;

  function die(where: string, isWrittenLater = false): void {
    if (isDead) return;
    isDead = true;
    fate.deaths.push({ where, atMs: clock.elapsed(), isWrittenLater });
    fate.onDeath();
  }

  /** Deals out a death here, or none. */
  function fateAt<Death extends string>(where: string, deaths: readonly Death[]): 'lives' | Death {
    if (fate.deaths.length === 0) fate.boundaries += 1;
    if (fate.left === 0) return 'lives';
    const fresh = deaths.filter((death) => isFresh(death));
    if (fresh.length === 0) return 'lives';
    const fated = fate.choices.pick<'lives' | Death>(where, ['lives', ...fresh]);
    if (fated !== 'lives') fate.left -= 1;
    return fated;
  }

  function isFresh(death: string): boolean {
    const moment = `${id} ${death} ${fate.moment()}`;
    if (fate.seen.has(moment)) return false;
    fate.seen.add(moment);
    return true;
  }

  async function passes(where: string): Promise<void> {
    if (isDead) return never;
    if (fateAt(where, ['dies']) === 'lives') return;
    die(where);
    return never;
  }

  async function written<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
    if (isDead) return never;
    const where = `before ${name}`;
    const fated = fateAt(where, ['dies', 'dies, what was on its way is written later']);
    if (fated !== 'lives') {
      const isWrittenLater = fated !== 'dies';
      if (isWrittenLater) clock.after(lateWriteMs, () => void write());
      die(where, isWrittenLater);
      return never;
    }
    const result = await write();
    await passes(`after ${name}`);
    return result;
  }

  async function read<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    await passes(`before ${name}`);
    const result = await work();
    await passes(`after ${name}`);
    return result;
  }

  async function called<Result>(name: string, send: () => Promise<Result>): Promise<Result> {
    await passes(`before ${name}`);
    const answer = send();
    answer.catch(() => undefined);
    await passes(`while ${name} is under way`);
    try {
      return await answer;
    } finally {
      await passes(`after ${name}`);
    }
  }

  return {
    isDead: () => isDead,
    clock: {
      now: clock.now,
      async sleep(ms, signal) {
        if (isDead) return never;
        if (ms > 0 && fateAt('while waiting', ['dies while waiting']) !== 'lives') {
          clock.after(ms / 2, () => die('while waiting'));
        }
        await clock.sleep(ms, signal);
        if (isDead) return never;
      },
    },
    journal: {
      open: (opening) => written('open', () => journal.open(opening)),
      append: (append) =>
        written(`append ${append.events.map(({ type }) => type)}`, () => journal.append(append)),
      load: (attemptId) => read('load', () => journal.load(attemptId)),
      take: (attemptId, request) => read('take', () => journal.take(attemptId, request)),
      takeDue: (request) => read('takeDue', () => journal.takeDue(request)),
      extend: (lease, request) => read('extend', () => journal.extend(lease, request)),
      list: (query) => read('list', () => journal.list(query)),
    },
    rail: {
      name: rail.name,
      pay: (charge, options) => called('pay', () => rail.pay(charge, options)),
      query: (reference, options) => called('query', () => rail.query(reference, options)),
      cancel: (reference, options) => called('cancel', () => rail.cancel(reference, options)),
      refund: (refund, options) => called('refund', () => rail.refund(refund, options)),
    },
  };
}
