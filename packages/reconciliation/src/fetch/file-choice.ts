import { parseStatementName, type StatementName } from '../statement/file-name.ts';
import type { SkipReason } from './fetch-report.ts';

/** What is wanted of a directory. */
export interface Wish {
  readonly merchant: string;
  /** `YYYY-MM-DD`. */
  readonly days: ReadonlySet<string>;
  /** Names of the merchant's own. */
  readonly alsoNames: readonly RegExp[];
  /** Only these names, where there are any. */
  readonly names: ReadonlySet<string> | undefined;
}

/** What becomes of a listed name. */
export type FileChoice =
  | { readonly kind: 'fetch'; readonly statement: StatementName | undefined }
  | { readonly kind: 'skip'; readonly reason: SkipReason };

// Whatever a grammar admits: never a path, never hidden, the same file on every file system.
const plainName = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+){0,3}$/;
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Tells a name that can be a local file's, whatever system this is. */
function isPlainName(name: string): boolean {
  return name.length <= 200 && plainName.test(name) && !deviceName.test(name);
}

/** Tells a name that the grammar, or one of the merchant's own, admits. */
export function isFetchableName(name: string, alsoNames: readonly RegExp[]): boolean {
  return isPlainName(name) && (parseStatementName(name) !== undefined || matchesOwn(name, alsoNames));
}

/** Decides by its name alone whether a file is fetched. What is not known is not fetched. docs/wire/statements §1, §2 */
export function chooseFile(name: string, wish: Wish): FileChoice {
  if (!isPlainName(name)) return skip('unknown-name');
  // Alipay writes under such a name and renames when the file is whole.
  if (/\.tmp$/i.test(name)) return skip('temporary');
  if (/\.(?:asc|gpg|pgp)$/i.test(name)) return skip('encrypted');
  const statement = parseStatementName(name);
  if (wish.names !== undefined) {
    return wish.names.has(name) ? { kind: 'fetch', statement } : skip('not-asked-for');
  }
  if (statement === undefined) {
    return matchesOwn(name, wish.alsoNames) ? { kind: 'fetch', statement } : skip('unknown-name');
  }
  if (statement.merchantId !== undefined && statement.merchantId !== wish.merchant)
    return skip('other-merchant');
  if (statement.day !== undefined && !wish.days.has(statement.day)) return skip('other-day');
  return { kind: 'fetch', statement };
}

/** Tells whether one of the merchant's own grammars takes the whole name. */
function matchesOwn(name: string, grammars: readonly RegExp[]): boolean {
  // Made anew, because a grammar with the flag `g` remembers where it ended.
  return grammars.some(({ source, flags }) =>
    new RegExp(`^(?:${source})$`, flags.replace(/[gy]/g, '')).test(name),
  );
}

function skip(reason: SkipReason): FileChoice {
  return { kind: 'skip', reason };
}
