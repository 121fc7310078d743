import { createPrivateKey, sign } from 'node:crypto';
import { createKeyRing, importPublicKey, type KeyRing } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { keyText, privatePem, publicPem } from '../fixtures/vectors.ts';

const content = Buffer.from('some bytes');
const by = (pair: string): Buffer => sign('sha256', content, createPrivateKey(privatePem(pair)));
const old = { keyVersion: '1', publicKey: publicPem('alipay') };
const next = { keyVersion: '2', publicKey: publicPem('alipay-v2') };
const thumbprint = async (pair: string) => (await importPublicKey(publicPem(pair))).thumbprint;

/** Counts the verifications of each key, without touching the ring. */
async function matchOf(ring: KeyRing, pair: string, keyVersion: string | undefined) {
  return ring.verify(content, by(pair), keyVersion);
}

describe('rotation: both keys are configured at once', () => {
  test('each version finds its key and says so', async () => {
    const ring = await createKeyRing([old, next]);
    expect(await matchOf(ring, 'alipay', '1')).toEqual({
      keyVersion: '1',
      thumbprint: await thumbprint('alipay'),
      foundBy: 'named',
    });
    expect(await matchOf(ring, 'alipay-v2', '2')).toEqual({
      keyVersion: '2',
      thumbprint: await thumbprint('alipay-v2'),
      foundBy: 'named',
    });
  });

  test.each([undefined, '', '3', '01', '1 '])(
    'version %j is not configured: the whole ring is tried, and the key that matched is reported',
    async (keyVersion) => {
      const ring = await createKeyRing([old, next]);
      expect(await matchOf(ring, 'alipay', keyVersion)).toMatchObject({ keyVersion: '1', foundBy: 'ring' });
      expect(await matchOf(ring, 'alipay-v2', keyVersion)).toMatchObject({
        keyVersion: '2',
        foundBy: 'ring',
      });
      expect(await matchOf(ring, 'merchant', keyVersion)).toBeUndefined();
    },
  );

  test('a configured version is tried alone, even where another key of the ring would match', async () => {
    const ring = await createKeyRing([old, next]);
    expect(await matchOf(ring, 'alipay-v2', '1')).toBeUndefined();
    expect(await matchOf(ring, 'alipay', '2')).toBeUndefined();
  });

  test('two keys on one version are both tried, and no third one', async () => {
    const ring = await createKeyRing([
      old,
      { ...next, keyVersion: '1' },
      { publicKey: publicPem('rsa3072'), keyVersion: '2' },
    ]);
    expect((await matchOf(ring, 'alipay', '1'))?.thumbprint).toBe(await thumbprint('alipay'));
    expect((await matchOf(ring, 'alipay-v2', '1'))?.thumbprint).toBe(await thumbprint('alipay-v2'));
    expect(await matchOf(ring, 'rsa3072', '1')).toBeUndefined();
  });
});

describe('createKeyRing', () => {
  test('takes a lone key as version 1', async () => {
    const ring = await createKeyRing(publicPem('alipay'));
    expect(ring.entries).toEqual([{ keyVersion: '1', thumbprint: await thumbprint('alipay'), bits: 2048 }]);
  });
  test('takes an entry without version as version 1', async () => {
    const ring = await createKeyRing([{ publicKey: publicPem('rsa3072') }]);
    expect(ring.entries).toEqual([{ keyVersion: '1', thumbprint: await thumbprint('rsa3072'), bits: 3072 }]);
  });
  test.each([0, 17])('refuses %i keys', async (count) => {
    const error = await caughtError(() => createKeyRing(Array.from({ length: count }, () => old)));
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.message).toContain(`not ${count}`);
  });
  test('takes 16 keys', async () => {
    expect((await createKeyRing(Array.from({ length: 16 }, () => old))).entries).toHaveLength(16);
  });
  test('names the version of a key that cannot be used', async () => {
    const weak = { keyVersion: '7', publicKey: keyText('refused.rsa1024.public.spki.pem') };
    const error = await caughtError(() => createKeyRing([old, weak]));
    expect(error.code).toBe('ERR_KEY_INVALID');
    expect(error.message).toContain('version 7 has 1024 bits');
  });
  test.each([
    ['a number', 1],
    ['null', null],
    ['empty text', ''],
    ['text with a blank', '1 '],
    ['text that is too long', 'x'.repeat(33)],
  ])('refuses %s as keyVersion', async (_name, keyVersion) => {
    const error = await caughtError(() => createKeyRing([old, { ...next, keyVersion } as never]));
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.message).toContain('keyVersion');
  });
  test.each([
    ['null', null],
    ['text', publicPem('alipay')],
    ['undefined', undefined],
  ])('refuses %s in place of an entry', async (_name, entry) => {
    const error = await caughtError(() => createKeyRing([old, entry as never]));
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.message).toContain('no entry');
  });
  test('takes a version of 32 letters, digits, dots and dashes', async () => {
    const keyVersion = 'v1.2-3_4'.padEnd(32, 'x');
    expect((await createKeyRing([{ ...next, keyVersion }])).entries[0]?.keyVersion).toBe(keyVersion);
  });
  test('verify never throws, whatever it is given', async () => {
    const ring = await createKeyRing([old, next]);
    for (const signature of [new Uint8Array(), new Uint8Array(255), new Uint8Array(10_000)]) {
      for (const version of [undefined, '1', '2', '9', '__proto__']) {
        expect(ring.verify(new Uint8Array(), signature, version)).toBeUndefined();
      }
    }
  });
});
