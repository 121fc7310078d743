import type { Defect } from './defect.ts';
import type { RowFindings } from './row-findings.ts';

/** A row whose net a person has accepted, although it does not follow from amount, fees and conversion. */
export interface AcceptedNet {
  /** Number of the record within its batch, from 0. */
  readonly row: number;
  /** What the net should be, in the smallest unit of its currency; `undefined` where the file does not tell. */
  readonly expected: bigint | undefined;
}

/** What the checks say of the net of the present row, in a second reading. Everything else they said in the first one. */
export class NetFindings implements RowFindings {
  isWrong: boolean = false;
  #expected: number = Number.NaN;

  get expected(): bigint | undefined {
    return Number.isNaN(this.#expected) ? undefined : BigInt(this.#expected);
  }

  /** Begins a row. */
  clear(): void {
    this.isWrong = false;
  }

  /** Where one of several defects leaves open what the net should be, they all do. */
  add({ code }: Defect, expectedNet: number = Number.NaN): void {
    if (code !== 'NET_FORMULA_MISMATCH') return;
    this.#expected = this.isWrong && Number.isNaN(this.#expected) ? Number.NaN : expectedNet;
    this.isWrong = true;
  }

  warn(): void {}
}
