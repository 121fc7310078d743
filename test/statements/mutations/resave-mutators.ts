import { isAmountColumn, isIdColumn, isTimeColumn, type Mutant, type Mutators } from './mutant.ts';

/** Changes all cells of some columns, as a program does that opens a file and saves it again. */
function changeAll(
  mutant: Mutant,
  isMeant: (column: string) => boolean,
  change: (cell: string) => string,
): boolean {
  const { columns, rows } = mutant.draft;
  const changed = rows.map((cells) =>
    cells.map((cell, at) => (isMeant(columns[at] ?? '') ? change(cell) : cell)),
  );
  const isChanged = changed.some((cells, row) => cells.some((cell, at) => cell !== rows[row]?.[at]));
  mutant.draft = { ...mutant.draft, rows: changed };
  return isChanged;
}

const rounded = (cell: string): string =>
  /^\d{16,}$/.test(cell) ? `${cell[0]}.${cell.slice(1, 6)}E+${cell.length - 1}` : cell;

const otherDate = (mutant: Mutant): ((cell: string) => string) => {
  const form = mutant.random.pick([
    '$1/$2/$3 $4:$5',
    '$3.$2.$1 $4:$5',
    '$2/$3/$1 $4:$5',
    '$3/$2/$1 $4:$5',
    '$2/$3/$1 $4:$5:$6',
  ]);
  return (cell) => cell.replace(/^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d).*$/, form);
};

/** A file that a spreadsheet has saved again. */
export const resaveMutators: Mutators = {
  'ids rounded to 2.01E+27': (mutant) => changeAll(mutant, isIdColumn, rounded),
  'ids rounded to zeros': (mutant) =>
    changeAll(mutant, isIdColumn, (cell) =>
      /^\d{16,}$/.test(cell) ? cell.slice(0, 15).padEnd(cell.length, '0') : cell,
    ),
  'ids without leading zeros': (mutant) =>
    changeAll(mutant, isIdColumn, (cell) => cell.replace(/^0+(?=\d)/, '')),
  'dates in another form': (mutant) => changeAll(mutant, isTimeColumn, otherDate(mutant)),
  'days alone': (mutant) => changeAll(mutant, isTimeColumn, (cell) => cell.slice(0, 10)),
  'amounts without zeros behind': (mutant) =>
    changeAll(mutant, isAmountColumn, (cell) => (cell.includes('.') ? cell.replace(/\.?0+$/, '') : cell)),
  'amounts with a currency sign': (mutant) =>
    changeAll(mutant, isAmountColumn, (cell) => (cell === '' ? cell : `$${cell}`)),
  'minus as brackets': (mutant) =>
    changeAll(mutant, isAmountColumn, (cell) => (cell.startsWith('-') ? `(${cell.slice(1)})` : cell)),
  'amounts times hundred': (mutant) =>
    changeAll(mutant, isAmountColumn, (cell) => (/^-?\d+\.\d\d$/.test(cell) ? cell.replace('.', '') : cell)),
  semicolons: (mutant) => {
    mutant.lineChanges.push((lines) => lines.map((line) => line.replaceAll(mutant.draft.delimiter, ';')));
  },
  tabs: (mutant) => {
    mutant.lineChanges.push((lines) => lines.map((line) => line.replaceAll(mutant.draft.delimiter, '\t')));
  },
};
