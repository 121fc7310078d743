import type { FetchedStatement } from '@alipay-intl/reconciliation/fetch';
import { columns } from '../output/columns.ts';

/** A line for each file that is here. */
export function filesText(files: readonly FetchedStatement[]): string {
  return columns(
    files.map(({ state, name, bytes, revision, path }) => [
      `  ${state}`,
      revision === 1 ? name : `${name} (revision ${revision})`,
      `${bytes} bytes`,
      path,
    ]),
    [2],
  );
}
