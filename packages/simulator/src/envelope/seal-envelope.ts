import type { KeyRing } from '../signing/key-ring.ts';
import type { Dialect } from './dialect.ts';
import { encodeSignature, signContent } from './signature.ts';
import { type JsonStyle, writeJson } from './write-json.ts';

/** How envelopes are written. */
export interface EnvelopeForm {
  readonly dialect: Dialect;
  readonly style: JsonStyle;
  readonly memberOrder: 'content-first' | 'signature-first';
  readonly encoding: 'once' | 'twice';
}

/** Inner object of an envelope, written already. */
export interface EnvelopeContent {
  readonly member: 'request' | 'response';
  readonly content: string;
  /** The same message with the opposite meaning, for the flaws that need one. */
  readonly opposite: string;
}

/** One thing that can be wrong with an envelope around its content. */
export type EnvelopeFlaw =
  | 'wrong-signature'
  | 'unsigned'
  | 'empty-signature'
  | 'foreign-key'
  | 'sha1-signature'
  | 'double-base64'
  | 'triple-base64'
  | 'repeated-member'
  | 'hidden-member'
  | 'trailing-bytes';

/** Signs as Alipay and splices the envelope around the very text that was signed (docs/wire/acquiring §4.1). */
export async function sealEnvelope(
  keys: KeyRing,
  form: EnvelopeForm,
  message: EnvelopeContent,
  flaw: EnvelopeFlaw | undefined,
): Promise<string> {
  const inner = `"${message.member}":${blank(form)}${message.content}`;
  if (flaw === 'unsigned') return wrap(form, [inner]);
  const value = flaw === 'empty-signature' ? '' : await signatureText(keys, form, message.content, flaw);
  const signature = `"signature":${blank(form)}${writeJson(value, form.style)}`;
  const members = form.memberOrder === 'content-first' ? [inner, signature] : [signature, inner];
  return bend(wrap(form, [...members, ...intruder(message, flaw)]), flaw);
}

async function signatureText(
  keys: KeyRing,
  form: EnvelopeForm,
  content: string,
  flaw: EnvelopeFlaw | undefined,
): Promise<string> {
  const { hash } = form.dialect;
  const otherHash = hash === 'sha256' ? 'sha1' : 'sha256';
  const key = flaw === 'foreign-key' ? await keys.foreignPrivateKey() : keys.alipayPrivateKey();
  const bytes = signContent(flaw === 'sha1-signature' ? otherHash : hash, content, key);
  if (flaw === 'wrong-signature') bytes.writeUInt8(bytes.readUInt8(7) ^ 1, 7);
  return encodeSignature(bytes, encodingTimes(form, flaw));
}

function encodingTimes(form: EnvelopeForm, flaw: EnvelopeFlaw | undefined): number {
  if (flaw === 'triple-base64') return 3;
  return flaw === 'double-base64' || form.encoding === 'twice' ? 2 : 1;
}

/** A third member that says the opposite: under the same name, or under that name written with an escape. */
function intruder(message: EnvelopeContent, flaw: EnvelopeFlaw | undefined): readonly string[] {
  if (flaw === 'repeated-member') return [`"${message.member}":${message.opposite}`];
  if (flaw !== 'hidden-member') return [];
  const lastUnit = message.member.charCodeAt(message.member.length - 1).toString(16);
  return [`"${message.member.slice(0, -1)}\\u00${lastUnit}":${message.opposite}`];
}

function wrap(form: EnvelopeForm, members: readonly string[]): string {
  if (form.style !== 'pretty') return `{${members.join(',')}}`;
  return `{\n  ${members.join(',\n  ')}\n}\n`;
}

function blank(form: EnvelopeForm): string {
  return form.style === 'pretty' ? ' ' : '';
}

function bend(text: string, flaw: EnvelopeFlaw | undefined): string {
  return flaw === 'trailing-bytes' ? `${text};0` : text;
}
