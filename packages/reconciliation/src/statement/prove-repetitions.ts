import { type CheckedRows, suspectsMax } from './check-rows.ts';
import type { Findings } from './defect.ts';
import { LineBlocks } from './line-blocks.ts';
import type { Opening } from './opening.ts';
import type { ReadingOptions } from './options.ts';
import { type Assumption, withFeed } from './reading.ts';
import { partsOf, RepeatedRows } from './repeated-rows.ts';
import { RowCursor } from './row-cursor.ts';
import { keyTextOf } from './row-key.ts';
import { alignRow } from './row-shape.ts';
import type { StatementSource } from './source.ts';

type Suspicion = Pick<CheckedRows, 'rows' | 'suspects' | 'hasMoreSuspects' | 'key'>;

/**
 * Reads the file once more where rows may repeat earlier ones, and reports those that do. Where there are more suspects
 * than are kept and none of those is proven, it is read again part by part until each row was compared.
 */
export async function proveRepetitions(
  source: StatementSource,
  options: ReadingOptions,
  { encoding }: Pick<Assumption, 'encoding'>,
  { opening, rows }: { readonly opening: Opening; readonly rows: Suspicion },
  findings: Findings,
): Promise<void> {
  const { key } = rows;
  const forEach = (look: (cursor: RowCursor) => void): Promise<void> =>
    forEachRow(source, options, { encoding }, opening, look);
  const prove = async (suspects: ReadonlySet<string>): Promise<boolean> => {
    if (suspects.size === 0) return false;
    const firstLines = new Map<string, number>();
    let isProven = false;
    await forEach((cursor) => {
      const text = keyTextOf(cursor, key);
      if (!suspects.has(text)) return;
      const firstLine = firstLines.get(text);
      if (firstLine === undefined) firstLines.set(text, cursor.line);
      else {
        isProven = true;
        findings.add(repetition(cursor, firstLine, opening.columns.names[key.places[1] ?? 0]));
      }
    });
    return isProven;
  };
  if ((await prove(rows.suspects)) || !rows.hasMoreSuspects) return;
  for (const part of partsOf(rows.rows)) {
    const repeated = new RepeatedRows(key, undefined, part);
    const suspects = new Set<string>();
    await forEach((cursor) => {
      if (repeated.isSuspect(cursor) && suspects.size < suspectsMax) suspects.add(keyTextOf(cursor, key));
    });
    if (await prove(suspects)) return;
  }
}

function forEachRow(
  source: StatementSource,
  options: ReadingOptions,
  { encoding }: Pick<Assumption, 'encoding'>,
  opening: Opening,
  look: (cursor: RowCursor) => void,
): Promise<void> {
  return withFeed(source, options.signal, async (feed) => {
    const blocks = new LineBlocks(feed, { encoding, lineBytesMax: options.lineBytesMax });
    const cursor = new RowCursor(blocks, opening.delimiter, options.lineBytesMax);
    let before = opening.rowsBefore;
    while ((await blocks.fill()) === 'lines') {
      while (cursor.advance()) if (before-- <= 0 && alignRow(cursor, opening)) look(cursor);
    }
  });
}

function repetition(
  { line }: RowCursor,
  firstLine: number,
  column: string | undefined,
): Parameters<Findings['add']>[0] {
  const expected = `another type or other ids than line ${firstLine} has`;
  return { code: 'ROW_REPEATED', line, ...(column === undefined ? {} : { column }), expected };
}
