import { formatSignatureHeader, parseSignatureHeader } from '@alipay-intl/core/signing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const signatures = fc.uint8Array({ minLength: 1, maxLength: 1024 });
const versions = fc.stringMatching(/^\d{1,9}$/);
const base64 = Buffer.alloc(256, 7).toString('base64');

describe('properties', () => {
  test('what is written is read back, in capitals and without blanks', () => {
    fc.assert(
      fc.property(versions, signatures, (keyVersion, signature) => {
        const text = formatSignatureHeader(keyVersion, signature);
        expect(text).not.toMatch(/\s|%[0-9a-f]*[a-f]/);
        const parsed = parseSignatureHeader(text);
        if (!parsed.ok) throw new Error(parsed.fault);
        expect(parsed.header.keyVersion).toBe(keyVersion);
        expect(parsed.header.signature.equals(signature)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('pairs in any order, with blanks around them, with others between, plain or percent-encoded', () => {
    const blanks = fc.constantFrom('', ' ', '  ', '\t');
    const orders = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    const escapes = fc.constantFrom<(text: string) => string>(
      (text) => text,
      encodeURIComponent,
      (text) => encodeURIComponent(text).replaceAll('%2B', '%2b').replaceAll('%2F', '%2f'),
    );
    fc.assert(
      fc.property(
        versions,
        signatures,
        orders,
        blanks,
        blanks,
        escapes,
        (version, bytes, order, a, b, encode) => {
          const signature = encode(Buffer.from(bytes).toString('base64'));
          const pairs = [
            'algorithm=RSA256',
            `keyVersion=${version}`,
            `signature=${signature}`,
            'note=any=thing',
          ];
          const parsed = parseSignatureHeader(order.map((index) => a + pairs[index] + b).join(','));
          if (!parsed.ok) throw new Error(parsed.fault);
          expect(parsed.header.keyVersion).toBe(version);
          expect(parsed.header.signature.equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('arbitrary text never makes it throw, and is refused', () => {
    const arbitrary = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom(...'algorithm=RSA256,keyVersion1signature%2bBF/+= \n'),
        maxLength: 80,
      }),
    );
    fc.assert(
      fc.property(arbitrary, (text) => {
        expect(parseSignatureHeader(text).ok).toBe(false);
      }),
      { numRuns: 20_000 },
    );
  });

  test('one signature has one decoding: whatever text is accepted, is canonical base64 of what it gives', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'ABCDabcd0189+/=-_% \n.'),
      minLength: 1,
      maxLength: 12,
    });
    let accepted = 0;
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parseSignatureHeader(`algorithm=RSA256,signature=${text}`);
        if (!parsed.ok) return;
        accepted += 1;
        const plain = text.replaceAll(/%2b/gi, '+').replaceAll(/%2f/gi, '/').replaceAll(/%3d/gi, '=').trim();
        expect(parsed.header.signature.toString('base64')).toBe(plain);
      }),
      { numRuns: 50_000 },
    );
    expect(accepted).toBeGreaterThan(10);
  });

  test('a changed character gives another signature or a refusal, never the same bytes', () => {
    const header = formatSignatureHeader('1', Buffer.alloc(256, 7));
    const start = header.indexOf('signature=') + 'signature='.length;
    const original = Buffer.alloc(256, 7);
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: header.length - 1 }),
        fc.string({ minLength: 0, maxLength: 2 }),
        (at, put) => {
          const changed = header.slice(0, at) + put + header.slice(at + 1);
          // Hex digits of either case are the same spelling.
          const capitals = changed.replace(/%[0-9a-f]{2}/gi, (hex) => hex.toUpperCase());
          fc.pre(capitals.trim() !== header);
          const parsed = parseSignatureHeader(changed);
          expect(parsed.ok && parsed.header.signature.equals(original)).toBe(false);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('each fault has its name', () => {
  test.each([
    ['too-long', `algorithm=RSA256,signature=${'A'.repeat(4600)}`],
    ['not-name-value-pairs', ''],
    ['not-name-value-pairs', 'algorithm=RSA256,'],
    ['not-name-value-pairs', `algorithm=RSA256,,signature=${base64}`],
    ['not-name-value-pairs', `=RSA256,signature=${base64}`],
    ['repeated-pair', `algorithm=RSA256,algorithm=RSA256,signature=${base64}`],
    ['repeated-pair', `algorithm=RSA256,signature=${base64}, signature=${base64}`],
    ['repeated-pair', `algorithm=RSA256,signature=${base64}, algorithm=RSA256,signature=${base64}`],
    ['no-algorithm', `signature=${base64}`],
    ['no-algorithm', `Algorithm=RSA256,signature=${base64}`],
    ['other-algorithm', `algorithm=rsa256,signature=${base64}`],
    ['other-algorithm', `algorithm=,signature=${base64}`],
    ['odd-key-version', `algorithm=RSA256,keyVersion=,signature=${base64}`],
    ['odd-key-version', `algorithm=RSA256,keyVersion=${'1'.repeat(33)},signature=${base64}`],
    ['odd-key-version', `algorithm=RSA256,keyVersion=1 2,signature=${base64}`],
    ['no-signature', 'algorithm=RSA256,keyVersion=1'],
    ['no-signature', 'algorithm=RSA256,signature='],
    ['not-canonical-base64', `algorithm=RSA256,signature=${base64.replace(/=+$/, '')}`],
    ['not-canonical-base64', 'algorithm=RSA256,signature=QQ'],
    ['not-canonical-base64', 'algorithm=RSA256,signature=QR=='],
    ['not-canonical-base64', 'algorithm=RSA256,signature=QQ=%3D'],
    ['not-canonical-base64', 'algorithm=RSA256,signature=%51Q%3D%3D'],
    ['not-canonical-base64', 'algorithm=RSA256,signature=QQ%3D%3D%'],
    ['not-canonical-base64', 'algorithm=RSA256,signature=QQ%253D%253D'],
    ['not-canonical-base64', 'algorithm=RSA256,signature=Q Q=='],
    ['not-canonical-base64', 'algorithm=RSA256,signature= QQ=='],
  ])('%s: %s', (fault, text) => {
    expect(parseSignatureHeader(text)).toEqual({ ok: false, fault });
  });

  test('the header without a version has none', () => {
    expect(parseSignatureHeader(`algorithm=RSA256,signature=${base64}`)).toMatchObject({
      ok: true,
      header: { keyVersion: undefined },
    });
  });

  test('an 8192-bit signature in its longest spelling still fits', () => {
    const header = formatSignatureHeader('1', Buffer.alloc(1024, 0xff));
    expect(parseSignatureHeader(header).ok).toBe(true);
  });
});
