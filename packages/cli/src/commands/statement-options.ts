import type { AcceptableCode, StatementOptions } from '@alipay-intl/reconciliation';
import type { ReadingArguments } from '../command/options.ts';
import type { Run } from '../command/run.ts';

/** How a file of the arguments is read. What cannot be accepted is refused by the reader. */
export function statementOptions({ unit, encoding, accept }: ReadingArguments, run: Run): StatementOptions {
  return { unit, encoding, accept: accept as readonly AcceptableCode[] | undefined, signal: run.signal };
}
