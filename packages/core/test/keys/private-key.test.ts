import { createPrivateKey, createPublicKey, sign, verify, webcrypto } from 'node:crypto';
import { type ExternalSigner, importPrivateKey, importPublicKey } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { keyFile, keyText, privatePem, publicPem } from '../fixtures/vectors.ts';

const content = Buffer.from('some bytes');
const keyObject = createPrivateKey(privatePem('merchant'));
const publicObject = createPublicKey(publicPem('merchant'));
const rightSignature = sign('sha256', content, keyObject);

async function cryptoKey(extractable: boolean): Promise<webcrypto.CryptoKey> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pkcs8 = keyFile('merchant.private.pkcs8.der');
  return webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, extractable, ['sign']);
}

describe('importPrivateKey takes keys that are objects', () => {
  test.each([
    ['KeyObject', () => keyObject],
    ['CryptoKey', () => cryptoKey(true)],
    ['CryptoKey that cannot be exported', () => cryptoKey(false)],
    ['JWK', () => JSON.parse(keyText('merchant.private.jwk.json')) as object],
    ['JWK with members about its use', () => ({ ...keyObject.export({ format: 'jwk' }), ext: false })],
  ])('%s', async (_name, input) => {
    const key = await importPrivateKey((await input()) as never);
    expect(Buffer.from(await key.sign(content)).equals(rightSignature)).toBe(true);
    expect(key.thumbprint).toBe((await importPublicKey(publicPem('merchant'))).thumbprint);
  });

  test('a public KeyObject is refused', async () => {
    const error = await caughtError(() => importPrivateKey(publicObject));
    expect(error.message).toContain('is a public key');
  });
  test('a public JWK is refused', async () => {
    const error = await caughtError(() =>
      importPrivateKey(JSON.parse(keyText('merchant.public.jwk.json')) as object as never),
    );
    expect(error.message).toContain('is a public key');
  });
  test.each([
    ['a symmetric JWK', { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['an EC JWK', createPrivateKey(keyText('refused.ec-p256.private.sec1.pem')).export({ format: 'jwk' })],
    ['an empty object', {}],
    ['null', null],
    ['undefined', undefined],
    ['a number', 7],
    ['an array', []],
    ['empty text', ''],
    ['empty bytes', new Uint8Array()],
  ])('%s is refused with ERR_KEY_INVALID', async (_name, input) => {
    expect((await caughtError(() => importPrivateKey(input as never))).code).toBe('ERR_KEY_INVALID');
  });
});

describe('a passphrase', () => {
  const encrypted = [
    'refused.encrypted-pkcs8.pem',
    'refused.encrypted-traditional.pem',
    'refused.encrypted-pkcs8.b64',
  ];
  test.each(encrypted)('opens %s', async (file) => {
    const key = await importPrivateKey(keyText(file), { passphrase: 'test-password' });
    expect(verify('sha256', content, publicObject, await key.sign(content))).toBe(true);
  });
  test.each(encrypted)('that is wrong for %s is reported without being repeated', async (file) => {
    const error = await caughtError(() =>
      importPrivateKey(keyText(file), { passphrase: 'canary-passphrase' }),
    );
    expect(error.message).toContain('this passphrase does not open');
    expect(error.message).not.toContain('canary-passphrase');
  });
  test('for a key that is not encrypted does no harm', async () => {
    const key = await importPrivateKey(privatePem('merchant'), { passphrase: 'unused' });
    expect(verify('sha256', content, publicObject, await key.sign(content))).toBe(true);
  });
});

describe('an external signer', () => {
  const good = (bytes: Uint8Array): Uint8Array => sign('sha256', bytes, keyObject);
  test('signs, with and without its public key, now and later', async () => {
    const signers: readonly ExternalSigner[] = [
      { sign: good },
      { sign: async (bytes) => good(bytes) },
      { sign: good, publicKey: publicPem('merchant') },
    ];
    for (const signer of signers) {
      const key = await importPrivateKey(signer);
      expect(Buffer.from(await key.sign(content)).equals(rightSignature)).toBe(true);
    }
  });
  test('has a thumbprint only with its public key', async () => {
    const publicKey = publicPem('merchant');
    const expected = (await importPublicKey(publicKey)).thumbprint;
    expect((await importPrivateKey({ sign: good })).thumbprint).toBeUndefined();
    expect((await importPrivateKey({ sign: good, publicKey })).thumbprint).toBe(expected);
  });
  test('is called once for each signature and as a method', async () => {
    const signer = {
      calls: 0,
      sign(this: { calls: number }, bytes: Uint8Array) {
        this.calls += 1;
        return good(bytes);
      },
    };
    await (await importPrivateKey(signer)).sign(content);
    expect(signer.calls).toBe(1);
  });
  test.each([
    ['throws', () => Promise.reject(new Error('HSM is away'))],
    [
      'throws at once',
      () => {
        throw new Error('HSM is away');
      },
    ],
  ])('that %s gives ERR_SIGNING_FAILED with its error as cause', async (_name, broken) => {
    const key = await importPrivateKey({ sign: broken as () => never });
    const error = await caughtError(() => key.sign(content));
    expect(error.code).toBe('ERR_SIGNING_FAILED');
    expect(error.message).toContain('moved no money');
    expect((error.cause as Error).message).toBe('HSM is away');
  });
  test.each([
    ['base64 text', rightSignature.toString('base64')],
    ['nothing', undefined],
    ['an ArrayBuffer', new ArrayBuffer(256)],
    ['a short array', new Uint8Array(64)],
  ])('that returns %s gives ERR_SIGNING_FAILED', async (_name, value) => {
    const key = await importPrivateKey({ sign: () => value as never });
    const error = await caughtError(() => key.sign(content));
    expect([error.code, error.message]).toEqual([
      'ERR_SIGNING_FAILED',
      expect.stringContaining('did not return an RSA signature'),
    ]);
  });
  test.each([
    ['with another key', sign('sha256', content, createPrivateKey(privatePem('alipay')))],
    ['with another hash', sign('sha512', content, keyObject)],
    ['other bytes', sign('sha256', Buffer.from('other'), keyObject)],
  ])('that signs %s is caught by its public key', async (_name, value) => {
    const key = await importPrivateKey({ sign: () => value, publicKey: publicPem('merchant') });
    const error = await caughtError(() => key.sign(content));
    expect([error.code, error.message]).toEqual([
      'ERR_SIGNING_FAILED',
      expect.stringContaining('does not match its public key'),
    ]);
  });
  test('with a public key that cannot be used is refused at import', async () => {
    const weak = { sign: good, publicKey: keyText('refused.rsa1024.public.spki.pem') };
    const error = await caughtError(() => importPrivateKey(weak));
    expect(error.message).toContain('publicKey of the signer has 1024 bits');
  });
});

describe('regressions', () => {
  test('null as a private key is ERR_KEY_INVALID, not a TypeError', async () => {
    expect((await caughtError(() => importPrivateKey(null as never))).code).toBe('ERR_KEY_INVALID');
  });
});
