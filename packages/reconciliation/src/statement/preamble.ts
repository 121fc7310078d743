/** The first line of an in-store transaction file. docs/wire/statements §4.1. */
export interface Preamble {
  readonly partner: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** How many rows the file must have. */
  readonly rows: number;
}

/** Tells whether a line is meant to be a preamble. */
export function isPreamble(line: string): boolean {
  return /^[\s\ufeff]*partner\s*:/i.test(line);
}

/** Reads a preamble; the day may be followed by a time, as one page has it. `undefined` where it is damaged. */
export function readPreamble(line: string): Preamble | undefined {
  const pairs = new Map<string, string>();
  for (const pair of line.split('|')) {
    const at = pair.indexOf(':');
    const key = pair
      .slice(0, at)
      .replace(/[\s\ufeff]/g, '')
      .toLowerCase();
    if (at < 0 || pairs.has(key)) return undefined;
    pairs.set(key, pair.slice(at + 1).trim());
  }
  const partner = pairs.get('partner') ?? '';
  const [day] = /^\d{4}-\d{2}-\d{2}(?=$| \d{2}:\d{2}:\d{2}$)/.exec(pairs.get('payment_time') ?? '') ?? [];
  const count = pairs.get('total_count') ?? '';
  if (!/^\w{1,64}$/.test(partner) || day === undefined || !/^\d{1,9}$/.test(count)) return undefined;
  return { partner, day, rows: Number(count) };
}
