/** A batch that the bank has not recorded so far. */
export interface AwaitedPayout {
  /** On which it was settled, `YYYY-MM-DD`. */
  readonly day: string;
  readonly batchId: string;
  readonly currency: string;
  /** What its files add up to, in the smallest unit, signed. */
  readonly total: bigint;
}
