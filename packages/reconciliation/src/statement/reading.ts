import { CheckedRows } from './check-rows.ts';
import type { Defect, Findings } from './defect.ts';
import type { StatementName } from './file-name.ts';
import { type BlockState, type FileDigest, LineBlocks, type StatementEncoding } from './line-blocks.ts';
import { type Opening, readOpening } from './opening.ts';
import type { ReadingOptions } from './options.ts';
import type { RowPlan, StatementUnit } from './row-reader.ts';
import { type ByteFeed, openFeed, type StatementSource } from './source.ts';

/** What a reading takes for granted; where it turns out wrong, the file is read again. */
export interface Assumption {
  readonly encoding: StatementEncoding;
  /** The bytes may be of another encoding as well. */
  readonly isUnsure?: boolean | undefined;
  readonly unit: StatementUnit;
}

/** One reading of a file from its first to its last byte. */
export interface Reading {
  /** `end` where all of it was read. */
  readonly state: BlockState;
  readonly digest: FileDigest;
  readonly lastLineIsOpen: boolean;
  /** What the bytes are instead of a statement. */
  readonly foreign?: string | undefined;
  /** The column line that no layout has. */
  readonly columnLine?: string | undefined;
  readonly body?:
    | { readonly opening: Opening; readonly plan: RowPlan; readonly rows: CheckedRows }
    | undefined;
}

/** Reads and checks the rows of a file under an assumption. */
export function readWhole(
  source: StatementSource,
  name: StatementName | undefined,
  options: ReadingOptions,
  assumption: Assumption,
  findings: Findings,
): Promise<Reading> {
  return withFeed(source, options.signal, async (feed) => {
    const blocks = new LineBlocks(feed, {
      encoding: assumption.encoding,
      lineBytesMax: options.lineBytesMax,
    });
    let state = await blocks.fill();
    const opening = state === 'lines' ? readOpening(blocks, name, options.lineBytesMax) : 'empty';
    const unread = (): Reading => {
      const { foreign, lastLineIsOpen } = blocks;
      return { state, digest: blocks.digest(), lastLineIsOpen, foreign };
    };
    if (opening === 'empty') return unread();
    if (!('layout' in opening)) return { ...unread(), columnLine: opening.columnLine };
    const unit = opening.layout.unit === 'ask' ? assumption.unit : 'major';
    const { layout, columns } = opening;
    const hasTwoFees = columns.places.fee >= 0 && columns.fees.length > 0;
    const plan: RowPlan = { layout, columns, unit, hasTwoFees };
    const rows = new CheckedRows(plan, opening, blocks, options, findings);
    while (state === 'lines') {
      rows.takeBlock();
      state = await blocks.fill();
    }
    return { ...unread(), body: { opening, plan, rows } };
  });
}

/** Opens a source, and closes it whatever happens. */
export async function withFeed<T>(
  source: StatementSource,
  signal: AbortSignal | undefined,
  work: (feed: ByteFeed) => Promise<T>,
): Promise<T> {
  const feed = await openFeed(source, signal);
  try {
    return await work(feed);
  } finally {
    await feed.close();
  }
}

/** Why a reading ended before the end of the file, as a defect. */
export function faultOf({ state, foreign }: Reading, options: ReadingOptions): Defect | undefined {
  if (state === 'not-text') {
    const { encoding } = options;
    const encodings = encoding === undefined ? 'UTF-8, or GB18030' : `${encoding.toUpperCase()}, as set,`;
    return { code: 'ENCODING_INVALID', expected: `${encodings} throughout` };
  }
  if (state === 'foreign') return { code: 'ENCODING_INVALID', expected: `text; this is ${foreign}` };
  if (state === 'line-too-long') {
    return { code: 'LINE_TOO_LONG', expected: `lines of at most ${options.lineBytesMax} bytes` };
  }
  return undefined;
}
