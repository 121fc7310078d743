import { SignatureError } from '../errors.ts';
import type { KeyMatch, KeyRing } from '../keys/key-ring.ts';
import type { PrivateKey } from '../keys/private-key.ts';
import type { SignatureHash } from '../keys/signature-hash.ts';
import { decodeCanonicalBase64 } from './canonical-base64.ts';
import { cutCompact, type EnvelopeMember, type SlicedEnvelope, sliceEnvelope } from './envelope-slice.ts';
import type { JsonShape } from './json-shape.ts';
import { type JsonFault, type JsonObject, parseMeasuredJson, parseStrictJson } from './strict-json.ts';

/**
 * Seals content into `{"request":…,"signature":"…"}`: the bytes that were signed are the bytes that are spliced in.
 * docs/wire/acquiring §4.1.
 *
 * @param content - the serialised value of the member.
 * @throws OptionError `ERR_SIGNING_FAILED` where an external signer fails.
 */
export async function sealEnvelope(
  member: EnvelopeMember,
  content: Uint8Array,
  key: {
    readonly privateKey: PrivateKey;
    readonly hash: SignatureHash;
    /** How often base64 is applied; once when left out. docs/wire/acquiring §4.3. */
    readonly encoding?: 'once' | 'twice';
  },
): Promise<Buffer> {
  const once = Buffer.from(await key.privateKey.sign(content, key.hash)).toString('base64');
  const signature = key.encoding === 'twice' ? Buffer.from(once).toString('base64') : once;
  return Buffer.concat([Buffer.from(`{"${member}":`), content, Buffer.from(`,"signature":"${signature}"}`)]);
}

/** What an envelope is verified with. */
export interface EnvelopeRule {
  /** Decided by the dialect, never by the message. docs/wire/acquiring §4.2. */
  readonly hash: SignatureHash;
  readonly keyRing: KeyRing;
  /** The members that may hold the content here. */
  readonly members: readonly EnvelopeMember[];
}

/** Either the content that is proven, or why the envelope is not believed. */
export type EnvelopeVerification =
  | {
      readonly verified: true;
      /** The very bytes that were verified; parse these and nothing else. */
      readonly content: Uint8Array;
      readonly shape: JsonShape;
      readonly match: KeyMatch;
    }
  | { readonly verified: false; readonly error: SignatureError };

/**
 * Cuts an envelope and verifies its signature over the exact bytes of its member. Never throws.
 * docs/wire/acquiring §4.3, §4.4.
 */
export function verifyEnvelope(bytes: Uint8Array, rule: EnvelopeRule): EnvelopeVerification {
  const sliced = sliceEnvelope(bytes);
  if (!sliced.ok) return refuse(...faultOf(sliced));
  const { member, content, shape, signature: text } = sliced.slice;
  if (!rule.members.includes(member)) {
    return refuse('ERR_SIGNATURE_MALFORMED', `The envelope holds a ${member}, which does not belong here.`);
  }
  const signature = decodeSignature(text, rule.keyRing);
  if (signature === undefined)
    return refuse('ERR_SIGNATURE_MALFORMED', 'The signature is not canonical base64.');
  const match = rule.keyRing.verify(content, signature, undefined, rule.hash);
  return match === undefined
    ? refuse('ERR_SIGNATURE_INVALID', 'The signature does not match the content.')
    : { verified: true, content, shape, match };
}

/** Either the parsed content that is proven, or why the envelope is not believed. */
export type OpenedEnvelope =
  | { readonly opened: true; readonly value: JsonObject; readonly match: KeyMatch }
  | { readonly opened: false; readonly error: SignatureError }
  | { readonly opened: false; readonly fault: JsonFault };

/**
 * {@link verifyEnvelope} and strict parsing of the very bytes that were verified, in one. Never throws.
 *
 * @returns `fault` where the signature is right but the content is no usable JSON.
 */
export function openEnvelope(bytes: Uint8Array, rule: EnvelopeRule): OpenedEnvelope {
  const short = openCompact(bytes, rule);
  if (short !== undefined) return short;
  const verification = verifyEnvelope(bytes, rule);
  if (!verification.verified) return { opened: false, error: verification.error };
  const parsed = parseMeasuredJson(verification.content, verification.shape);
  return parsed.ok
    ? { opened: true, value: parsed.value, match: verification.match }
    : { opened: false, fault: parsed.fault };
}

/**
 * The short way for the usual compact form: where the text between the two fixed pieces is an object by itself and is
 * proven, the whole has just this one reading. Anything else takes the long way.
 */
function openCompact(bytes: Uint8Array, rule: EnvelopeRule): OpenedEnvelope | undefined {
  const compact = cutCompact(bytes);
  if (compact === undefined || !rule.members.includes(compact.member)) return undefined;
  const { content } = compact;
  const signature = decodeSignature(compact.signature, rule.keyRing);
  if (signature === undefined) return undefined;
  const match = rule.keyRing.verify(content, signature, undefined, rule.hash);
  if (match === undefined) return undefined;
  const parsed = parseStrictJson(content);
  return parsed.ok ? { opened: true, value: parsed.value, match } : undefined;
}

/** Base64 once, or twice as in the printed sample; told apart by the length of the keys. docs/wire/acquiring §4.3. */
function decodeSignature(text: string, keyRing: KeyRing): Buffer | undefined {
  const isSignature = (bytes: Buffer): boolean =>
    keyRing.entries.some(({ bits }) => bytes.length * 8 === bits);
  const once = decodeCanonicalBase64(text);
  if (once === undefined || isSignature(once)) return once;
  const twice = decodeCanonicalBase64(once.toString('latin1'));
  return twice !== undefined && isSignature(twice) ? twice : undefined;
}

function faultOf({
  fault,
}: SlicedEnvelope & { readonly ok: false }): readonly [SignatureError['code'], string] {
  return fault === 'no-signature'
    ? ['ERR_SIGNATURE_MISSING', 'The envelope carries no signature.']
    : ['ERR_SIGNATURE_MALFORMED', `The envelope is malformed: ${fault}.`];
}

function refuse(code: SignatureError['code'], what: string): EnvelopeVerification {
  const money = 'It proves nothing about the money.';
  const next =
    code === 'ERR_SIGNATURE_INVALID'
      ? 'Do not believe it. Check that the Alipay public key (not your own) and the dialect of this environment are configured.'
      : 'Do not believe it, and keep the raw answer for Alipay support.';
  return { verified: false, error: new SignatureError(code, { what, money, next }) };
}
