import {
  checkBatch,
  openStatement,
  type StatementFacts,
  type StatementOptions,
} from '@alipay-intl/reconciliation';
import { asTrueRecord } from '../day/read-truth.ts';
import type { TrueRecord } from '../day/true-record.ts';

/** A file that was opened, with all its records. */
export interface ReadFile {
  readonly facts: StatementFacts;
  readonly records: readonly TrueRecord[];
}

/** What the trial asks of a reader; a planted defect puts another in its place. */
export interface ReaderUnderTest {
  /** Throws where the file is refused. */
  read(name: string, bytes: Buffer, options: StatementOptions): Promise<ReadFile>;
  /** Names what files of a batch say against each other. */
  check(files: readonly { readonly facts: StatementFacts }[]): readonly string[];
}

/** The reader of the library. */
export const libraryReader: ReaderUnderTest = {
  async read(name, bytes, options) {
    const statement = await openStatement({ name, bytes }, options);
    const records: TrueRecord[] = [];
    for await (const record of statement) records.push(asTrueRecord(record));
    return { facts: statement.facts, records };
  },
  check: (files) => checkBatch(files).defects.map(({ code }) => code),
};
