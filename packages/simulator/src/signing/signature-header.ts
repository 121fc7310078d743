/** What a Signature header says, before anything is believed (docs/wire/v1 §2.2). */
export interface SignatureHeader {
  readonly algorithm: string;
  readonly keyVersion: string | undefined;
  readonly signature: Buffer;
}

const base64Pattern =
  /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^[A-Za-z0-9+/]{2}==$|^[A-Za-z0-9+/]{3}=$/;

/**
 * Reads a Signature header: parts between commas, each a name and a value around its first `=`, in any order
 * (docs/wire/v1 §2.2). A repeated name, a part without `=`, or a value that is no base64 gives `undefined`.
 */
export function parseSignatureHeader(text: string): SignatureHeader | undefined {
  const parts = splitParts(text);
  const algorithm = parts?.get('algorithm');
  const encoded = parts?.get('signature');
  if (parts === undefined || algorithm === undefined || encoded === undefined) return undefined;
  const signature = decodeSignature(encoded);
  return signature && { algorithm, keyVersion: parts.get('keyVersion'), signature };
}

/** Writes a Signature header as the gateway sends it, with upper-case percent encoding (docs/wire/v1 §2.2). */
export function formatSignatureHeader(keyVersion: string, signature: Uint8Array): string {
  const encoded = encodeURIComponent(Buffer.from(signature).toString('base64'));
  return `algorithm=RSA256,keyVersion=${keyVersion},signature=${encoded}`;
}

function splitParts(text: string): Map<string, string> | undefined {
  const parts = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0) return undefined;
    const name = part.slice(0, equals).trim();
    if (parts.has(name)) return undefined;
    parts.set(name, part.slice(equals + 1).trim());
  }
  return parts;
}

/** Percent decoding leaves `+` alone, so a value that was never URL-encoded is read too. */
function decodeSignature(encoded: string): Buffer | undefined {
  let base64: string;
  try {
    base64 = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  return base64Pattern.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}
