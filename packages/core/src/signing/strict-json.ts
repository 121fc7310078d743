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
  const text = textOf(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
    // Only now: quotes put into a text that is no JSON could make it JSON.
    if (shape.hasLongNumber) value = JSON.parse(quoteLongNumbers(text));
  } catch {
    return { ok: false, fault: 'not-json' };
  }
  if (!isJsonObject(value)) return { ok: false, fault: 'not-an-object' };
  // JSON.parse keeps one of two equal names, so fewer names than colons means that one was repeated.
  if (inheritsMembers() || countMembers(value) !== shape.colons)
    return { ok: false, fault: 'repeated-member' };
  return { ok: true, value };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Whether a value is a JSON object: neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
  if (Array.isArray(value)) {
    for (const item of value) count += countInside(item);
    return count;
  }
  for (const name in value) count += 1 + countInside((value as Record<string, unknown>)[name]);
  return count;
}

function countInside(member: unknown): number {
  return typeof member === 'object' && member !== null ? countMembers(member) : 0;
}

/** `for…in` is several times faster than `Object.keys`, but would count what somebody put on Object.prototype. */
function inheritsMembers(): boolean {
  for (const _ in {}) return true;
  return false;
}
