import type { Random } from './random.ts';

/** What can happen to a call to the gateway. */
export const callFaults = [
  'request-lost',
  'request-late',
  'request-twice',
  'answer-lost',
  'answer-slow',
  'connect-refused',
  'undecided',
  'system-error',
  'unproven-answer',
  'old-answer',
  'claims-paid',
  'stall',
  'throws-foreign',
  'refused-at-the-door',
] as const;

export type CallFault = (typeof callFaults)[number];

const otherFaults = [
  'payment-very-late',
  'cancel-refused',
  'refund-refused',
  'refund-slow',
  'other-amount',
  'processing-forever',
  'notifications-none',
  'notification-lost',
  'notification-before-answer',
  'notification-twice',
  'notification-reordered',
  'notification-hours-late',
  'notification-contradicts',
  'notification-wrong-amount',
  'clock-forward',
  'clock-back',
  'clocks-differ',
  'store-fails-before',
  'store-fails-after',
  'store-slow',
  'store-down',
  'store-as-text',
  'crash',
  'crash-before-sending',
  'stands-still',
  'waiting-given-up',
  'cashier-cancels',
  'second-attempt-while-open',
  'person-settles',
  'person-reverses-again',
] as const;

export type Fault = CallFault | (typeof otherFaults)[number];

export type FaultCounts = Map<Fault, number>;

/** Every fault that the trial knows. */
export const allFaults: readonly Fault[] = [...callFaults, ...otherFaults];

/** How often a fault fires where it is switched on; where nothing is said, a draw for each universe. */
const rates: Partial<Record<Fault, readonly [number, ...number[]]>> = {
  crash: [0.0003, 0.001, 0.004],
  'crash-before-sending': [0.001, 0.003, 0.01],
  'stands-still': [0.001, 0.005],
  'store-fails-before': [0.005, 0.03, 0.15],
  'store-fails-after': [0.005, 0.03, 0.15],
  'payment-very-late': [0.1, 0.3],
  'request-late': [0.05, 0.15, 0.3],
  'notifications-none': [1],
  'clocks-differ': [1],
  'store-as-text': [1],
  'store-slow': [0.005, 0.02],
  'store-down': [0.5, 1],
  'clock-forward': [0.5, 1],
  'clock-back': [0.5, 1],
  'processing-forever': [0.02, 0.2],
  'other-amount': [0.02, 0.1],
};

const usual = [0.02, 0.08, 0.3] as const;

/**
 * Which faults a universe knows, and how often each fires. Each is switched on in a quarter of the universes, so that most of
 * them meet few faults at once, often.
 */
export class Faults {
  readonly counts: FaultCounts = new Map();
  readonly #random: Random;
  readonly #rates = new Map<Fault, number>();
  readonly #ofCalls: readonly CallFault[];

  constructor(random: Random) {
    this.#random = random;
    for (const fault of allFaults) {
      if (random.chance(fault === 'store-as-text' ? 0.1 : 0.25))
        this.#rates.set(fault, random.pick(rates[fault] ?? usual));
    }
    this.#ofCalls = callFaults.filter((fault) => this.isOn(fault));
  }

  isOn(fault: Fault): boolean {
    return this.#rates.has(fault);
  }

  switchOff(fault: Fault): void {
    this.#rates.delete(fault);
  }

  get areNone(): boolean {
    return this.#rates.size === 0;
  }

  /** Draws whether a fault fires now. */
  fires(fault: Fault): boolean {
    const rate = this.#rates.get(fault);
    if (rate === undefined || !this.#random.chance(rate)) return false;
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    return true;
  }

  /** Draws what happens to a call. */
  ofCall(): CallFault | undefined {
    return this.#ofCalls.find((fault) => this.fires(fault));
  }

  names(): readonly Fault[] {
    return [...this.#rates.keys()];
  }
}
