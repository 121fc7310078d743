import {
  changeCell,
  isAmountColumn,
  isIdColumn,
  isTimeColumn,
  type Mutant,
  type Mutators,
  replaceAt,
} from './mutant.ts';

const otherDigit = (mutant: Mutant, cell: string): string | undefined => {
  const places = [...cell.matchAll(/\d/g)].map(({ index }) => index);
  const at = places[mutant.random.between(0, Math.max(0, places.length - 1))];
  if (at === undefined) return undefined;
  return replaceAt(cell, at, String((Number(cell[at]) + mutant.random.between(1, 9)) % 10));
};

const any = (): boolean => true;
const hasDigit = (_: string, cell: string): boolean => /\d/.test(cell);
const amountWith = (pattern: RegExp) => (column: string, cell: string) =>
  isAmountColumn(column) && pattern.test(cell);

/** Adds one to the last digit, or takes one away: the smallest error that money can have. */
const nudged = (mutant: Mutant, cell: string): string =>
  cell.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + (mutant.random.chance(0.5) ? 1 : 9)) % 10));

/** A cell that says something else than it did. */
export const cellMutators: Mutators = {
  'a digit changed': (mutant) => changeCell(mutant, hasDigit, (cell) => otherDigit(mutant, cell)),
  'a digit of an amount changed': (mutant) =>
    changeCell(mutant, amountWith(/\d/), (cell) => otherDigit(mutant, cell)),
  'the last digit of an amount off by one': (mutant) =>
    changeCell(mutant, amountWith(/\d/), (cell) => nudged(mutant, cell)),
  'a digit of an id changed': (mutant) =>
    changeCell(
      mutant,
      (column, cell) => isIdColumn(column) && /\d/.test(cell),
      (cell) => otherDigit(mutant, cell),
    ),
  'a digit of a time changed': (mutant) =>
    changeCell(
      mutant,
      (column, cell) => isTimeColumn(column) && /\d/.test(cell),
      (cell) => otherDigit(mutant, cell),
    ),
  'a digit lost': (mutant) => changeCell(mutant, amountWith(/\d/), (cell) => cell.replace(/\d/, '')),
  'a sign turned': (mutant) =>
    changeCell(mutant, amountWith(/[1-9]/), (cell) =>
      cell.startsWith('-') ? cell.slice(1) : `-${cell.replace('+', '')}`,
    ),
  'a plus put': (mutant) => changeCell(mutant, amountWith(/^\d/), (cell) => `+${cell}`),
  'a decimal point lost': (mutant) => changeCell(mutant, amountWith(/\./), (cell) => cell.replace('.', '')),
  'a decimal point moved': (mutant) =>
    changeCell(mutant, amountWith(/\d\.\d/), (cell) =>
      mutant.random.chance(0.5)
        ? cell.replace(/(\d)\.(\d)/, '.$1$2')
        : cell.replace(/\.(\d)/, '$1.').replace(/\.$/, ''),
    ),
  'a decimal point put': (mutant) =>
    changeCell(mutant, amountWith(/^-?\d{3,}$/), (cell) => `${cell.slice(0, -2)}.${cell.slice(-2)}`),
  'a decimal comma': (mutant) => changeCell(mutant, amountWith(/\./), (cell) => cell.replace('.', ',')),
  'thousands put apart': (mutant) =>
    changeCell(mutant, amountWith(/\d{4}/), (cell) => cell.replace(/(\d)(\d{3})(?=\.|$)/, '$1,$2')),
  'zeros put behind': (mutant) => changeCell(mutant, amountWith(/\.\d/), (cell) => `${cell}0`),
  'a cell emptied': (mutant) =>
    changeCell(
      mutant,
      (_, cell) => cell !== '',
      () => '',
    ),
  'an amount emptied': (mutant) => changeCell(mutant, amountWith(/[1-9]/), () => ''),
  'an amount is a dash': (mutant) => changeCell(mutant, amountWith(/[1-9]/), () => '-'),
  'an amount is null': (mutant) =>
    changeCell(mutant, amountWith(/[1-9]/), () => mutant.random.pick(['null', 'NaN', '0x10', '1e3'])),
  'two cells of a row swapped': swapCells,
  'a cell of the row above': copyAbove,
  'the type another': (mutant) =>
    changeCell(
      mutant,
      (column) => /type$/i.test(column) && !/method/i.test(column),
      () =>
        mutant.random.pick([
          'P',
          'R',
          'PAYMENT',
          'REFUND',
          'CANCEL',
          'DISPUTE',
          'RESERVE',
          'X',
          'TOTAL',
          'VOID',
        ]),
    ),
  'the currency another': (mutant) =>
    changeCell(
      mutant,
      (column) => /currency$/i.test(column),
      () => mutant.random.pick(['USD', 'JPY', 'KWD', 'EUR', 'usd', 'XX', 'ZZZ']),
    ),
  'a letter changed': (mutant) =>
    changeCell(
      mutant,
      (_, cell) => /[a-z]/i.test(cell),
      (cell) => cell.replace(/[a-z]/i, 'q'),
    ),
  'blanks within': (mutant) =>
    changeCell(mutant, any, (cell) => (cell.length < 2 ? undefined : `${cell.slice(0, 1)} ${cell.slice(1)}`)),
  'blanks around': (mutant) =>
    changeCell(mutant, any, (cell) =>
      ` \t${cell}\u00a0 `.slice(0, mutant.draft.style.encoding === 'utf-8' ? undefined : 2 + cell.length),
    ),
  'full-width digits': (mutant) =>
    mutant.draft.style.encoding === 'utf-8' &&
    changeCell(mutant, amountWith(/\d/), (cell) =>
      cell.replace(/\d/, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    ),
};

function swapCells(mutant: Mutant): boolean {
  const { rows } = mutant.draft;
  const { random } = mutant;
  const at = rows.length === 0 ? -1 : random.between(0, rows.length - 1);
  const row = rows[at];
  if (row === undefined) return false;
  const [one, other] = [random.between(0, row.length - 1), random.between(0, row.length - 1)];
  if (row[one] === row[other]) return false;
  const swapped = row.with(one, row[other] ?? '').with(other, row[one] ?? '');
  mutant.draft = { ...mutant.draft, rows: rows.with(at, swapped) };
  return true;
}

function copyAbove(mutant: Mutant): boolean {
  const { rows } = mutant.draft;
  if (rows.length < 2) return false;
  const at = mutant.random.between(1, rows.length - 1);
  const [above, row] = [rows[at - 1] ?? [], rows[at] ?? []];
  const column = mutant.random.between(0, row.length - 1);
  if (above[column] === row[column]) return false;
  mutant.draft = { ...mutant.draft, rows: rows.with(at, row.with(column, above[column] ?? '')) };
  return true;
}
