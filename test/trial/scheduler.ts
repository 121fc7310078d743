import type { Random } from './random.ts';

/** Something that happens at a moment of virtual time. */
export interface Scheduled {
  readonly atMs: number;
  readonly tieBreak: number;
  readonly label: string;
  readonly run: () => void;
  /** Whether the universe lives on for it alone. */
  readonly isAwaited: boolean;
  isOver: boolean;
}

/**
 * Virtual time, one for a whole universe. Everything that is asynchronous waits here, and ties are drawn from the seed. Between
 * two steps every promise that can settle has settled.
 */
export class Scheduler {
  nowMs = 0;
  /** Steps to come that the universe lives on for. */
  awaited = 0;
  readonly trace: string[] = [];
  /** Told every step as it happens. */
  tell: ((step: string) => void) | undefined;
  readonly #heap: Scheduled[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  at(delayMs: number, label: string, run: () => void, isAwaited = true): Scheduled {
    const atMs = this.nowMs + Math.max(0, Math.round(delayMs));
    const scheduled = { atMs, tieBreak: this.#random.bits(), label, run, isAwaited, isOver: false };
    if (isAwaited) this.awaited += 1;
    this.#push(scheduled);
    return scheduled;
  }

  cancel(scheduled: Scheduled | undefined): void {
    if (scheduled === undefined || scheduled.isOver) return;
    scheduled.isOver = true;
    if (scheduled.isAwaited) this.awaited -= 1;
  }

  note(text: string): void {
    const step = `${this.nowMs} ${text}`;
    this.trace.push(step);
    this.tell?.(step);
  }

  /** Runs step after step. `isDone` is asked between two, when nothing moves. */
  async run(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      const next = this.#pop();
      if (next === undefined) return;
      if (next.isOver) continue;
      next.isOver = true;
      if (next.isAwaited) this.awaited -= 1;
      this.nowMs = next.atMs;
      this.note(next.label);
      next.run();
      await settled();
    }
  }

  #push(scheduled: Scheduled): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(scheduled);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(scheduled, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = scheduled;
  }

  #pop(): Scheduled | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      let child = heap[below];
      if (child === undefined) break;
      const right = heap[below + 1];
      if (right !== undefined && isBefore(right, child)) {
        below += 1;
        child = right;
      }
      if (!isBefore(child, last)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(left: Scheduled, right: Scheduled): boolean {
  return left.atMs === right.atMs ? left.tieBreak < right.tieBreak : left.atMs < right.atMs;
}

/** Node runs the next tick when no promise reaction is left. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
