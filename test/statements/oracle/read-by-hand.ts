import type { Draft, Unit } from '../day/draft.ts';
import type { TrueRecord } from '../day/true-record.ts';
import { digitsOf } from './cell-by-hand.ts';
import { RowByHand } from './row-by-hand.ts';
import { type Role, roleOf } from './rules.ts';
import { splitByHand } from './split-by-hand.ts';

/** What the bytes of a file say by themselves: its records, and every contradiction that a reader could have noticed. */
export interface HandFile {
  readonly records: readonly TrueRecord[];
  readonly wrong: readonly string[];
}

/** Reads a file that may have been changed, under the rules of the report that it was made as. */
export function readByHand(bytes: Uint8Array, draft: Draft, unit: Unit): HandFile {
  const { rows, wrong } = splitByHand(bytes, draft.delimiter);
  const found = [...wrong];
  const body = [...rows];
  const header = draft.preamble === undefined ? undefined : body.shift()?.join('|');
  const names = body.shift() ?? [];
  const columns = names.at(-1) === '' ? names.slice(0, -1) : names;
  found.push(...wrongColumns(columns, draft));
  const end = body.findIndex((cells) => cells[0] === '<END>' && cells.slice(1).every((cell) => cell === ''));
  if (draft.trailer !== undefined && end < 0) found.push('no <END>');
  if (end >= 0 && end < body.length - 1) found.push('rows behind <END>');
  const lines = end < 0 ? body : body.slice(0, end);
  const read = lines.map((cells) =>
    new RowByHand(draft, unit, columns, aligned(given(cells, draft), columns, draft, found)).read(),
  );
  found.push(...read.flatMap((row) => row.wrong));
  const records = read.map(({ record }) => record);
  if (header !== undefined) found.push(...wrongHeader(header, records.length));
  found.push(...wrongSet(records, columns, draft));
  return { records, wrong: found };
}

function wrongHeader(header: string, rows: number): readonly string[] {
  const [, count] =
    /^Partner\s*:[^|]*\|Payment_time\s*:[^|]*\|Total_count\s*:\s*(\d+)\s*$/i.exec(header) ?? [];
  return count !== undefined && Number(count) === rows ? [] : ['Total_count'];
}

/** Columns without which money or its owner is not known; of B0 no page says how its fee column is called. */
const needed: readonly Role[] = ['ownId', 'gross', 'net', 'currency', 'netCurrency', 'type', 'count', 'fee'];

function wrongColumns(columns: readonly string[], draft: Draft): readonly string[] {
  const names = columns.map((name) => name.replace(/\s/g, '').toLowerCase());
  const twice = names.filter((name, at) => names.indexOf(name) < at).map((name) => `column ${name} twice`);
  const roles = new Set(columns.map(roleOf));
  const lost = needed.filter(
    (role) =>
      draft.columns.some((name) => roleOf(name) === role) &&
      !roles.has(role) &&
      !(role === 'fee' && draft.family === 'B0'),
  );
  return [...twice, ...lost.map((role) => `no column of ${role}`)];
}

/** Antom may print that there is nothing. docs/wire/statements §9.4. */
function given(cells: readonly string[], { family }: Draft): readonly string[] {
  return family === 'B3' ? cells.map((cell) => (cell === 'null' || cell === 'None' ? '' : cell)) : cells;
}

/** One more value than names: AlipayHK's empty fifth, or empty ones at the end. */
function aligned(
  cells: readonly string[],
  columns: readonly string[],
  { family }: Draft,
  found: string[],
): readonly string[] {
  const currency = columns.findIndex((name) => roleOf(name) === 'currency');
  const hasFifth =
    (family === 'A4' || family === 'A5') && cells.length === columns.length + 1 && cells[4] === '';
  if (hasFifth && typeof digitsOf(cells[currency + 1] ?? '') === 'number') return cells.toSpliced(4, 1);
  if (cells.length < columns.length || cells.slice(columns.length).some((cell) => cell !== ''))
    found.push('cells');
  return cells.slice(0, columns.length);
}

/** What the rows of a file say about each other. */
function wrongSet(
  records: readonly TrueRecord[],
  columns: readonly string[],
  { report, family }: Draft,
): readonly string[] {
  const isSum = report === 'summary' || report === 'batch';
  const isShared =
    family === 'A1' && report === 'settlement' && !columns.some((name) => roleOf(name) === 'grossCny');
  const keys = records.map(
    ({ printedType, ownId, providerId, batchId, netCurrency, occurredAtMs, gross }) => {
      const ids = [printedType, ownId, providerId, ...(isShared ? [occurredAtMs, String(gross)] : [])];
      return JSON.stringify(isSum ? [printedType, batchId, netCurrency] : ids);
    },
  );
  const twice = new Set(keys).size < keys.length ? ['a row twice'] : [];
  return report === 'summary' && family.startsWith('B') && records.length > 0
    ? [...twice, ...wrongTotal(records)]
    : twice;
}

function wrongTotal(records: readonly TrueRecord[]): readonly string[] {
  const parts = records.filter(({ kind }) => kind !== 'total');
  const totals = records.filter(({ kind }) => kind === 'total');
  const sum = (of: (record: TrueRecord) => bigint): bigint => parts.reduce((all, part) => all + of(part), 0n);
  const [total] = totals;
  if (total === undefined) return ['no TOTAL'];
  const isSame =
    sum(({ net = 0n }) => net) === (total.net ?? 0n) &&
    sum(({ fee = 0n }) => fee) === (total.fee ?? 0n) &&
    sum(({ count = 0 }) => BigInt(count)) === BigInt(total.count ?? 0);
  return isSame && new Set(records.map(({ batchId }) => batchId)).size === 1 ? [] : ['TOTAL'];
}
