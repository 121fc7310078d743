/** What a look at the bytes of one JSON object or list tells, before it is parsed. */
export interface JsonShape {
  /** Index behind its last byte; the length of all bytes where it is not closed. */
  readonly end: number;
  /** Colons outside strings: in valid JSON, one for each member. */
  readonly colons: number;
  /** Levels of nesting. */
  readonly depth: number;
  /** Whether a number is longer than 15 characters or has an exponent, so that a double may not hold it exactly. */
  readonly hasLongNumber: boolean;
  /** Whether the name of a member is written with an escape. */
  readonly hasEscapedName: boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const numberLengthMax = 15;

/**
 * Walks over one JSON object or list, from its opening bracket to its matching closing one, knowing strings and
 * escapes. It finds where the value ends; whether it is valid JSON is for the parser to say.
 */
export function measureJson(bytes: Uint8Array, start: number): JsonShape {
  // Plain variables and code points in the cases: this loop runs over every byte of every answer.
  let colons = 0;
  let depth = 0;
  let deepest = 0;
  let hasLongNumber = false;
  let hasEscapedName = false;
  let stringStart = start;
  let stringEnd = start;
  let at = start;
  for (; at < bytes.length; at += 1) {
    const code = bytes[at] as number;
    switch (code) {
      case quote:
        stringStart = at;
        stringEnd = endOfString(bytes, at);
        at = stringEnd;
        break;
      case 0x3a: // colon
        colons += 1;
        hasEscapedName ||= holdsBackslash(bytes, stringStart, stringEnd);
        // Each string is looked through once: in broken text, many colons may follow one string.
        stringStart = stringEnd;
        break;
      case 0x7b: // opening brace
      case 0x5b: // opening bracket
        depth += 1;
        if (depth > deepest) deepest = depth;
        break;
      case 0x7d: // closing brace
      case 0x5d: // closing bracket
        depth -= 1;
        if (depth <= 0) return { end: at + 1, colons, depth: deepest, hasLongNumber, hasEscapedName };
        break;
      default:
        if (isDigit(code)) {
          const end = endOfNumber(bytes, at);
          hasLongNumber ||= isLong(bytes, at, end);
          at = end - 1;
        }
    }
  }
  return { end: bytes.length, colons, depth: deepest, hasLongNumber, hasEscapedName };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Index of the closing quote of the string that opens at `start`; the length of all bytes where there is none. */
export function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    const code = bytes[at];
    if (code === quote) return at;
    if (code === backslash) at += 1;
  }
  return bytes.length;
}

function holdsBackslash(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] === backslash) return true;
  return false;
}

function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && '0123456789.+-eE'.includes(String.fromCharCode(bytes[at] ?? 0))) at += 1;
  return at;
}

function isLong(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > numberLengthMax) return true;
  return bytes.subarray(start, end).some((code) => code === 0x65 || code === 0x45);
}
