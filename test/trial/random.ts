/** Numbers that follow from a seed alone: the generator sfc32. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: number, stream: number) {
    this.#a = Math.imul(seed | 0, 0x9e3779b1);
    this.#b = Math.imul(stream | 0, 0x85ebca6b) ^ 0x5bd1e995;
    this.#c = (seed ^ Math.imul(stream, 0xc2b2ae35)) | 0;
    for (let round = 0; round < 16; round += 1) this.bits();
  }

  /** 32 bits. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  chance(probability: number): boolean {
    return this.bits() < probability * 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor((this.bits() / 4_294_967_296) * (most - least + 1));
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.between(0, items.length - 1)] ?? items[0];
  }
}
