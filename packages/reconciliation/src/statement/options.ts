import { OptionError } from '@alipay-intl/core/errors';
import { type AcceptableCode, acceptableCodes } from './defect.ts';
import type { StatementEncoding } from './line-blocks.ts';

/** How a statement is read. */
export interface StatementOptions {
  /**
   * The unit of amounts in files of families B1, B2 and A6, where Alipay's pages contradict each other. Other families
   * print major units and do not look at it. docs/wire/statements §10.1.
   */
  readonly unit?: 'major' | 'smallest' | undefined;
  /**
   * The encoding of the text. When left out it is found: UTF-8 where all bytes are, else GB18030. GB18030 with few
   * letters can look like UTF-8, so set it where you know it. docs/wire/statements §4.
   */
  readonly encoding?: StatementEncoding | undefined;
  /**
   * What your ledger knows of an own id, as another way to find the unit: the amount in the smallest unit, or
   * `undefined` for an id that it does not have.
   */
  readonly knownAmounts?:
    | ((ownId: string) => { readonly currency: string; readonly value: bigint } | undefined)
    | undefined;
  /** Defects that a person has looked at and accepts for this file. They are listed in its warnings. */
  readonly accept?: readonly AcceptableCode[] | undefined;
  /** Longest line, in bytes, or record with line ends in quotes. 65536 when left out. */
  readonly lineBytesMax?: number | undefined;
  /** How many defects are listed; the rest is counted. 1000 when left out. */
  readonly defectsMax?: number | undefined;
  /** Stops the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** {@link StatementOptions} with everything decided. */
export interface ReadingOptions extends StatementOptions {
  readonly accept: readonly AcceptableCode[];
  readonly lineBytesMax: number;
  readonly defectsMax: number;
}

export function readingOptions(options: StatementOptions): ReadingOptions {
  const { accept = [], lineBytesMax = 65_536, defectsMax = 1_000, unit, encoding } = options;
  const wrong = [
    accept.some((code) => !acceptableCodes.includes(code)) ? 'accept' : undefined,
    unit === undefined || unit === 'major' || unit === 'smallest' ? undefined : 'unit',
    encoding === undefined || encoding === 'utf-8' || encoding === 'gb18030' ? undefined : 'encoding',
    isBetween(lineBytesMax, 256, 16_777_216) ? undefined : 'lineBytesMax',
    isBetween(defectsMax, 1, 1_000_000) ? undefined : 'defectsMax',
  ].filter((path) => path !== undefined);
  if (wrong.length > 0) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: `The options of a statement are not valid: ${wrong.join(', ')}.`,
      next: `Correct them; a defect that can be accepted is one of ${acceptableCodes.join(', ')}.`,
      issues: wrong.map((path) => ({ path, message: 'is out of range' })),
    });
  }
  return { ...options, accept, lineBytesMax, defectsMax };
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
