/** One fee of a row, signed and in the smallest unit. */
export interface StatementFee {
  /** Name of the column as printed. */
  readonly name: string;
  readonly value: bigint;
  readonly currency: string | undefined;
  /** `false`: no page documents this fee. */
  readonly isKnown: boolean;
}
