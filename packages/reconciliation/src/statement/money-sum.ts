const flushAbove = 2 ** 52;

/**
 * Adds up amounts of the smallest unit without ever losing one: small sums as numbers, their sum as a bigint. There is
 * no sum where there is no column, or where an amount has no sign.
 */
export class MoneySum {
  #small = 0;
  #large = 0n;
  #exists: boolean;

  constructor(hasColumn: boolean) {
    this.#exists = hasColumn;
  }

  /** @param printed - the amount as printed; where it is one and `amount` is `NaN`, its sign is not known. */
  add(amount: number, printed: number): void {
    if (Number.isNaN(amount)) {
      if (!Number.isNaN(printed)) this.#exists = false;
      return;
    }
    this.#small += amount;
    if (this.#small > flushAbove || this.#small < -flushAbove) {
      this.#large += BigInt(this.#small);
      this.#small = 0;
    }
  }

  get value(): bigint | undefined {
    return this.#exists ? this.#large + BigInt(this.#small) : undefined;
  }
}

/** The amount, or 0 where there is none. */
export function zeroIfNone(amount: number): number {
  return Number.isNaN(amount) ? 0 : amount;
}
