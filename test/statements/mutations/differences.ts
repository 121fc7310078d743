import { type FieldGroup, keyOf, type TrueRecord, textsOf } from '../day/true-record.ts';

/** How records differ from what they were: nothing, or in which groups of fields, and whether rows are lost or new. */
export type Difference = FieldGroup | 'rows missing' | 'rows more';

/** Compares records without looking at their order. */
export function differencesOf(
  truth: readonly TrueRecord[],
  read: readonly TrueRecord[],
): readonly Difference[] {
  const left = new Map<string, TrueRecord[]>();
  for (const record of truth) {
    const key = keyOf(record);
    left.set(key, [...(left.get(key) ?? []), record]);
  }
  const fresh = read.filter((record) => left.get(keyOf(record))?.pop() === undefined);
  const lost = [...left.values()].flat();
  const found = new Set<Difference>();
  const unpaired = [...lost];
  for (const record of fresh.slice(0, lost.length)) {
    const same = unpaired.findIndex((before) => nameOf(before) === nameOf(record));
    const [before = record] = unpaired.splice(Math.max(0, same), 1);
    addGroups(found, before, record);
  }
  if (fresh.length < lost.length) found.add('rows missing');
  if (fresh.length > lost.length) found.add('rows more');
  return [...found].toSorted();
}

const nameOf = ({ providerId, ownId, batchId, printedType }: TrueRecord): string =>
  [providerId, ownId, batchId, printedType].join();

function addGroups(found: Set<Difference>, before: TrueRecord, after: TrueRecord): void {
  const [one, other] = [textsOf(before), textsOf(after)];
  const groups = (Object.keys(one) as FieldGroup[]).filter((group) => one[group] !== other[group]);
  // A cell differs wherever a field does; alone it is text that no field holds.
  for (const group of groups) if (group !== 'text' || groups.length === 1) found.add(group);
}

/** What a shop's own ledger says of a row: the ids and the money that it knows itself. */
export function ledgerKey({
  kind,
  ownId,
  providerId,
  originalOwnId,
  originalProviderId,
  ...money
}: TrueRecord): string {
  const { gross, currency, fee, net, netCurrency, printedType, batchId } = money;
  const ids = [ownId, providerId, originalOwnId, originalProviderId, batchId];
  return [kind, printedType, ...ids, gross, currency, fee, net, netCurrency].join('\u0001');
}
