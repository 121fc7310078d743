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
  // One sign for each byte: a text is searched for quotes several times faster than bytes are looked at one by one.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  // Plain variables and code points in the cases: this loop runs over every answer and every notification.
  let colons = 0;
  let depth = 0;
  let deepest = 0;
  let hasLongNumber = false;
  let hasEscapedName = false;
  let stringStart = start;
  let stringEnd = start;
  let backslashAt = placeOf('\\', text, start);
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    switch (code) {
      case quote:
        stringStart = at;
        stringEnd = closingQuote(text, at);
        at = stringEnd;
        break;
      case 0x3a: // colon
        colons += 1;
        // It only moves on, so that broken text with many colons is not searched again and again.
        if (backslashAt < stringStart) backslashAt = placeOf('\\', text, stringStart);
        hasEscapedName ||= backslashAt < stringEnd;
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
          const end = endOfNumber(text, at);
          hasLongNumber ||= isLong(text.slice(at, end));
          at = end - 1;
        }
    }
  }
  return { end: text.length, colons, depth: deepest, hasLongNumber, hasEscapedName };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Where a sign stands from `start` on; the length of the text where it does not. */
function placeOf(sign: string, text: string, start: number): number {
  const at = text.indexOf(sign, start);
  return at < 0 ? text.length : at;
}

/** Like {@link endOfString}. */
function closingQuote(text: string, start: number): number {
  let end = placeOf('"', text, start + 1);
  while (end < text.length && isEscaped(text, start, end)) end = placeOf('"', text, end + 1);
  return end;
}

/** Whether an odd number of backslashes stands before it, inside the string that opens at `start`. */
function isEscaped(text: string, start: number, at: number): boolean {
  let first = at;
  while (first - 1 > start && text.charCodeAt(first - 1) === backslash) first -= 1;
  return (at - first) % 2 === 1;
}

function isLong(number: string): boolean {
  return number.length > numberLengthMax || /[eE]/.test(number);
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '0123456789.+-eE'.includes(text.charAt(at))) at += 1;
  return at;
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
