import { createHash, createPublicKey, sign, webcrypto } from 'node:crypto';
import { importPublicKey } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { keyFile, keyText, privatePem, publicPem } from '../fixtures/vectors.ts';

const content = Buffer.from('some bytes');

describe('importPublicKey', () => {
  test('takes KeyObject, CryptoKey, JWK, PEM, bare base64, DER and certificate as the same key', async () => {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const spki = keyFile('alipay.public.spki.der');
    const inputs = [
      createPublicKey(publicPem('alipay')),
      await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
      await webcrypto.subtle.importKey('spki', spki, algorithm, false, ['verify']),
      JSON.parse(keyText('alipay.public.jwk.json')) as object as never,
      publicPem('alipay'),
      keyText('alipay.public.spki.b64'),
      spki,
      new Uint8Array(spki),
      keyText('alipay.certificate.pem'),
    ];
    const thumbprints = await Promise.all(
      inputs.map(async (input) => (await importPublicKey(input)).thumbprint),
    );
    expect(new Set(thumbprints).size).toBe(1);
  });

  test('has the RFC 7638 thumbprint, computed here by hand', async () => {
    const { e, n } = createPublicKey(publicPem('alipay')).export({ format: 'jwk' });
    const canonical = `{"e":"${e}","kty":"RSA","n":"${n}"}`;
    const expected = createHash('sha256').update(canonical).digest('base64url');
    expect((await importPublicKey(publicPem('alipay'))).thumbprint).toBe(expected);
  });

  test('verifies RSASSA-PKCS1-v1_5 with SHA-256 and nothing else', async () => {
    const key = await importPublicKey(publicPem('alipay'));
    const pem = privatePem('alipay');
    expect(key.verify(content, sign('sha256', content, pem))).toBe(true);
    expect(key.verify(content, sign('sha512', content, pem))).toBe(false);
    expect(key.verify(content, sign('sha1', content, pem))).toBe(false);
    expect(key.verify(content, sign('sha256', content, { key: pem, padding: 6 }))).toBe(false);
    expect(key.verify(Buffer.from('others'), sign('sha256', content, pem))).toBe(false);
  });

  test.each([0, 1, 255, 257, 512])('answers false to a signature of %i bytes', async (length) => {
    const key = await importPublicKey(publicPem('alipay'));
    expect(key.verify(content, new Uint8Array(length).fill(1))).toBe(false);
  });

  test('names whose key is refused', async () => {
    const error = await caughtError(() => importPublicKey('not a key at all', 'The key of tests'));
    expect(error.message).toMatch(/^The key of tests cannot be read/);
  });
});
