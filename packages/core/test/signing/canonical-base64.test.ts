import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCanonicalBase64 } from '../../src/signing/canonical-base64.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The rule of RFC 4648 §3.5 and §4 read letter by letter, without any decoder. */
function isCanonical(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const padding = /=*$/.exec(text)?.[0].length ?? 0;
  const digits = [...text.slice(0, text.length - padding)].map((letter) => alphabet.indexOf(letter));
  if (padding > 2 || digits.includes(-1)) return false;
  const surplus = padding === 1 ? 0b11 : padding === 2 ? 0b1111 : 0;
  return ((digits.at(-1) ?? 0) & surplus) === 0;
}

describe('canonical base64', () => {
  test('of any bytes is decoded to them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeCanonicalBase64(Buffer.from(bytes).toString('base64'));
        expect(decoded?.equals(bytes)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
  test('is the only text that is decoded: exactly what is written again alike', () => {
    const pieces = fc.constantFrom(...alphabet, 'QQ==', 'QUE=', 'QUFB', '=', '==', '-', '_', ' ', '\n', 'é');
    let accepted = 0;
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 6 }), (text) => {
        const decoded = decodeCanonicalBase64(text);
        expect(decoded !== undefined, text).toBe(isCanonical(text));
        if (decoded === undefined) return;
        expect(decoded.toString('base64')).toBe(text);
        accepted += 1;
      }),
      { numRuns: 40_000 },
    );
    expect(accepted).toBeGreaterThan(1_000);
  });
  test('every text of four letters with padding is judged by its surplus bits', () => {
    let accepted = 0;
    for (const one of alphabet) {
      for (const other of alphabet) {
        for (const text of [`A${one}${other}=`, `${one}${other}==`]) {
          const isAccepted = decodeCanonicalBase64(text) !== undefined;
          expect(isAccepted, text).toBe(isCanonical(text));
          accepted += isAccepted ? 1 : 0;
        }
      }
    }
    // 16 of 64 last letters leave two surplus bits empty, 4 of 64 leave four.
    expect(accepted).toBe(64 * 16 + 64 * 4);
  });
  test.each([
    ['no padding', 'QQ'],
    ['half a padding', 'QQ='],
    ['padding for nothing', 'QUFB===='],
    ['padding in the middle', 'QQ==QUFB'],
    ['base64url', '-_-_'],
    ['a line break at the end', 'QUFB\n'],
    ['a line break inside', 'QU\r\nFB'],
    ['a blank in front', ' QUFB'],
    ['a NUL at the end', 'QUFB\0'],
    ['percent-encoding', 'QQ%3D%3D'],
    ['surplus bits', 'QR=='],
    ['a letter like one of the alphabet', 'QUFＢ'],
    ['one letter', 'Q'],
  ])('%s is refused', (_name, text) => {
    expect(decodeCanonicalBase64(text)).toBeUndefined();
  });
  test('empty text is no bytes', () => {
    expect(decodeCanonicalBase64('')).toHaveLength(0);
  });
});
