import { OptionError, StatementError } from '@alipay-intl/core/errors';
import { type CheckedFile, checkFile, type ReadablePlan } from './check-file.ts';
import { describeDefect } from './defect.ts';
import { type ReadingOptions, readingOptions, type StatementOptions } from './options.ts';
import { RecordReading } from './record-reading.ts';
import { nameOf, type StatementSource } from './source.ts';
import { readColumns, type StatementColumns } from './statement-columns.ts';
import type { StatementFacts } from './statement-facts.ts';
import type { StatementRecord } from './statement-record.ts';

/**
 * A statement file that was read once and found whole and right. Iterating reads it a second time and yields its
 * records; it can be iterated again. Memory does not grow with the file.
 */
export class Statement implements AsyncIterable<StatementRecord> {
  /** What is known about the file as a whole. */
  readonly facts: StatementFacts;
  readonly #source: StatementSource;
  readonly #readable: ReadablePlan;
  readonly #options: ReadingOptions;

  /** @internal */
  constructor(source: StatementSource, readable: ReadablePlan, options: ReadingOptions) {
    this.facts = readable.facts;
    this.#source = source;
    this.#readable = readable;
    this.#options = options;
  }

  /**
   * Yields the records in the order of the file.
   *
   * @throws StatementError `ERR_STATEMENT_CHANGED`, `ERR_STATEMENT_UNREADABLE`.
   */
  [Symbol.asyncIterator](): AsyncIterator<StatementRecord, undefined> {
    return new RecordIterator(() => this.#read());
  }

  /**
   * Yields the records as columns, without an object for each: {@link StatementColumns}.
   *
   * @param options - `rows`: how many records a batch has, 8192 when left out; the last has fewer, and so has one whose
   * ids take over 256 MiB.
   * @throws StatementError `ERR_STATEMENT_CHANGED`, `ERR_STATEMENT_UNREADABLE`; OptionError `ERR_OPTION_INVALID`.
   */
  async *batches(
    options: { readonly rows?: number } = {},
  ): AsyncGenerator<StatementColumns, void, undefined> {
    const { rows = batchRows } = options;
    if (!Number.isSafeInteger(rows) || rows < 1 || rows > 1_048_576) {
      throw new OptionError('ERR_OPTION_INVALID', {
        what: 'The rows of a batch are not a number from 1 to 1048576.',
        next: 'Correct the option rows.',
        issues: [{ path: 'rows', message: 'is out of range' }],
      });
    }
    const reading = await this.#read();
    try {
      yield* readColumns(reading, rows);
    } finally {
      await reading.close();
    }
  }

  #read(): Promise<RecordReading> {
    return RecordReading.open(this.#source, this.#readable, this.#options);
  }
}

/** Wide enough to spread the cost of a batch, small enough to stay in the cache. */
const batchRows = 8_192;

const done: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Hands out the records of a block without a pause; an async generator would take as long as reading them. */
class RecordIterator implements AsyncIterator<StatementRecord, undefined> {
  readonly #open: () => Promise<RecordReading>;
  #reading: RecordReading | undefined;
  #isOver = false;

  constructor(open: () => Promise<RecordReading>) {
    this.#open = open;
  }

  next(): Promise<IteratorResult<StatementRecord, undefined>> {
    const reading = this.#reading;
    if (reading?.next() === true) return Promise.resolve({ done: false, value: reading.record() });
    return this.#nextBlock();
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    await this.#end();
    return done;
  }

  async #nextBlock(): Promise<IteratorResult<StatementRecord, undefined>> {
    if (this.#isOver) return done;
    try {
      this.#reading ??= await this.#open();
      while (await this.#reading.fill()) {
        if (this.#reading.next()) return { done: false, value: this.#reading.record() };
      }
    } catch (error) {
      await this.#end();
      throw error;
    }
    await this.#end();
    return done;
  }

  async #end(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    this.#isOver = true;
    await reading?.close();
  }
}

/**
 * Opens a statement file: reads it from end to end, recognises its layout, decides its unit and checks every row, every
 * sum and its completeness. Only a file without a defect is opened; of any other no record is ever seen.
 *
 * @throws StatementError `ERR_STATEMENT_UNKNOWN` where no layout has such columns, `ERR_STATEMENT_REFUSED` with all
 * defects, `ERR_STATEMENT_UNREADABLE`; OptionError `ERR_OPTION_INVALID`.
 * @example
 * const statement = await openStatement({ path: '2088000000000000_transaction_20261121.txt' });
 * for await (const { ownId, gross } of statement) book(ownId, gross);
 */
export async function openStatement(
  source: StatementSource,
  options: StatementOptions = {},
): Promise<Statement> {
  const reading = readingOptions(options);
  const checked = await checkFile(source, reading);
  const { readable, findings } = checked;
  if (readable === undefined || findings.defects.length > 0) throw refusal(nameOf(source), checked);
  return new Statement(source, readable, reading);
}

/**
 * Opens a statement file and yields its records: {@link openStatement} for those who need no facts about the whole.
 *
 * @throws what {@link openStatement} throws, before the first record.
 */
export async function* readStatement(
  source: StatementSource,
  options: StatementOptions = {},
): AsyncGenerator<StatementRecord, void, undefined> {
  yield* await openStatement(source, options);
}

function refusal(file: string, { columnLine, findings }: CheckedFile): StatementError {
  if (columnLine !== undefined) {
    return new StatementError('ERR_STATEMENT_UNKNOWN', {
      what: `No known layout has the columns of ${file}: ${columnLine}`,
      money: 'No record of it was handed out.',
      next: 'Take the file as Alipay wrote it, not saved again by a spreadsheet; a new format of Alipay needs a newer version of this library.',
      file,
      columnLine,
    });
  }
  const { defects, more } = findings;
  const count = defects.length + more;
  const first = defects.slice(0, 3).map(describeDefect).join('; ');
  return new StatementError('ERR_STATEMENT_REFUSED', {
    what: `The statement ${file} has ${count === 1 ? 'a defect' : `${count} defects, first`}: ${first}.`,
    money: 'No record of it was handed out.',
    next: 'Fetch the file again; if it is the same, send Alipay support its name and these defects and ask for a corrected file.',
    file,
    defects,
    moreDefects: more,
  });
}
