import type { RowCursor } from './row-cursor.ts';

/** Tells whether a cell of the present row holds just these bytes. */
export function isCell({ bytes, starts, ends }: RowCursor, index: number, known: Buffer): boolean {
  const start = starts[index] as number;
  return (ends[index] as number) - start === known.length && hasBytes(bytes, start, known);
}

/** Tells whether these bytes stand at a place. */
export function hasBytes(bytes: Buffer, start: number, known: Buffer): boolean {
  for (let at = 0; at < known.length; at++) if (known[at] !== bytes[start + at]) return false;
  return true;
}
