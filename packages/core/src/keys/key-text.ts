/** The bytes of a key file, whatever it was wrapped in. */
export interface KeyBytes {
  /** The DER bytes, or what the base64 text decoded to. */
  readonly der: Buffer;
  /** The PEM label, such as `PRIVATE KEY`; undefined for bare base64 and for DER. */
  readonly label: string | undefined;
  /** The whole PEM text, kept for the formats that need their headers (encrypted traditional keys). */
  readonly pem: string | undefined;
}

// The body may hold hyphens: the headers of an encrypted block are named Proc-Type and DEK-Info.
const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/;
const derSequence = 0x30;

/**
 * Takes DER bytes, PEM text or bare base64 text and finds the bytes in it. Byte order mark, CRLF, blanks around
 * and inside the base64, and headers inside the PEM block do no harm. docs/wire/v1 §2.3.
 *
 * @returns `undefined` where the input is none of the three.
 */
export function readKeyBytes(input: string | Uint8Array): KeyBytes | undefined {
  if (typeof input !== 'string') {
    if (input[0] === derSequence) return { der: Buffer.from(input), label: undefined, pem: undefined };
    return readKeyBytes(Buffer.from(input).toString('utf8'));
  }
  const text = input.replace(/^\uFEFF/, '').replaceAll('\r', '');
  const block = pemBlock.exec(text);
  if (block === null) return fromBase64(text, undefined, undefined);
  const [pem, label, body = ''] = block;
  const withoutHeaders = body.replace(/^[\w-]+:.*$/gm, '');
  return fromBase64(withoutHeaders, label, `${pem}\n`);
}

function fromBase64(text: string, label: string | undefined, pem: string | undefined): KeyBytes | undefined {
  const base64 = text.replace(/\s+/g, '');
  if (base64.length < 16 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  return { der: Buffer.from(base64, 'base64'), label, pem };
}
