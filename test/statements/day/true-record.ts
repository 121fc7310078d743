/** What the generator knows of a row: the canonical record that a reader must come to. */
export interface TrueRecord {
  readonly kind: string;
  readonly printedType: string;
  readonly direction: string;
  readonly ownId?: string | undefined;
  readonly providerId?: string | undefined;
  readonly originalOwnId?: string | undefined;
  readonly originalProviderId?: string | undefined;
  readonly batchId?: string | undefined;
  readonly occurredAtMs?: number | undefined;
  readonly settledAtMs?: number | undefined;
  readonly currency?: string | undefined;
  readonly netCurrency?: string | undefined;
  readonly gross?: bigint | undefined;
  readonly fee?: bigint | undefined;
  readonly net?: bigint | undefined;
  readonly grossCny?: bigint | undefined;
  readonly netCny?: bigint | undefined;
  readonly distributed?: bigint | undefined;
  readonly count?: number | undefined;
  readonly status?: string | undefined;
  readonly rate?: string | undefined;
  readonly remark?: string | undefined;
  /** Itemised fees, each as `name value currency`. */
  readonly fees?: readonly string[] | undefined;
  /** The cells as printed, without blanks around them. */
  readonly cells: readonly string[];
}

/** What a field of a record is about. */
export type FieldGroup = 'kind' | 'money' | 'currency' | 'id' | 'time' | 'text';

const groups: Readonly<Record<FieldGroup, readonly (keyof TrueRecord)[]>> = {
  kind: ['kind', 'printedType', 'direction', 'status'],
  money: ['gross', 'fee', 'net', 'grossCny', 'netCny', 'distributed', 'count', 'rate', 'fees'],
  currency: ['currency', 'netCurrency'],
  id: ['ownId', 'providerId', 'originalOwnId', 'originalProviderId', 'batchId'],
  time: ['occurredAtMs', 'settledAtMs'],
  text: ['remark', 'cells'],
};

const fieldGroups = Object.entries(groups) as [FieldGroup, readonly (keyof TrueRecord)[]][];

/** The fields of a record, group by group, as texts that can be compared. */
export function textsOf(record: TrueRecord): Readonly<Record<FieldGroup, string>> {
  const texts: Partial<Record<FieldGroup, string>> = {};
  for (const [group, fields] of fieldGroups)
    texts[group] = fields.map((field) => textOf(record[field])).join('\u0001');
  return texts as Record<FieldGroup, string>;
}

/** A record as one text: equal for equal records. */
export function keyOf(record: TrueRecord): string {
  return Object.values(textsOf(record)).join('\u0002');
}

function textOf(value: TrueRecord[keyof TrueRecord]): string {
  if (value === undefined) return '';
  // Neither the order of the columns nor that of the fees means anything.
  return Array.isArray(value) ? value.toSorted().join('\u0003') : String(value);
}
