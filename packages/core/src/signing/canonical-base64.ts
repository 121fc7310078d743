const standardAlphabet = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Decodes base64 that is spelled in the one canonical way: standard alphabet, padding, no line breaks, no surplus
 * bits. Node's own decoder takes many more spellings of the same bytes.
 */
export function decodeCanonicalBase64(text: string): Buffer | undefined {
  if (!standardAlphabet.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  // Node ignores surplus bits in the last character; writing the bytes again shows them.
  return bytes.toString('base64') === text ? bytes : undefined;
}
