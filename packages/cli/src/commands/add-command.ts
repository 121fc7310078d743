import { resolve } from 'node:path';
import { addStatements } from '@alipay-intl/reconciliation/fetch';
import type { AddArguments } from '../command/options.ts';
import { merchantOf, type Outcome, type Run } from '../command/run.ts';
import { withBooks } from '../nightly/books.ts';
import { filesText } from './files-text.ts';

/** `statements add` */
export async function addCommand(
  run: Run,
  files: readonly string[],
  options: AddArguments,
): Promise<Outcome> {
  const configuration = await run.configuration();
  const { id: merchant } = merchantOf(configuration, options.merchant);
  const added = await withBooks(configuration, run, ({ register }) =>
    addStatements({
      files: files.map((file) => resolve(run.cwd, file)),
      merchant,
      folder: configuration.folders.statements,
      register,
      day: options.day,
      clock: run.clock,
      signal: run.signal,
    }),
  );
  return { exitCode: 0, data: { merchant, files: added }, text: filesText(added) };
}
