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

const stringKind = 1;
const colonKind = 2;
const openingKind = 3;
const closingKind = 4;
const digitKind = 5;
const kindOf = tableOf({
  '"': stringKind,
  ':': colonKind,
  '{[': openingKind,
  '}]': closingKind,
  '0123456789': digitKind,
});

function tableOf(kinds: Readonly<Record<string, number>>): Uint8Array {
  const table = new Uint8Array(256);
  for (const [characters, kind] of Object.entries(kinds)) {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  }
  return table;
}

/**
 * Walks over one JSON object or list, from its opening bracket to its matching closing one, knowing strings and
 * escapes. It finds where the value ends; whether it is valid JSON is for the parser to say.
 */
export function measureJson(bytes: Uint8Array, start: number): JsonShape {
  const shape = { end: bytes.length, colons: 0, depth: 0, hasLongNumber: false, hasEscapedName: false };
  let depth = 0;
  let stringStart = start;
  let stringEnd = start;
  for (let at = start; at < bytes.length; at += 1) {
    switch (kindOf[bytes[at] ?? 0]) {
      case stringKind:
        stringStart = at;
        stringEnd = endOfString(bytes, at);
        at = stringEnd;
        break;
      case colonKind:
        shape.colons += 1;
        shape.hasEscapedName ||= holdsBackslash(bytes, stringStart, stringEnd);
        break;
      case openingKind:
        depth += 1;
        if (depth > shape.depth) shape.depth = depth;
        break;
      case closingKind:
        depth -= 1;
        if (depth <= 0) return { ...shape, end: at + 1 };
        break;
      case digitKind: {
        const end = endOfNumber(bytes, at);
        shape.hasLongNumber ||= isLong(bytes, at, end);
        at = end - 1;
      }
    }
  }
  return shape;
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
