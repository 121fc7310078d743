import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { OptionError, StatementError } from '@alipay-intl/core/errors';
import { type Clock, systemClock } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { parseStatementName } from '../statement/file-name.ts';
import { type ByteFeed, openFeed } from '../statement/source.ts';
import type { FetchedStatement, SkipReason } from './fetch-report.ts';
import type { FetchedFiles } from './fetched-files.ts';
import { chooseFile } from './file-choice.ts';
import { type ChosenFile, keepFile, type LocalFile } from './keep-file.ts';
import { makeDayFolder } from './local-folder.ts';
import { PartFile } from './part-file.ts';
import { placeFile } from './place-file.ts';
import { zipLimits } from './zip-limits.ts';

/** Settings of `addStatements`. */
export interface AddOptions {
  /** Paths of local files, under the names that Alipay gave them. */
  readonly files: readonly string[];
  /** The PID or MID that the files are for. */
  readonly merchant: string;
  /** The folder and the register of the fetch. */
  readonly folder: string;
  readonly register: FetchedFiles;
  /** The day of files whose name has none, `YYYY-MM-DD` in UTC+8. */
  readonly day?: string | undefined;
  /** Time. Default: this machine's. */
  readonly clock?: Clock | undefined;
  /** Ends it between pieces of a file. */
  readonly signal?: AbortSignal | undefined;
}

const schema = z.looseObject({
  files: z.array(z.string().min(1, 'must not be empty')).min(1, 'must name a file'),
  merchant: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a PID or MID'),
  folder: z.string().min(1, 'must not be empty'),
  day: z.iso.date('must be a day as YYYY-MM-DD').optional(),
});

/**
 * Takes files that came by another way than SFTP into the folder and the register of the fetch: whole, durable, each content once,
 * other bytes under a known name as a revision. Archives are unpacked. Running it again is always safe. docs/fetching.md
 *
 * @returns what is on the disk now, as a fetch gives it; `remotePath` is `local:` and the name.
 * @throws OptionError `ERR_OPTION_INVALID` naming each file that is none of this merchant's, before any is copied.
 * @throws StatementError `ERR_STATEMENT_UNREADABLE`, `ERR_STATEMENT_CHANGED`; FetchError `ERR_FILE_WRITE`, `ERR_ARCHIVE_REFUSED`,
 * `ERR_FETCH_STOPPED`; StoreError of the register. Files before the one at fault are kept.
 */
export async function addStatements(options: AddOptions): Promise<readonly FetchedStatement[]> {
  checkInput(schema, options, { code: 'ERR_OPTION_INVALID', name: 'list of files' });
  const chosen = chooseAll(options);
  const { clock = systemClock, signal, merchant, folder, register } = options;
  const keeping = { merchant, folder, register, clock, signal, alsoNames: [], limits: { zip: zipLimits } };
  const added: FetchedStatement[] = [];
  for (const [path, file] of chosen) {
    const local = await copyHere(path, file, options);
    added.push(...(await keepFile(file, local, keeping, () => undefined)));
  }
  return added;
}

const refusals: Readonly<Partial<Record<SkipReason, string>>> = {
  temporary: 'is not written to its end',
  encrypted: 'is encrypted: decrypt it before',
  'other-merchant': 'is named for another merchant',
};

/** Names decide, before anything is copied. */
function chooseAll({ files, merchant, day: given }: AddOptions): readonly (readonly [string, ChosenFile])[] {
  const chosen: [string, ChosenFile][] = [];
  const issues: { readonly path: string; readonly message: string }[] = [];
  for (const path of files) {
    const name = basename(path);
    const statement = parseStatementName(name);
    const day = statement?.day ?? given;
    const wish = { merchant, alsoNames: [], names: undefined, days: new Set([day ?? '']) };
    const choice = chooseFile(name, wish);
    if (choice.kind === 'skip')
      issues.push({
        path,
        message: refusals[choice.reason] ?? 'has no name that Alipay gives to a statement',
      });
    else if (day === undefined) issues.push({ path, message: 'has no day in its name: say its day' });
    else chosen.push([path, { name, statement, day, remotePath: `local:${name}` }]);
  }
  if (issues.length === 0) return chosen;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: `Not every file can be taken: ${issues.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
    next: 'Leave these out or give them their own names, and call again; none was taken.',
    issues,
  });
}

async function copyHere(
  path: string,
  { name, day }: ChosenFile,
  { folder, merchant, signal }: AddOptions,
): Promise<LocalFile> {
  const feed = await openFeed({ path }, signal);
  try {
    const { mtimeMs } = await stat(path);
    const part = await PartFile.create(await makeDayFolder(folder, merchant, day), name);
    try {
      await receive(feed, part);
      const after = await stat(path);
      if (after.size !== part.bytes || after.mtimeMs !== mtimeMs) throw changed(path);
      const sha256 = part.sha256();
      const placed = await placeFile(part.path, name, sha256);
      return { ...placed, sha256, bytes: part.bytes, stat: { modifiedAtMs: Math.floor(mtimeMs) } };
    } catch (error) {
      await part.discard();
      throw error;
    }
  } finally {
    await feed.close();
  }
}

/** To the end, and durable. */
async function receive(feed: ByteFeed, part: PartFile): Promise<void> {
  const piece = Buffer.allocUnsafe(256 * 1024);
  for (;;) {
    const length = await feed.read(piece, 0, piece.length);
    if (length === 0) break;
    await part.write(piece.subarray(0, length));
  }
  await part.close();
}

function changed(file: string): StatementError {
  return new StatementError('ERR_STATEMENT_CHANGED', {
    what: `The file ${file} changed while it was copied.`,
    money: 'Nothing of it was taken.',
    next: 'Make sure that nothing writes to it, and add it again.',
    file,
  });
}
