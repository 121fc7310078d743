import type { Defect, WarningCode } from './defect.ts';

/** Where the checks of a row say what they find. */
export interface RowFindings {
  /** @param expectedNet - what the net should be, in the smallest unit, where that is the defect. */
  add(defect: Defect, expectedNet?: number): void;
  /** @param difference - what a tolerance let pass. */
  warn(code: WarningCode, about: string, line?: number, difference?: number): void;
}
