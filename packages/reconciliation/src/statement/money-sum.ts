const flushAbove = 2 ** 52;

/** Adds up amounts of the smallest unit without ever losing one: small sums as numbers, their sum as a bigint. */
export class MoneySum {
  #small = 0;
  #large = 0n;

  add(amount: number): void {
    this.#small += amount;
    if (this.#small > flushAbove || this.#small < -flushAbove) {
      this.#large += BigInt(this.#small);
      this.#small = 0;
    }
  }

  get value(): bigint {
    return this.#large + BigInt(this.#small);
  }
}
