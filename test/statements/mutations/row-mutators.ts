import { below, type Mutant, type Mutators } from './mutant.ts';

type Rows = Mutant['draft']['rows'];

/** Replaces the rows of a mutant, where there are any and they become others. */
function changeRows(mutant: Mutant, change: (rows: Rows, at: number) => Rows | undefined): boolean {
  const { rows } = mutant.draft;
  const at = below(mutant.random, rows.length);
  const changed = at === undefined ? undefined : change(rows, at);
  if (changed === undefined) return false;
  mutant.draft = { ...mutant.draft, rows: changed };
  return true;
}

/** Rows that are lost, repeated or moved. */
export const rowMutators: Mutators = {
  'a row dropped': (mutant) => changeRows(mutant, (rows, at) => rows.toSpliced(at, 1)),
  'the last row dropped': (mutant) => changeRows(mutant, (rows) => rows.slice(0, -1)),
  'a row twice': (mutant) => changeRows(mutant, (rows, at) => rows.toSpliced(at, 0, rows[at] ?? [])),
  'all rows twice': (mutant) => changeRows(mutant, (rows) => [...rows, ...rows]),
  'two rows swapped': (mutant) =>
    changeRows(mutant, (rows, at) => {
      const other = below(mutant.random, rows.length) ?? 0;
      return other === at ? undefined : rows.with(at, rows[other] ?? []).with(other, rows[at] ?? []);
    }),
  'rows in reverse': (mutant) =>
    changeRows(mutant, (rows) => (rows.length < 2 ? undefined : rows.toReversed())),
  'a row in place of another': (mutant) =>
    changeRows(mutant, (rows, at) => {
      const other = below(mutant.random, rows.length) ?? 0;
      return other === at ? undefined : rows.with(at, rows[other] ?? []);
    }),
  'the end of a row lost': (mutant) =>
    changeRows(mutant, (rows, at) =>
      rows.with(at, (rows[at] ?? []).slice(0, mutant.random.between(1, (rows[at] ?? []).length - 1))),
    ),
  'a row run into the next': (mutant) =>
    changeRows(mutant, (rows, at) =>
      at + 1 >= rows.length
        ? undefined
        : rows.toSpliced(at, 2, [...(rows[at] ?? []), ...(rows[at + 1] ?? [])]),
    ),
  'a cell lost': (mutant) =>
    changeRows(mutant, (rows, at) =>
      rows.with(at, (rows[at] ?? []).toSpliced(mutant.random.between(0, 9), 1)),
    ),
  'a cell twice': (mutant) =>
    changeRows(mutant, (rows, at) => {
      const column = mutant.random.between(0, (rows[at] ?? []).length - 1);
      return rows.with(at, (rows[at] ?? []).toSpliced(column, 0, rows[at]?.[column] ?? ''));
    }),
  'an empty cell more at the end': (mutant) =>
    changeRows(mutant, (rows, at) => rows.with(at, [...(rows[at] ?? []), ''])),
  'an empty cell more in the middle': (mutant) =>
    changeRows(mutant, (rows, at) =>
      rows.with(at, (rows[at] ?? []).toSpliced(mutant.random.between(0, 8), 0, '')),
    ),
};
