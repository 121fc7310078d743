import { createPublicKey, verify } from 'node:crypto';
import { importPrivateKey, importPublicKey } from '@alipay-intl/core';
import { readKeystore } from '@alipay-intl/core/keystore';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { type KeyVector, keyFile, keyText, keyVectors, publicPem } from '../fixtures/vectors.ts';

const content = Buffer.from('POST /ams/api/v1/payments/pay\nT_1.1685599933871.{}');
const accepted = (holds: string) => keyVectors.filter((v) => v.expect === 'accept' && v.holds === holds);
const refused = keyVectors.filter((vector) => vector.expect === 'refuse');

function inputsOf(vector: KeyVector): readonly (readonly [form: string, input: string | Buffer | object])[] {
  if (vector.container === 'jwk') return [['object', JSON.parse(keyText(vector.file))]];
  if (vector.container.startsWith('pkcs12')) {
    return [['keystore', readKeystore(keyFile(vector.file), vector.password ?? '').privateKey]];
  }
  const asBytes = ['bytes', keyFile(vector.file)] as const;
  return vector.file.endsWith('.der') ? [asBytes] : [asBytes, ['text', keyText(vector.file)]];
}

test('the vectors hold 138 key files, so that nothing is skipped silently', () => {
  expect(keyVectors).toHaveLength(138);
  expect(accepted('private').length + accepted('public').length + refused.length).toBe(138);
});

describe('accepts every private key file', () => {
  test.each(accepted('private'))('$file ($container)', async (vector) => {
    const own = createPublicKey(publicPem(vector.pair));
    for (const [form, input] of inputsOf(vector)) {
      const key = await importPrivateKey(input as string);
      expect(verify('sha256', content, own, await key.sign(content)), form).toBe(true);
    }
  });
});

describe('accepts every public key file', () => {
  test.each(accepted('public'))('$file ($container)', async (vector) => {
    const expected = await importPublicKey(createPublicKey(publicPem(vector.pair)));
    for (const [form, input] of inputsOf(vector)) {
      const key = await importPublicKey(input as string);
      expect(key.thumbprint, form).toBe(expected.thumbprint);
      expect(key.bits, form).toBe(vector.pair === 'rsa3072' ? 3072 : 2048);
    }
  });
});

describe('refuses with a message that says what the bytes are', () => {
  const wanted: Readonly<Record<string, RegExp>> = {
    encrypted: /an encrypted private key \(pass its passphrase\)/,
    'not-rsa': /of type (?:ec|ed25519), not RSA/,
    'too-short': /has 1024 bits/,
    'rsa-pss': /of type rsa-pss, not RSA/,
    'small-exponent': /public exponent 3\b/,
    openssh: /an OpenSSH private key/,
    'certificate-request': /a certificate signing request/,
    truncated: /damaged|cut off/,
    'not-a-key': /no key|neither PEM, nor base64, nor DER/,
  };
  test('every reason of the vectors is expected here', () => {
    expect(new Set(refused.map((vector) => vector.reason))).toEqual(new Set(Object.keys(wanted)));
  });
  test.each(refused)('$file ($reason)', async (vector) => {
    const importKey = vector.holds === 'public' ? importPublicKey : importPrivateKey;
    for (const [form, input] of inputsOf(vector)) {
      const error = await caughtError(() => importKey(input as string));
      expect(error.code, form).toBe('ERR_KEY_INVALID');
      expect(error.message, form).toMatch(wanted[vector.reason ?? ''] ?? /never/);
      expect(error.next, form).not.toBe('');
    }
  });
  test('EC and Ed25519 are told apart', async () => {
    const ec = await caughtError(() => importPrivateKey(keyText('refused.ec-p256.private.sec1.pem')));
    const ed = await caughtError(() => importPrivateKey(keyText('refused.ed25519.private.pkcs8.pem')));
    expect(ec.message).toContain('of type ec,');
    expect(ed.message).toContain('of type ed25519,');
  });
  test.each(accepted('public'))('$file where a private key belongs', async (vector) => {
    for (const [, input] of inputsOf(vector)) {
      const error = await caughtError(() => importPrivateKey(input as string));
      expect([error.code, error.message]).toEqual([
        'ERR_KEY_INVALID',
        expect.stringContaining('is a public key'),
      ]);
    }
  });
  test.each(accepted('private'))('$file where a public key belongs', async (vector) => {
    for (const [, input] of inputsOf(vector)) {
      const error = await caughtError(() => importPublicKey(input as string));
      expect([error.code, error.message]).toEqual([
        'ERR_KEY_INVALID',
        expect.stringContaining('is a private key'),
      ]);
    }
  });
  test.each(keyVectors.filter((vector) => vector.container.startsWith('pkcs12')))(
    '$file, which readKeystore opens, says that it is PKCS#12',
    async (vector) => {
      for (const importKey of [importPrivateKey, importPublicKey]) {
        const error = await caughtError(() => importKey(keyFile(vector.file)));
        expect(error.code).toBe('ERR_KEY_INVALID');
        expect(error.message).toContain('PKCS#12 keystore');
      }
    },
  );
});

describe('regressions', () => {
  test('an encrypted key with Proc-Type headers is called encrypted, although its headers hold hyphens', async () => {
    const error = await caughtError(() => importPrivateKey(keyText('refused.encrypted-traditional.pem')));
    expect(error.message).toContain('an encrypted private key (pass its passphrase)');
  });
  test('a PEM block without its END line is called cut off', async () => {
    const error = await caughtError(() => importPrivateKey(keyText('refused.no-end-line.pem')));
    expect(error.message).toContain('cut off');
  });
});
