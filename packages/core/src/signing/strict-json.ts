import { isUtf8 } from 'node:buffer';
import { type JsonShape, measureJson } from './json-shape.ts';

/** A parsed JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A parsed JSON object. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** Why a JSON text was refused. */
export type JsonFault =
  | 'not-utf8'
  | 'not-json'
  | 'not-an-object'
  | 'repeated-member'
  | 'escaped-name'
  | 'too-deep';

/** Either the object, or what is wrong with the text. */
export type ParsedJson =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly fault: JsonFault };

const depthMax = 64;
const exactLengthMax = 15;

/**
 * Parses the very bytes that were verified into an object, strictly: UTF-8 without byte order mark, one object,
 * no member twice in any object (a second one could hide from the signer what the reader sees), no name written
 * with escapes, 64 levels at most.
 *
 * A number of more than 15 characters or with an exponent arrives as its text, because a JavaScript number could
 * change it.
 * Never throws. docs/wire/v1 §1.7.
 */
export function parseStrictJson(bytes: Uint8Array): ParsedJson {
  return parseMeasuredJson(bytes, measureJson(bytes, 0));
}

/** {@link parseStrictJson} of bytes that were measured already. */
export function parseMeasuredJson(bytes: Uint8Array, shape: JsonShape): ParsedJson {
  if (!isUtf8(bytes)) return { ok: false, fault: 'not-utf8' };
  if (shape.depth > depthMax) return { ok: false, fault: 'too-deep' };
  // V8 of Node 24 and 26 can take one escaped name for another, so none is let through. docs/decisions/0011.
  if (shape.hasEscapedName) return { ok: false, fault: 'escaped-name' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
    // Only now: quotes put into a text that is no JSON could make it JSON.
    if (shape.hasLongNumber) value = JSON.parse(quoteLongNumbers(text));
  } catch {
    return { ok: false, fault: 'not-json' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, fault: 'not-an-object' };
  // JSON.parse keeps one of two equal names, so fewer names than colons means that one was repeated.
  if (countMembers(value) !== shape.colons) return { ok: false, fault: 'repeated-member' };
  return { ok: true, value: value as JsonObject };
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
  const isList = Array.isArray(value);
  const members: readonly unknown[] = isList ? value : Object.values(value);
  let count = isList ? 0 : members.length;
  for (const member of members) {
    if (typeof member === 'object' && member !== null) count += countMembers(member);
  }
  return count;
}
