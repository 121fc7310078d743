import { SignatureError } from '../errors.ts';
import type { KeyMatch, KeyRing } from '../keys/key-ring.ts';
import type { PrivateKey } from '../keys/private-key.ts';
import { isTimestampText } from '../timestamp.ts';
import { formatSignatureHeader, parseSignatureHeader } from './signature-header.ts';
import { signedContent } from './signed-content.ts';

/** A message to sign. */
export interface MessageToSign {
  readonly method: string;
  readonly path: string;
  readonly clientId: string;
  /** The time header, exactly as it will be sent. */
  readonly time: string;
  /** The body bytes, exactly as they will be sent. */
  readonly body: Uint8Array;
}

/**
 * Makes the `Signature` header of a message.
 *
 * @throws OptionError `ERR_SIGNING_FAILED` where an external signer fails.
 */
export async function signMessage(
  message: MessageToSign,
  key: { readonly privateKey: PrivateKey; readonly keyVersion: string },
): Promise<string> {
  const signature = await key.privateKey.sign(signedContent(message, message.body));
  return formatSignatureHeader(key.keyVersion, signature);
}

/** A received message, with its headers as they came. */
export interface MessageToVerify {
  readonly method: string;
  readonly path: string;
  /** The client id we expect: our own. */
  readonly expectedClientId: string;
  /** The `Client-Id` header as received. */
  readonly clientId: string | undefined;
  /** The `Request-Time` or `Response-Time` header as received. */
  readonly time: string | undefined;
  /** The `Signature` header as received. */
  readonly signature: string | undefined;
  /** The body bytes as received. */
  readonly body: Uint8Array;
}

/** Either which key proved the message, or why it is not believed. */
export type Verification =
  | { readonly verified: true; readonly match: KeyMatch }
  | { readonly verified: false; readonly error: SignatureError };

/**
 * Verifies a message on its raw bytes. The order is part of the protection: client id pinned, time grammar strict,
 * signature header canonical, and only then RSA. docs/wire/v1 §2.1, §2.4, §2.5. Never throws.
 */
export function verifyMessage(message: MessageToVerify, keyRing: KeyRing): Verification {
  const { clientId, time, signature } = message;
  if (!signature || time === undefined || time === '') {
    return fault('ERR_SIGNATURE_MISSING', missingText(signature, time));
  }
  if (clientId !== message.expectedClientId) {
    return fault('ERR_SIGNATURE_CLIENT', 'The Client-Id header is not the configured client id.');
  }
  if (!isTimestampText(time)) {
    return fault('ERR_SIGNATURE_TIME', 'The time header has none of the documented forms.');
  }
  const parsed = parseSignatureHeader(signature);
  if (!parsed.ok)
    return fault('ERR_SIGNATURE_MALFORMED', `The Signature header is malformed: ${parsed.fault}.`);
  const content = signedContent({ method: message.method, path: message.path, clientId, time }, message.body);
  const match = keyRing.verify(content, parsed.header.signature, parsed.header.keyVersion);
  return match === undefined
    ? fault('ERR_SIGNATURE_INVALID', 'The signature does not match the message.')
    : { verified: true, match };
}

function missingText(signature: string | undefined, time: string | undefined): string {
  if (!signature && !time) return 'The message carries neither a signature nor a time.';
  return signature ? 'The message carries a signature but no time.' : 'The message carries no signature.';
}

const nextByCode: Readonly<Record<SignatureError['code'], string>> = {
  ERR_SIGNATURE_MISSING:
    'Do not believe it; an unsigned answer often means that Alipay refused our own signature.',
  ERR_SIGNATURE_MALFORMED: 'Do not believe it, and keep the header for Alipay support.',
  ERR_SIGNATURE_INVALID:
    'Do not believe it. Check that the Alipay public key (not your own) of this environment is configured, and that the body is the raw bytes.',
  ERR_SIGNATURE_CLIENT: 'Do not believe it. Check that client id and keys belong to one environment.',
  ERR_SIGNATURE_TIME: 'Do not believe it, and keep the header for Alipay support.',
};

function fault(code: SignatureError['code'], what: string): Verification {
  const money = 'It proves nothing about the money.';
  return { verified: false, error: new SignatureError(code, { what, money, next: nextByCode[code] }) };
}
