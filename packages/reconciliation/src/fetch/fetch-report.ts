import type { FetchError } from '@alipay-intl/core/errors';
import type { StatementName } from '../statement/file-name.ts';
import type { Availability, ExpectedStatement } from './availability.ts';

/**
 * `fetched`: new; `known`: the bytes that the place had last, or, of a place that is new, bytes that another one had; `revision`: other
 * bytes than the place had last. A `revision` may be new, or an earlier one to which the server went back: then it has its old number.
 * Each is told once.
 */
export type FetchedState = 'fetched' | 'known' | 'revision';

/** Why a name of the server was not fetched. */
export type SkipReason =
  /** `.tmp`: Alipay is still writing it. */
  | 'temporary'
  /** `.asc`: encrypted with PGP; ask Alipay for plain files, or decrypt them by other means. */
  | 'encrypted'
  /** Not in the grammar of names; nothing of it was touched. */
  | 'unknown-name'
  | 'other-day'
  | 'other-merchant'
  /** Names were asked for, and this is none of them. */
  | 'not-asked-for'
  /** A link, a directory or another thing that is no file. */
  | 'not-a-file'
  /** Over the size limit. */
  | 'too-large'
  /** The server does not let this account read it; as the name `.`, the directory itself. */
  | 'refused'
  /** It changed while it was fetched, ended early, or gave more than it has. */
  | 'incomplete'
  /** The archive was fetched, but nothing was taken out of it. */
  | 'archive-refused';

/** A file that is whole, durable and recorded. */
export interface FetchedStatement {
  readonly state: FetchedState;
  /** The name that Alipay gave it. */
  readonly name: string;
  /** What the name says; `undefined` for a name of the merchant's own. */
  readonly statement: StatementName | undefined;
  /** The local file. */
  readonly path: string;
  readonly remotePath: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Time of the server's file in epoch milliseconds. */
  readonly modifiedAtMs: number;
  /** 1, or more for other bytes under the same name. */
  readonly revision: number;
  /** The day whose folder it is in, `YYYY-MM-DD`, or `undated`. */
  readonly day: string;
}

/** A name of the server that was not fetched. */
export interface SkippedFile {
  readonly state: 'skipped';
  /** As the server wrote it, made printable. */
  readonly name: string;
  readonly directory: string;
  readonly reason: SkipReason;
  /** What to do about it, where the file is at fault. */
  readonly error: FetchError | undefined;
}

/** A file that was expected and is not there. */
export interface MissingStatement extends ExpectedStatement {
  readonly availability: Availability;
}

/** What came of a fetch. */
export interface FetchReport {
  /** What is on the local disk now; the files of an archive follow it. */
  readonly files: readonly FetchedStatement[];
  readonly skipped: readonly SkippedFile[];
  /** What was expected and is not among the files. */
  readonly missing: readonly MissingStatement[];
}
