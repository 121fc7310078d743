import { open } from 'node:fs/promises';
import { readQuotedRecord } from '../statement/quoted-record.ts';
import type { LedgerFaults } from './ledger-faults.ts';
import { shownValue } from './shown-value.ts';

const requiredColumns = ['kind', 'ownId', 'status', 'currency', 'amount', 'occurredAt'] as const;
const optionalColumns = ['providerId', 'originalOwnId', 'originalProviderId'] as const;

export type LedgerColumn = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

const headerBytesMax = 4_096;

/**
 * Reads the column names of a CSV file of own books.
 *
 * @returns the columns in the order of the file; `undefined` where they are not those of own books, which is then among the faults.
 */
export async function readCsvHeader(
  path: string,
  faults: LedgerFaults,
): Promise<readonly LedgerColumn[] | undefined> {
  const names = namesOf(await firstBytes(path));
  const fault = (message: string): void => faults.add('line 1', { path: '', message });
  if (typeof names === 'string') {
    fault(names);
    return undefined;
  }
  const before = faults.count;
  for (const [index, name] of names.entries()) {
    if (!isColumn(name)) fault(`column ${index + 1} is ${shownValue(name)}, which own books do not have`);
    else if (names.indexOf(name) < index) fault(`the column ${name} is there twice`);
  }
  for (const name of requiredColumns) if (!names.includes(name)) fault(`the column ${name} is missing`);
  return faults.count === before ? names.filter(isColumn) : undefined;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytesMax), 0, headerBytesMax, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The names, or what is wrong. */
function namesOf(bytes: Buffer): readonly string[] | string {
  if (bytes.length === 0) return 'the file is empty; expected a line with the column names';
  const end = bytes.indexOf(0x0a);
  if (end < 0 && bytes.length === headerBytesMax) return noHeader;
  const line = textOf(bytes.subarray(0, end < 0 ? bytes.length : end));
  if (line === undefined) return 'the file is not UTF-8 text; a compressed file must be unpacked first';
  return readQuotedRecord(line.replace(/\r$/, ''), ',', headerBytesMax) ?? noHeader;
}

const noHeader = 'there is no line with column names, separated by commas and ended by a line feed';

/** Without its byte order mark. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isColumn(name: string): name is LedgerColumn {
  return [...requiredColumns, ...optionalColumns].some((column) => column === name);
}
