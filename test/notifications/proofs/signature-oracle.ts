/** What a `Signature` header names, where it is spelled in a documented way. */
export interface NamedSignature {
  readonly base64: string;
  readonly keyVersion: string | undefined;
}

/**
 * Reads a `Signature` header: pairs in any order, blanks around them, further pairs; none twice, and only the one algorithm.
 * docs/wire/v1 §2.2, docs/decisions/0001.
 */
export function namedSignature(header: string): NamedSignature | undefined {
  const pairs: Record<string, string> = Object.create(null);
  for (const part of header.split(',')) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined || name in pairs) return undefined;
    pairs[name] = value;
  }
  const { algorithm, keyVersion, signature = '' } = pairs;
  const isOddVersion = keyVersion !== undefined && !/^[A-Za-z0-9_.-]{1,32}$/.test(keyVersion);
  if (algorithm !== 'RSA256' || isOddVersion) return undefined;
  const base64 = spelledOut(signature);
  return base64 === undefined ? undefined : { base64, keyVersion };
}

/** Plain, or percent-encoded as a whole; nothing in between. */
function spelledOut(text: string): string | undefined {
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return text;
  if (!/^(?:[A-Za-z0-9]|%2[Bb]|%2[Ff])+(?:%3[Dd]){0,2}$/.test(text)) return undefined;
  return text.replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '=');
}
