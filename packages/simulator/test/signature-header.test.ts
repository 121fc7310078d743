import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSignatureHeader, parseSignatureHeader } from '../src/signing/signature-header.ts';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
const version = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);

describe('parseSignatureHeader', () => {
  it('reads back what formatSignatureHeader writes', () => {
    fc.assert(
      fc.property(version, bytes, (keyVersion, signature) => {
        const parsed = parseSignatureHeader(formatSignatureHeader(keyVersion, signature));
        expect(parsed).toEqual({ algorithm: 'RSA256', keyVersion, signature: Buffer.from(signature) });
      }),
    );
  });

  it('does not care about order, blanks, case of the percent encoding, or its absence', () => {
    const blank = fc.constantFrom('', ' ', '  ', '\t');
    const encoding = fc.constantFrom(
      (text: string) => text,
      (text: string) => encodeURIComponent(text),
      (text: string) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
    );
    const order = fc.shuffledSubarray(['algorithm', 'keyVersion', 'signature', 'extra'], { minLength: 4 });
    fc.assert(
      fc.property(bytes, blank, encoding, order, (signature, space, encode, names) => {
        const values: Record<string, string> = {
          algorithm: 'RSA256',
          keyVersion: '1',
          signature: encode(Buffer.from(signature).toString('base64')),
          extra: 'a=b',
        };
        const header = names.map((name) => `${space}${name}=${space}${values[name]}${space}`).join(',');
        expect(parseSignatureHeader(header)?.signature).toEqual(Buffer.from(signature));
      }),
    );
  });

  it('never throws', () => {
    const near = fc.array(
      fc.constantFrom(
        'algorithm',
        '=',
        ',',
        'RSA256',
        'signature',
        'keyVersion',
        '%2',
        '%zz',
        '+',
        '/',
        'AAAA',
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          near.map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parseSignatureHeader(text);
          if (parsed !== undefined) expect(parsed.signature.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it.each([
    '',
    'signature=AAAA',
    'algorithm=RSA256',
    'algorithm=RSA256,signature=',
    'algorithm=RSA256,signature=%',
    'algorithm=RSA256,signature=A',
    'algorithm=RSA256,signature=AA=A',
    'algorithm=RSA256,signature=AA AA',
    'algorithm=RSA256,signature=AA-_',
    'algorithm=RSA256,signature=AAAA,signature=BBBB',
    'algorithm=RSA256,algorithm=RSA256,signature=AAAA',
    'algorithm=RSA256,,signature=AAAA',
  ])('refuses %j', (text) => {
    expect(parseSignatureHeader(text)).toBeUndefined();
  });
});
