import type { Findings } from './defect.ts';
import { LineBlocks } from './line-blocks.ts';
import type { Opening } from './opening.ts';
import type { ReadingOptions } from './options.ts';
import { type Assumption, type Reading, withFeed } from './reading.ts';
import { rowKey } from './repeated-rows.ts';
import { RowCursor } from './row-cursor.ts';
import { alignRow } from './row-shape.ts';
import type { StatementSource } from './source.ts';

/** Reads the file once more where rows may repeat earlier ones, and reports those that do. */
export async function proveRepetitions(
  source: StatementSource,
  options: ReadingOptions,
  { encoding }: Assumption,
  { opening, rows }: NonNullable<Reading['body']>,
  findings: Findings,
): Promise<void> {
  const { suspects, keyPlaces } = rows;
  if (suspects.size === 0) return;
  const firstLines = new Map<string, number>();
  await forEachRow(source, options, { encoding }, opening, (cursor) => {
    const key = rowKey(cursor, keyPlaces);
    if (!suspects.has(key)) return;
    const firstLine = firstLines.get(key);
    if (firstLine === undefined) firstLines.set(key, cursor.line);
    else findings.add(repetition(cursor, firstLine, opening.columns.names[keyPlaces[1] ?? 0]));
  });
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
