/** A batch: what its files add up to, and what the bank has recorded for it so far. Amounts are signed and in the smallest unit. */
export interface BatchAccount {
  /** The first day that knows it, `YYYY-MM-DD`: of its first file, or of a payout that came before it. */
  readonly day: string;
  readonly batchId: string;
  readonly currency: string;
  /** `undefined` where no file has it so far. */
  readonly total: bigint | undefined;
  /** The day of its newest file. */
  readonly settledOn: string | undefined;
  /** By the day that each payout is given with. */
  readonly received: ReadonlyMap<string, bigint>;
}

/** Everything that the bank has recorded for a batch. */
export function receivedOf({ received }: BatchAccount): bigint {
  return [...received.values()].reduce((sum, value) => sum + value, 0n);
}

/** Whether the bank has recorded what the files say. */
export function isEven(account: BatchAccount): boolean {
  return (account.total ?? 0n) === receivedOf(account);
}
