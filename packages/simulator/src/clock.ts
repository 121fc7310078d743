import { type AgendaTask, createAgenda } from './agenda.ts';
import { SimulatorError } from './simulator-error.ts';

/** Where the simulator gets the time from: payment times, expiry and the resending of notifications. */
export interface SimulatorClock {
  /** Current moment in epoch milliseconds. */
  now(): number;
  /** Runs `task` once the moment `atMs` (epoch milliseconds) is reached; the returned function takes it back. */
  schedule(atMs: number, task: () => void | Promise<void>): () => void;
  /** Moves the clock forward by `ms` milliseconds, running what falls due on the way, one task after the other. */
  readonly advance?: (ms: number) => Promise<void>;
}

/** A clock that can be moved forward by hand. */
export interface SteerableClock extends SimulatorClock {
  /** See {@link SimulatorClock.advance}; always present here. */
  readonly advance: (ms: number) => Promise<void>;
}

/** Node keeps a timer in a signed 32-bit integer of milliseconds; a longer wait is taken in steps. */
const timerMaxMs = 2_147_483_647;

/**
 * Creates a clock that stands still until `advance(ms)` is called.
 *
 * @param startEpochMs - first moment, in epoch milliseconds.
 * @throws {@link SimulatorError} `ERR_SIMULATOR_OPTION_INVALID` when a number is negative or not finite.
 */
export function createManualClock(startEpochMs: number): SteerableClock {
  assertMs('startEpochMs', startEpochMs);
  const agenda = createAgenda();
  let nowMs = startEpochMs;
  const move = async (ms: number): Promise<void> => {
    const targetMs = nowMs + ms;
    for (let entry = agenda.takeDue(targetMs); entry !== undefined; entry = agenda.takeDue(targetMs)) {
      nowMs = Math.max(nowMs, entry.atMs);
      await entry.task();
    }
    nowMs = targetMs;
  };
  return { now: () => nowMs, schedule: agenda.add, advance: inTurn(move) };
}

/**
 * Creates a clock that follows the machine's time and can also jump ahead with `advance(ms)`.
 * Its timers never keep a process alive.
 *
 * @throws {@link SimulatorError} `ERR_SIMULATOR_OPTION_INVALID` from `advance` when its number is negative or not finite.
 */
export function createRunningClock(): SteerableClock {
  const agenda = createAgenda();
  let offsetMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const now = (): number => Date.now() + offsetMs;
  const jumpTo = (targetMs: number): void => {
    offsetMs += Math.max(0, targetMs - now());
  };
  const arm = (): void => {
    clearTimeout(timer);
    const nextAtMs = agenda.nextAtMs();
    if (nextAtMs === undefined) return;
    timer = setTimeout(runDue, Math.min(Math.max(0, nextAtMs - now()), timerMaxMs));
    timer.unref();
  };
  const runDue = (): void => {
    for (let entry = agenda.takeDue(now()); entry !== undefined; entry = agenda.takeDue(now())) {
      void entry.task();
    }
    arm();
  };
  const schedule = (atMs: number, task: AgendaTask): (() => void) => {
    const remove = agenda.add(atMs, task);
    arm();
    return () => {
      remove();
      arm();
    };
  };
  const move = async (ms: number): Promise<void> => {
    const targetMs = now() + ms;
    for (let entry = agenda.takeDue(targetMs); entry !== undefined; entry = agenda.takeDue(targetMs)) {
      jumpTo(entry.atMs);
      await entry.task();
    }
    jumpTo(targetMs);
    arm();
  };
  return { now, schedule, advance: inTurn(move) };
}

/** Two calls of `advance` run one after the other, so that neither moves the time under the other's tasks. */
function inTurn(move: (ms: number) => Promise<void>): (ms: number) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (ms) => {
    assertMs('ms', ms);
    last = last.catch(() => undefined).then(() => move(ms));
    return last;
  };
}

function assertMs(name: string, value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new SimulatorError(
    'ERR_SIMULATOR_OPTION_INVALID',
    `${name} must be a number of milliseconds, 0 or more`,
  );
}
