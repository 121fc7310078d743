import {
  checkBatch,
  openStatement,
  type Statement,
  type StatementOptions,
  type StatementRecord,
} from '@alipay-intl/reconciliation';
import type { FetchedStatement } from '@alipay-intl/reconciliation/fetch';
import type { BookFile, StatementBooks } from '@alipay-intl/simulator';
import { expect } from 'vitest';
import { toldByBooks, toldByRecord } from './told-rows.ts';
import { batchesByBooks, sumByRecord, summaryByBooks, type ToldSum } from './told-sums.ts';

/** A statement as it was fetched and read. */
interface ReadFile {
  readonly statement: Statement;
  readonly records: readonly StatementRecord[];
}

/**
 * Reads the files of a day as they lie on the disk and compares every record, and what is known of each file, with the
 * books. Returns how many rows were compared.
 */
export async function expectBooks(
  books: StatementBooks,
  files: readonly FetchedStatement[],
  unit: StatementOptions['unit'],
): Promise<number> {
  const read: ReadFile[] = [];
  let rows = 0;
  for (const book of books.files) {
    const parts: ReadFile[] = [];
    for (const { path, name } of files.filter((file) => isOf(file, book))) {
      const isAsked = book.family === 'B1' || book.family === 'B2';
      const statement = await openStatement({ path, name }, isAsked ? { unit } : {});
      const records: StatementRecord[] = [];
      for await (const record of statement) records.push(record);
      parts.push({ statement, records });
    }
    expectFacts(book, parts);
    if (book.report === 'summary') expectSums(parts, summaryByBooks(book));
    else if (book.report === 'archive') expectArchive(book, parts);
    else expectRows(book, parts);
    rows += book.entries.length;
    read.push(...parts);
  }
  expect(checkBatch(read.map(({ statement }) => statement))).toEqual({ complete: true, defects: [] });
  return rows;
}

/** The files of an archive are named behind it; the archive itself is no statement. */
function isOf({ remotePath }: FetchedStatement, { path, report }: BookFile): boolean {
  return report === 'archive' ? remotePath.startsWith(`${path}!`) : remotePath === path;
}

function expectFacts({ path, family, report }: BookFile, parts: readonly ReadFile[]): void {
  expect([path, parts.length > 0]).toEqual([path, true]);
  for (const { statement, records } of parts) {
    const { facts } = statement;
    // The batch file in the archive is that of §5.2 in every family (docs/wire/statements §6.1).
    const shown = facts.report === 'batch' ? 'A2' : family;
    expect({ path, family: facts.family, rows: facts.rows }).toEqual({
      ...{ path, rows: records.length },
      family: shown,
    });
    if (report !== 'archive') expect({ path, report: facts.report }).toEqual({ path, report });
  }
}

function expectRows(book: BookFile, parts: readonly ReadFile[]): void {
  const records = parts.flatMap((part) => part.records);
  const told = { path: book.path, rows: records.map(toldByRecord) };
  expect(told).toEqual({ path: book.path, rows: book.entries.map((entry) => toldByBooks(book, entry)) });
}

/** TOTAL may come first or last. */
function expectSums(parts: readonly ReadFile[], sums: readonly ToldSum[]): void {
  const records = parts.flatMap((part) => part.records);
  const order = (one: ToldSum, other: ToldSum): number =>
    `${one.batchId}${one.printedType}` < `${other.batchId}${other.printedType}` ? -1 : 1;
  expect(records.map(sumByRecord).toSorted(order)).toEqual(sums.toSorted(order));
}

function expectArchive(book: BookFile, parts: readonly ReadFile[]): void {
  const isBatch = ({ statement }: ReadFile): boolean => statement.facts.report === 'batch';
  expectSums(parts.filter(isBatch), batchesByBooks(book));
  const details = parts.filter((part) => !isBatch(part));
  const batches = details.map(({ statement }) => statement.facts.fileName?.batchId);
  expect(batches.toSorted()).toEqual([...new Set(book.entries.map(({ batchId }) => batchId))].toSorted());
  for (const part of details) {
    const { batchId } = part.statement.facts.fileName ?? {};
    expectRows({ ...book, entries: book.entries.filter((entry) => entry.batchId === batchId) }, [part]);
  }
}
