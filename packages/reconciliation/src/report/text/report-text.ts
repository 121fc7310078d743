import type { ReportInput } from '../report-input.ts';
import { balanceLines } from './balance-lines.ts';
import { breakLines, kindLines } from './break-lines.ts';
import { headLines, nextLines } from './head-lines.ts';
import { painter } from './paint.ts';
import { totalLines } from './total-lines.ts';

/** How the summary is written. */
export interface TextOptions {
  /** Characters of a line; 80 where left out, never below 40. */
  readonly width?: number | undefined;
  /** Whether the terminal shows colours. Default `false`: plain text, with nothing that steers a terminal. */
  readonly colour?: boolean | undefined;
  /** Breaks to explain at most; 10 where left out. */
  readonly breaksMax?: number | undefined;
}

/**
 * Writes a summary for a terminal: how the day stands, totals, balances, breaks by kind, the first of them explained, and what to do
 * next. Texts from outside cannot steer the terminal: what cannot be seen in them becomes `⟨U+001B⟩`.
 *
 * @throws OptionError `ERR_CURRENCY_UNKNOWN` where a result names a currency that ISO 4217 does not have.
 */
export function reportText(input: ReportInput, options: TextOptions = {}): string {
  const paint = painter(options.colour ?? false);
  const width = Math.max(40, options.width ?? 80);
  const parts = [
    headLines(input, paint, width),
    totalLines(input.result, paint, width),
    balanceLines(input.result.balances, paint, width),
    kindLines(input, paint, width),
    breakLines(input, paint, { width, breaksMax: options.breaksMax ?? 10 }),
    nextLines(input, paint, width),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
