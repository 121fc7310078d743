import { isUtf8 } from 'node:buffer';

/** A parsed JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A parsed JSON object. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** Why a JSON text was refused. */
export type JsonFault = 'not-utf8' | 'not-json' | 'not-an-object' | 'repeated-member' | 'too-deep';

/** Either the object, or what is wrong with the text. */
export type ParsedJson =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly fault: JsonFault };

const depthMax = 64;
const exactLengthMax = 15;
const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
// Cheap and never wrong in the dangerous direction: a hit inside a string only costs the second look.
const mayHoldLongNumber = /[[,:]\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/;

/**
 * Parses the very bytes that were verified into an object, strictly: UTF-8 without byte order mark, one object,
 * no member twice in any object (a second one could hide from the signer what the reader sees), 64 levels at most.
 *
 * A number of more than 15 characters or with an exponent arrives as its text, because a JavaScript number could
 * change it.
 * Never throws. docs/wire/v1 §1.7.
 */
export function parseStrictJson(bytes: Uint8Array): ParsedJson {
  if (!isUtf8(bytes)) return { ok: false, fault: 'not-utf8' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const shape = measure(text);
  if (shape.depth > depthMax) return { ok: false, fault: 'too-deep' };
  let value: unknown;
  try {
    value = JSON.parse(text);
    // Only now: quotes put into a text that is no JSON could make it JSON.
    if (mayHoldLongNumber.test(text)) value = JSON.parse(quoteLongNumbers(text));
  } catch {
    return { ok: false, fault: 'not-json' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, fault: 'not-an-object' };
  // JSON.parse keeps one of two equal names, so fewer names than colons means that one was repeated.
  if (countMembers(value) !== shape.colons) return { ok: false, fault: 'repeated-member' };
  return { ok: true, value: value as JsonObject };
}

interface Shape {
  /** Colons outside strings: in valid JSON, one for each member. */
  readonly colons: number;
  readonly depth: number;
}

function measure(text: string): Shape {
  let colons = 0;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === colon) colons += 1;
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
  }
  return { colons, depth: deepest };
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at += 1;
  }
  return text.length;
}

/** Puts quotes around each number outside strings that a double may not hold exactly. */
function quoteLongNumbers(text: string): string {
  const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.+\-eE]*/gs;
  return text.replace(stringOrNumber, (token) => (isLongNumber(token) ? `"${token}"` : token));
}

function isLongNumber(token: string): boolean {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(token)) return false;
  return token.replace('-', '').length > exactLengthMax || /[eE]/.test(token);
}

function countMembers(value: object): number {
  let count = 0;
  if (!Array.isArray(value)) count = Object.keys(value).length;
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) count += countMembers(member);
  }
  return count;
}
