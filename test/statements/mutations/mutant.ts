import type { Random } from '../../trial/random.ts';
import type { Draft, Made, Unit } from '../day/draft.ts';

/** A file that is being changed: as a table, and how its bytes are changed after it was written. */
export interface Mutant {
  readonly made: Made;
  readonly random: Random;
  draft: Draft;
  /** Changes the lines when they are written. */
  readonly lineChanges: ((lines: readonly string[]) => readonly string[])[];
  /** Changes the bytes when they are written. */
  readonly byteChanges: ((bytes: Buffer) => Buffer)[];
  /** The unit that the caller claims, where he does. */
  claimedUnit: Unit | undefined;
  name: string;
  readonly changes: string[];
}

/** One way to change a file. `false` where it does not fit this one. */
export type Mutator = (mutant: Mutant) => unknown;
export type Mutators = Readonly<Record<string, Mutator>>;

/** A number below another, or nothing where there is none. */
export function below(random: Random, count: number): number | undefined {
  return count <= 0 ? undefined : random.between(0, count - 1);
}

/** Changes one cell; `false` where the table has no such cell or it stays the same. */
export function changeCell(
  mutant: Mutant,
  isMeant: (column: string, cell: string) => boolean,
  change: (cell: string) => string | undefined,
): boolean {
  const { rows, columns } = mutant.draft;
  const places = rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) => (isMeant(columns[column] ?? '', cell) ? [[row, column] as const] : [])),
  );
  const at = below(mutant.random, places.length);
  const [row, column] = (at === undefined ? undefined : places[at]) ?? [];
  if (row === undefined || column === undefined) return false;
  const before = rows[row]?.[column] ?? '';
  const after = change(before);
  if (after === undefined || after === before) return false;
  mutant.draft = { ...mutant.draft, rows: rows.with(row, (rows[row] ?? []).with(column, after)) };
  return true;
}

export const isAmountColumn = (column: string): boolean =>
  /amount|fee$|^fee|settlement$|charge|commission|AmountValue$|disputeHandlingFee$/i.test(column) &&
  !/currency/i.test(column);
export const isIdColumn = (column: string): boolean =>
  /id$|_no$|_ID$/.test(column) && !/merchant|customer|store|batch/i.test(column);
export const isTimeColumn = (column: string): boolean => /time|date/i.test(column);

/** Replaces one letter of a text. */
export function replaceAt(text: string, at: number, letter: string): string {
  return text.slice(0, at) + letter + text.slice(at + 1);
}
