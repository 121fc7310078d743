import { StatementError } from '@alipay-intl/core/errors';
import { NetFindings } from './accepted-net.ts';
import type { ReadablePlan } from './check-file.ts';
import { LineBlocks } from './line-blocks.ts';
import type { ReadingOptions } from './options.ts';
import { RowCheck } from './row-check.ts';
import { isEndLine, type LineWindow, RowCursor } from './row-cursor.ts';
import { createDetailReader } from './row-detail.ts';
import { RowMoney } from './row-money.ts';
import { RowReader } from './row-reader.ts';
import { alignRow } from './row-shape.ts';
import { type ByteFeed, openFeed, type StatementSource } from './source.ts';
import type { StatementFacts } from './statement-facts.ts';
import { type ReadDetail, StatementRecord } from './statement-record.ts';

/**
 * The second reading of a file that was checked: walks over its rows. Each block is proven to be the bytes that were
 * checked before a row of it is handed out.
 */
export class RecordReading {
  readonly row: RowReader;
  readonly money: RowMoney;
  readonly cursor: RowCursor;
  /** The lines of the present block. */
  readonly window: LineWindow;
  /** Where a person has accepted nets that do not follow from the rest: what is wrong with that of the present row. */
  readonly net: NetFindings | undefined;
  readonly #blocks: LineBlocks;
  readonly #feed: ByteFeed;
  readonly #readable: ReadablePlan;
  readonly #layout: string;
  readonly #batchId: string | undefined;
  readonly #readDetail: ReadDetail;
  readonly #check: RowCheck | undefined;
  #before: number;

  private constructor(readable: ReadablePlan, { lineBytesMax }: ReadingOptions, feed: ByteFeed) {
    const { facts, opening, plan, digest } = readable;
    const { encoding } = facts;
    this.#readable = readable;
    this.#feed = feed;
    this.#blocks = new LineBlocks(feed, { encoding, lineBytesMax, expected: digest });
    this.cursor = new RowCursor(this.#blocks, opening.delimiter, lineBytesMax);
    this.window = this.#blocks;
    this.net = hasAcceptedNets(facts) ? new NetFindings() : undefined;
    this.row = new RowReader(plan, this.cursor, this.net);
    this.money = new RowMoney(this.row);
    this.#check =
      this.net === undefined ? undefined : new RowCheck(this.row, this.money, this.cursor, this.net);
    this.#before = opening.rowsBefore;
    this.#layout = facts.layout;
    this.#batchId = facts.fileName?.batchId;
    this.#readDetail = createDetailReader(plan, opening);
  }

  static async open(
    source: StatementSource,
    readable: ReadablePlan,
    options: ReadingOptions,
  ): Promise<RecordReading> {
    return new RecordReading(readable, options, await openFeed(source, options.signal));
  }

  /** Loads the next block; `false` at the end of the file. @throws StatementError `ERR_STATEMENT_CHANGED`. */
  async fill(): Promise<boolean> {
    const state = await this.#blocks.fill();
    if (state !== 'lines' && state !== 'end') throw changed(this.#readable.facts.name);
    return state === 'lines';
  }

  /** Reads the next record row of the present block; `false` where there is none. */
  next(): boolean {
    const { cursor } = this;
    while (cursor.advance()) {
      if (this.#before > 0) this.#before--;
      else if (!isEndLine(cursor) && alignRow(cursor, this.#readable.opening)) {
        this.#readRow();
        return true;
      }
    }
    return false;
  }

  #readRow(): void {
    this.net?.clear();
    this.row.read();
    // Which of two fees was taken is told by the conversion.
    if (this.row.plan.hasTwoFees || this.#check !== undefined) this.row.readChecked();
    this.money.take();
    this.#check?.check();
  }

  /** Where the present row names its payment's own id. */
  get originalPlace(): number {
    const { plan, type } = this.row;
    const { remark, originalOwnId } = plan.columns.places;
    return plan.layout.originalInRemark === true && type.kind === 'refund' ? remark : originalOwnId;
  }

  /** The row that was just read, as a record. */
  record(): StatementRecord {
    const { cursor, row } = this;
    const { places } = row.plan.columns;
    const text = cursor.lineText();
    return new StatementRecord(
      {
        line: cursor.line,
        text,
        layout: this.#layout,
        batchId: this.#batchId,
        ownId: cursor.cellOf(text, places.ownId),
        providerId: cursor.cellOf(text, places.providerId),
        originalOwnId: cursor.cellOf(text, this.originalPlace),
        originalProviderId: cursor.cellOf(text, places.originalProviderId),
      },
      row,
      this.money,
      this.#readDetail,
    );
  }

  async close(): Promise<void> {
    await this.#feed.close();
  }
}

/** Whether a person has accepted nets that do not follow from the rest. */
export function hasAcceptedNets({ warnings }: StatementFacts): boolean {
  return warnings.some(({ code, about }) => code === 'DEFECT_ACCEPTED' && about === 'NET_FORMULA_MISMATCH');
}

function changed(file: string): StatementError {
  return new StatementError('ERR_STATEMENT_CHANGED', {
    what: `The statement ${file} changed after it was checked.`,
    money:
      'The records handed out so far come from bytes that were checked; none came from the changed ones.',
    next: 'Drop what was read, make sure that nothing writes to the file, and open it again.',
    file,
  });
}
