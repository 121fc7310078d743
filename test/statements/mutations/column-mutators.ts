import type { Mutant, Mutators } from './mutant.ts';

/** Changes the column names and, where wanted, the cells under them. */
function changeColumns(
  mutant: Mutant,
  changeNames: ((names: readonly string[], at: number, other: number) => readonly string[]) | undefined,
  changeCells?: (cells: readonly string[], at: number, other: number) => readonly string[],
): boolean {
  const { columns, rows } = mutant.draft;
  const at = mutant.random.between(0, columns.length - 1);
  const other = (at + mutant.random.between(1, columns.length - 1)) % columns.length;
  mutant.draft = {
    ...mutant.draft,
    columns: changeNames?.(columns, at, other) ?? columns,
    rows: rows.map((cells) => changeCells?.(cells, at, other) ?? cells),
  };
  return true;
}

const dropped = (list: readonly string[], at: number): readonly string[] => list.toSpliced(at, 1);
const twice = (list: readonly string[], at: number): readonly string[] =>
  list.toSpliced(at, 0, list[at] ?? '');
const swapped = (list: readonly string[], at: number, other: number): readonly string[] =>
  at < list.length && other < list.length
    ? list.with(at, list[other] ?? '').with(other, list[at] ?? '')
    : list;

/** Column names and columns that are not where they were. */
export const columnMutators: Mutators = {
  'a column renamed': (mutant) =>
    changeColumns(mutant, (names, at) =>
      names.with(at, mutant.random.pick(['', 'Foo', `${names[at]}2`, (names[at] ?? '').slice(1)])),
    ),
  'a column written otherwise': (mutant) =>
    changeColumns(mutant, (names, at) => names.with(at, ` ${(names[at] ?? '').toUpperCase()} `)),
  'a column dropped': (mutant) => changeColumns(mutant, dropped, dropped),
  'a column name dropped': (mutant) => changeColumns(mutant, dropped),
  'a column of cells dropped': (mutant) => changeColumns(mutant, undefined, dropped),
  'a column twice': (mutant) => changeColumns(mutant, twice, twice),
  'a column name twice': (mutant) => changeColumns(mutant, twice),
  'a name over two columns': (mutant) =>
    changeColumns(mutant, (names, at, other) => names.with(other, names[at] ?? '')),
  'two column names swapped': (mutant) => changeColumns(mutant, swapped),
  'the cells of two columns swapped': (mutant) => changeColumns(mutant, undefined, swapped),
  'two columns swapped': (mutant) => changeColumns(mutant, swapped, swapped),
  'an unknown column put': (mutant) =>
    changeColumns(
      mutant,
      (names, at) => names.toSpliced(at, 0, 'Moon_phase'),
      (cells, at) => cells.toSpliced(at, 0, 'full'),
    ),
  'all names shifted by one': (mutant) =>
    changeColumns(mutant, (names) => [...names.slice(1), names[0] ?? '']),
};
