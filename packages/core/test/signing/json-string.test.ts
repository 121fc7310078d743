import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfString } from '../../src/signing/json-shape.ts';
import { decodeUtf8String } from '../../src/signing/json-string.ts';

const decode = (bytes: Buffer): string | undefined => decodeUtf8String(bytes, 0, endOfString(bytes, 0));

/** What JSON.parse makes of the same text; `undefined` where it is no JSON string in UTF-8. */
function reference(bytes: Buffer): string | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as string;
  } catch {
    return undefined;
  }
}

describe('a JSON string', () => {
  test('of any text is read back', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(texts, (text) => {
        expect(decode(Buffer.from(JSON.stringify(text)))).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });
  test('with any escapes, right or wrong, is read as JSON.parse reads it', () => {
    const pieces = [
      '\\',
      '\\\\',
      '\\"',
      '\\/',
      '\\b',
      '\\n',
      '\\u',
      '\\u00',
      '\\u0041',
      '\\uD83D',
      '\\uDE00',
    ];
    const unit = fc.constantFrom(
      ...pieces,
      '\\x',
      'u',
      'n',
      'a',
      '7',
      'é',
      '😀',
      '\uFEFF',
      '\n',
      '\0',
      '\x7f',
    );
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (inner) => {
        const bytes = Buffer.from(`"${inner}"`);
        const expected = reference(bytes);
        expect(decodeUtf8String(bytes, 0, bytes.length - 1), inner).toBe(expected);
        if (expected === undefined) refused += 1;
        else accepted += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(Math.min(accepted, refused)).toBeGreaterThan(1_000);
  });
  test('of any bytes is read as a strict decoder reads it', () => {
    const bytes = fc.array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0xc3, 0xa9, 0x41)), {
      maxLength: 6,
    });
    let accepted = 0;
    fc.assert(
      fc.property(bytes, (inner) => {
        fc.pre(!inner.includes(0x22));
        const text = Buffer.from([0x22, ...inner, 0x22]);
        const expected = reference(text);
        expect(decode(text)).toBe(expected);
        if (expected !== undefined && inner.length > 1) accepted += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(300);
  });
  test('is found inside other bytes', () => {
    const bytes = Buffer.from('xx"a\\"é"yy"');
    const end = endOfString(bytes, 2);
    expect(bytes.subarray(2, end + 1).toString()).toBe('"a\\"é"');
    expect(decodeUtf8String(bytes, 2, end)).toBe('a"é');
    expect(decodeUtf8String(bytes.subarray(2), 0, end - 2)).toBe('a"é');
  });
  test.each(['"', '"abc', '"abc\\"', '"abc\\'])('that is not closed has no end: %s', (text) => {
    const bytes = Buffer.from(text);
    expect(endOfString(bytes, 0)).toBeGreaterThanOrEqual(bytes.length);
    expect(decode(bytes)).toBeUndefined();
  });
});
