/** Adds counts by name to others. */
export function addCounts(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}

/** How many violations a run had, of all kinds together. */
export function violationsOf({ broken }: { readonly broken: Readonly<Record<string, number>> }): number {
  return Object.values(broken).reduce((sum, count) => sum + count, 0);
}
