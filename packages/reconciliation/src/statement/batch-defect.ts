import type { Defect } from './defect.ts';

/** One thing in which statements that belong together contradict each other. */
export interface BatchDefect extends Defect {
  /** ISO 4217 code of the sums, or of the batch. */
  readonly currency?: string | undefined;
  /** The money that differs, in the smallest unit, signed; left out where it is no money. */
  readonly sums?: { readonly printed: bigint; readonly expected: bigint } | undefined;
}
