import { endOfString, type JsonShape, measureJson } from './json-shape.ts';
import { decodeUtf8String } from './json-string.ts';

/** The member that holds what is signed. */
export type EnvelopeMember = 'request' | 'response';

/** An envelope cut into its parts, before anything is believed or parsed. docs/wire/acquiring §3.1. */
export interface EnvelopeSlice {
  readonly member: EnvelopeMember;
  /** The bytes of the member's value, from its `{` to its `}`: what was signed. */
  readonly content: Uint8Array;
  readonly shape: JsonShape;
  /** The `signature` member as text, escapes resolved. */
  readonly signature: string;
}

/** Why an envelope cannot be cut. */
export type EnvelopeFault =
  | 'not-an-object'
  | 'broken'
  | 'unknown-member'
  | 'repeated-member'
  | 'no-content'
  | 'content-not-an-object'
  | 'no-signature'
  | 'signature-not-text'
  | 'trailing-bytes';

/** Either the parts of an envelope, or what is wrong with it. */
export type SlicedEnvelope =
  | { readonly ok: true; readonly slice: EnvelopeSlice }
  | { readonly ok: false; readonly fault: EnvelopeFault };

interface Member {
  readonly name: string;
  readonly valueStart: number;
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Cuts `{"request":{…},"signature":"…"}` (or `response`) out of the received bytes: members in either order, blanks
 * between tokens, strings and escapes known, so that words inside values cannot be taken for members. Exactly these
 * two members, each once. Never throws. docs/wire/acquiring §4.4.
 */
export function sliceEnvelope(bytes: Uint8Array): SlicedEnvelope {
  const found = new Map<string, EnvelopeSlice | string>();
  let at = skipBlanks(bytes, 0);
  if (bytes[at] !== openBrace) return refuse('not-an-object');
  do {
    const member = readMember(bytes, skipBlanks(bytes, at + 1));
    if (member === undefined) return refuse('broken');
    const value = readValue(bytes, member);
    if ('fault' in value) return refuse(value.fault);
    const role = member.name === 'signature' ? 'signature' : 'content';
    if (found.has(role)) return refuse('repeated-member');
    found.set(role, value.value);
    at = skipBlanks(bytes, value.end);
  } while (bytes[at] === comma);
  if (bytes[at] !== closeBrace) return refuse('broken');
  if (skipBlanks(bytes, at + 1) !== bytes.length) return refuse('trailing-bytes');
  return joined(found.get('content'), found.get('signature'));
}

const compactEnd = '"}';
const compactJoint = ',"signature":';

/**
 * Cuts the usual compact form at its fixed pieces, `{"response":` and `,"signature":"…"}`, without looking inside.
 * The cut is right only where the content turns out to be one JSON object by itself.
 */
export function cutCompact(bytes: Uint8Array): Omit<EnvelopeSlice, 'shape'> | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const member = text.toString('latin1', 0, 10) === '{"request"' ? 'request' : 'response';
  const contentStart = member.length + 4;
  if (text.toString('latin1', 0, contentStart) !== `{"${member}":`) return undefined;
  const end = text.length - compactEnd.length;
  const signatureStart = text.lastIndexOf(quote, end - 1) + 1;
  const contentEnd = signatureStart - 1 - compactJoint.length;
  if (contentEnd <= contentStart || text.toString('latin1', end) !== compactEnd) return undefined;
  if (text.toString('latin1', contentEnd, signatureStart - 1) !== compactJoint) return undefined;
  // Blanks around the object are no part of what is signed.
  if (text[contentStart] !== openBrace || text[contentEnd - 1] !== closeBrace) return undefined;
  const signature = text.toString('latin1', signatureStart, end);
  return { member, content: text.subarray(contentStart, contentEnd), signature };
}

function joined(
  content: EnvelopeSlice | string | undefined,
  signature: EnvelopeSlice | string | undefined,
): SlicedEnvelope {
  if (typeof content !== 'object') return refuse('no-content');
  if (typeof signature !== 'string') return refuse('no-signature');
  return { ok: true, slice: { ...content, signature } };
}

function refuse(fault: EnvelopeFault): SlicedEnvelope {
  return { ok: false, fault };
}

function readMember(bytes: Uint8Array, start: number): Member | undefined {
  if (bytes[start] !== quote) return undefined;
  const end = endOfString(bytes, start);
  const name = decodeUtf8String(bytes, start, end);
  const colonAt = skipBlanks(bytes, end + 1);
  if (name === undefined || bytes[colonAt] !== colon) return undefined;
  return { name, valueStart: skipBlanks(bytes, colonAt + 1) };
}

type Value =
  | { readonly value: EnvelopeSlice | string; readonly end: number }
  | { readonly fault: EnvelopeFault };

function readValue(bytes: Uint8Array, { name, valueStart }: Member): Value {
  if (name === 'signature') return readSignature(bytes, valueStart);
  if (name !== 'request' && name !== 'response') return { fault: 'unknown-member' };
  if (bytes[valueStart] !== openBrace) return { fault: 'content-not-an-object' };
  const shape = measureJson(bytes, valueStart);
  const content = bytes.subarray(valueStart, shape.end);
  return { value: { member: name, content, shape, signature: '' }, end: shape.end };
}

function readSignature(bytes: Uint8Array, start: number): Value {
  if (bytes[start] !== quote) return { fault: 'signature-not-text' };
  const end = endOfString(bytes, start);
  const text = decodeUtf8String(bytes, start, end);
  return text === undefined ? { fault: 'broken' } : { value: text, end: end + 1 };
}

function skipBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0a || bytes[at] === 0x0d) at += 1;
  return at;
}
