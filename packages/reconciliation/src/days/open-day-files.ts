import { join } from 'node:path';
import { StatementError } from '@alipay-intl/core/errors';
import { hashFile } from '../fetch/hash-file.ts';
import type { Break } from '../match/break.ts';
import type { DayStatement } from '../match/match-day.ts';
import type { StatementReport } from '../statement/file-name.ts';
import { openStatement } from '../statement/statement.ts';
import { type ChosenFile, chooseFiles } from './choose-files.ts';
import { changedFile, refusedFile } from './file-breaks.ts';
import type { ReconcileSettings } from './reconcile-settings.ts';

/** The files of a day: those that can be compared, and what is wrong with others. */
export interface DayFiles {
  readonly statements: readonly DayStatement[];
  readonly breaks: readonly Break[];
  /** The reports of files that were refused; `undefined` where not even the name tells it. */
  readonly refused: ReadonlySet<StatementReport | undefined>;
}

/**
 * Opens the files of a day. One that is refused is a break, and no row of it is compared.
 *
 * @throws StatementError `ERR_STATEMENT_UNREADABLE`, `ERR_STATEMENT_CHANGED` where the disk is at fault: nothing can be said then.
 */
export async function openDayFiles(settings: ReconcileSettings, day: string): Promise<DayFiles> {
  const statements: DayStatement[] = [];
  const breaks: Break[] = [];
  const refused = new Set<StatementReport | undefined>();
  const of = { merchant: settings.merchant, day };
  for (const chosen of await chooseFiles(settings.register, settings.merchant, day)) {
    const opened = await openChosen(settings, chosen);
    if (opened instanceof StatementError) {
      breaks.push(refusedFile(of, chosen, opened));
      refused.add(reportOf(chosen));
      continue;
    }
    statements.push(opened);
    // The newer families rightly add to a report of yesterday. docs/wire/statements §3.3
    const isClassic = opened.statement.facts.family.startsWith('A');
    if (isClassic && chosen.formerSha256.length > 0) breaks.push(changedFile(of, chosen));
  }
  return { statements, breaks, refused };
}

function reportOf({ name }: ChosenFile): StatementReport | undefined {
  return name?.report === 'archive' ? undefined : name?.report;
}

async function openChosen(
  { statementFolder, statementOptions, signal }: ReconcileSettings,
  { file }: ChosenFile,
): Promise<DayStatement | StatementError> {
  const path = join(statementFolder, ...file.path.split('/'));
  try {
    const statement = await openStatement({ path, name: file.name }, { ...statementOptions, signal });
    if (statement.facts.sha256 !== file.sha256) throw notAsFetched(file.name);
    return { statement, revision: file.revision };
  } catch (error) {
    if (!(error instanceof StatementError) || !isRefusal(error)) throw error;
    // Bytes that were damaged here say nothing about what Alipay wrote.
    if ((await hashFile(path)).sha256 !== file.sha256) throw notAsFetched(file.name);
    return error;
  }
}

function isRefusal({ code }: StatementError): boolean {
  return code === 'ERR_STATEMENT_REFUSED' || code === 'ERR_STATEMENT_UNKNOWN';
}

function notAsFetched(file: string): StatementError {
  return new StatementError('ERR_STATEMENT_CHANGED', {
    what: `The statement ${file} on the disk is not the one that was fetched.`,
    money: 'Nothing was compared.',
    next: 'Move it aside and fetch it again.',
    file,
  });
}
