/**
 * Decodes base64 that is spelled in the one canonical way: standard alphabet, padding, no line breaks, no surplus
 * bits. Node's own decoder takes many more spellings of the same bytes.
 */
export function decodeCanonicalBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  // Node's decoder skips what it does not know and ignores surplus bits; writing the bytes again shows both.
  return bytes.toString('base64') === text ? bytes : undefined;
}
