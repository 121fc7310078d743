import { isUtf8 } from 'node:buffer';

const printableMin = 0x20;
const backslash = 0x5c;

/**
 * The text of a JSON string, from its opening to its closing quote, escapes resolved.
 *
 * @param end - index of the closing quote.
 * @returns `undefined` where the string is not closed, not UTF-8, or holds a wrong escape.
 */
export function decodeUtf8String(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end >= bytes.length) return undefined;
  const inner = Buffer.from(bytes.buffer, bytes.byteOffset + start + 1, end - start - 1);
  if (isPlainAscii(inner)) return inner.toString('latin1');
  if (!isUtf8(inner)) return undefined;
  try {
    return JSON.parse(`"${inner.toString('utf8')}"`) as string;
  } catch {
    return undefined;
  }
}

function isPlainAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code < printableMin || code > 0x7e || code === backslash) return false;
  }
  return true;
}
