/** Text that is the same for an event and for what a store gives back of it: in another order, and without `undefined`. */
export function eventIdentity(event: unknown): string {
  return JSON.stringify(event, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}
