import type { FetchedFiles, RecordedFile } from '../fetch/fetched-files.ts';
import { parseStatementName, type StatementName } from '../statement/file-name.ts';

/** A fetched file that a day is compared with. */
export interface ChosenFile {
  /** Its newest content. */
  readonly file: RecordedFile;
  readonly name: StatementName | undefined;
  /** SHA-256 of every other content that came under its name. */
  readonly formerSha256: readonly string[];
}

/**
 * The files that count for a day, each with its newest content, sorted by name. Archives are left out: what was in them was recorded
 * file by file. A settlement file without a day in its name counts for the day under which it first came, so that one which lies in
 * two directories is settled once.
 */
export async function chooseFiles(
  register: FetchedFiles,
  merchant: string,
  day: string,
): Promise<readonly ChosenFile[]> {
  const names = [...new Set((await register.list(merchant, day)).map(({ name }) => name))].sort();
  const chosen: ChosenFile[] = [];
  for (const text of names) {
    const name = parseStatementName(text);
    if (name?.report === 'archive' || /\.zip$/i.test(text)) continue;
    const arrivals = arrivalsFor(day, name, await register.arrivals(merchant, text));
    const file = arrivals.at(-1);
    if (file === undefined) continue;
    const contents = new Set(arrivals.map(({ sha256 }) => sha256));
    contents.delete(file.sha256);
    chosen.push({ file, name, formerSha256: [...contents] });
  }
  return chosen;
}

function arrivalsFor(
  day: string,
  name: StatementName | undefined,
  arrivals: readonly RecordedFile[],
): readonly RecordedFile[] {
  if (!isOfOneDay(name)) return arrivals.filter((file) => file.day === day);
  return arrivals[0]?.day === day ? arrivals : [];
}

/** Whether a name is given once. A batch number of zeros is that of any day without business. docs/wire/statements §3.3, §9.1 */
function isOfOneDay(name: StatementName | undefined): boolean {
  if (name === undefined) return false;
  return name.day !== undefined || (name.batchId !== undefined && !/^0+$/.test(name.batchId));
}
