import type { RowCursor } from './row-cursor.ts';
import type { RowPlan } from './row-reader.ts';
import { TimeCell, type TimeForm } from './time-cell.ts';

/** What names a row. */
export interface RowKey {
  /** The columns of its type and ids, which are compared as printed. */
  readonly places: readonly number[];
  /** Where rows may share these: what else has to be the same. */
  readonly details?: RowDetails | undefined;
}

/** Columns that are compared by what they say, as a time and an amount can be printed in several ways. */
export interface RowDetails {
  readonly time: number;
  readonly timeForm: TimeForm;
  /** Compared without its sign, which the type gives. */
  readonly amount: number;
}

/** A row is named by its type and both ids; a sum by its type, batch and currency. docs/wire/statements §11.1. */
export function rowKeyOf({ layout, columns }: RowPlan): RowKey {
  const { type, ownId, providerId, batchId, netCurrency, currency, gross, occurredAt } = columns.places;
  const isSum = layout.report === 'summary' || layout.report === 'batch';
  const places = isSum ? [type, batchId, netCurrency, currency] : [type, ownId, providerId];
  // AlipayHK prints the payment's ids where a refund has none, so that two refunds of one payment share them.
  // docs/wire/statements §4.2.
  const mayShare = layout.family === 'A1' && layout.report === 'settlement' && columns.places.grossCny < 0;
  const isWhole = occurredAt >= 0 && gross >= 0;
  return {
    places: places.filter((index) => index >= 0),
    details: mayShare && isWhole ? { time: occurredAt, timeForm: layout.times, amount: gross } : undefined,
  };
}

const timeCell = new TimeCell();

/** When the present row happened and how much it is, as numbers; `NaN` for what cannot be read. */
export function detailsOf(
  { bytes, starts, ends }: RowCursor,
  { time, timeForm, amount }: RowDetails,
): readonly [number, number] {
  const value = bytes.toString('latin1', starts[amount], ends[amount]);
  return [
    timeCell.read(bytes, starts[time] as number, ends[time] as number, timeForm, true),
    Math.abs(Number(value)),
  ];
}

/** The present row's key as one text. */
export function keyTextOf(cursor: RowCursor, { places, details }: RowKey): string {
  const { bytes, starts, ends } = cursor;
  const cells = places.map((index) => bytes.toString('utf8', starts[index], ends[index]));
  return [...cells, ...(details === undefined ? [] : detailsOf(cursor, details))].join('\u0000');
}
