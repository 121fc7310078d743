import type { BreakKind } from '@alipay-intl/reconciliation/match';
import type { Branch } from '../branch.ts';
import type { Setting } from '../setting.ts';

/** Something that happens in a branch. */
export interface Story {
  /** The break that it plants; `none` where everything is in order. */
  readonly plants: BreakKind | 'none';
  /** Whether it can happen under such a contract and with such files; by default under any. */
  readonly fits?: ((setting: Setting) => boolean) | undefined;
  readonly tell: (branch: Branch, dayNo: number) => void;
}

export type Stories = Readonly<Record<string, Story>>;

/** AMS and Antom: own ids for refunds, disputes, sums of batches. */
export const isNewer = ({ family }: Setting): boolean => /^B[123]$/.test(family);

/** The report of AlipayHK's online products has payments and refunds only. */
export const hasCancels = ({ family }: Setting): boolean => family !== 'A4';
