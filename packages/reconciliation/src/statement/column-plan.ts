import { type ColumnRole, columnKey, columnRole, feeColumn } from './column-roles.ts';
import type { Layout } from './layout.ts';

/** Where a fee is printed. */
export interface FeePlace {
  readonly name: string;
  readonly index: number;
  readonly currencyIndex: number;
  /** `false`: a fee that no page documents. */
  readonly isKnown: boolean;
}

/** The columns of one file, mapped by name: where each role is found, and what is left over. */
export interface ColumnPlan {
  /** The names as printed, blanks around them left out. */
  readonly names: readonly string[];
  readonly keys: readonly string[];
  /** Index of a role's column, or -1. */
  readonly places: Readonly<Record<ColumnRole, number>>;
  readonly fees: readonly FeePlace[];
  /** Columns whose cell is never empty. */
  readonly filled: readonly number[];
  /** Names of the layout that the file does not have. */
  readonly missing: readonly string[];
  /** Names that occur more than once. */
  readonly repeated: readonly string[];
  /** Columns that the layout does not know. */
  readonly unknown: readonly string[];
}

const noPlaces: Readonly<Record<ColumnRole, number>> = {
  ownId: -1,
  providerId: -1,
  originalOwnId: -1,
  originalProviderId: -1,
  gross: -1,
  grossCny: -1,
  fee: -1,
  net: -1,
  netCny: -1,
  distributed: -1,
  distributedCny: -1,
  converted: -1,
  pricing: -1,
  currency: -1,
  netCurrency: -1,
  feeCurrency: -1,
  convertedCurrency: -1,
  pricingCurrency: -1,
  rate: -1,
  ratePair: -1,
  occurredAt: -1,
  settledAt: -1,
  type: -1,
  status: -1,
  batchId: -1,
  count: -1,
  remark: -1,
};

/** Maps the columns of a file to a layout, by name and never by position. */
export function planColumns(names: readonly string[], layout: Layout): ColumnPlan {
  const keys = names.map(columnKey);
  const known = new Set([...layout.required, ...layout.optional].map(columnKey));
  const places = { ...noPlaces };
  for (const [index, key] of keys.entries()) {
    const role = columnRole(key);
    if (role !== undefined && places[role] === -1) places[role] = index;
  }
  const fees = layout.signs === 'printed' ? planFees(names, keys, known) : [];
  const feeKeys = new Set(fees.flatMap((fee) => [keys[fee.index], keys[fee.currencyIndex]]));
  return {
    names,
    keys,
    places,
    fees,
    filled: layout.filled.map((name) => keys.indexOf(columnKey(name))).filter((index) => index >= 0),
    missing: layout.required.filter((name) => !keys.includes(columnKey(name))),
    repeated: names.filter((_, index) => keys.indexOf(keys[index] ?? '') < index),
    unknown: names.filter((_, index) => !known.has(keys[index] ?? '') && !feeKeys.has(keys[index])),
  };
}

function planFees(
  names: readonly string[],
  keys: readonly string[],
  known: ReadonlySet<string>,
): readonly FeePlace[] {
  return keys.flatMap((key, index) => {
    const fee = known.has(key) || columnRole(key) !== undefined ? undefined : feeColumn(key);
    if (fee === undefined) return [];
    const currencyIndex = keys.indexOf(fee.currencyKey);
    return [{ name: names[index] ?? '', index, currencyIndex, isKnown: fee.isKnown }];
  });
}
