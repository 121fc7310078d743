import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Defect,
  inspectStatement,
  openStatement,
  type StatementOptions,
  type StatementRecord,
  type StatementSource,
} from '@alipay-intl/reconciliation';

/** A file of `samples/`, under its own name or another. */
export function sample(
  file: string,
  name: string = basename(file),
): StatementSource & { readonly path: string } {
  return { path: fileURLToPath(new URL(`../samples/${file}`, import.meta.url)), name };
}

export function sampleText(file: string): string {
  return readFileSync(sample(file).path, 'utf8');
}

/** A statement in memory. */
export function statementOf(content: string | Uint8Array, name = 'statement.txt'): StatementSource {
  return { name, bytes: typeof content === 'string' ? Buffer.from(content, 'utf8') : content };
}

export async function recordsOf(
  source: StatementSource,
  options?: StatementOptions,
): Promise<readonly StatementRecord[]> {
  const records: StatementRecord[] = [];
  for await (const record of await openStatement(source, options)) records.push(record);
  return records;
}

/** What is wrong with a file; empty where it would be opened. */
export async function defectsOf(
  source: StatementSource,
  options?: StatementOptions,
): Promise<readonly Defect[]> {
  return (await inspectStatement(source, options)).defects;
}

export async function codesOf(
  source: StatementSource,
  options?: StatementOptions,
): Promise<readonly string[]> {
  return [...new Set((await defectsOf(source, options)).map(({ code }) => code))];
}
