import { createPublicKey, verify } from 'node:crypto';
import { importPrivateKey } from '@alipay-intl/core';
import { expect, test } from 'vitest';
import { privatePem, publicPem } from '../fixtures/vectors.ts';

const publicKey = createPublicKey(publicPem('merchant'));

test.each([1, 2, 50])('%i signatures asked for at once each belong to their own bytes', async (count) => {
  const key = await importPrivateKey(privatePem('merchant'));
  const contents = Array.from({ length: count }, (_, index) => Buffer.from(`content ${index}`));
  const signatures = await Promise.all(contents.map((content) => key.sign(content)));
  contents.forEach((content, index) => {
    expect(verify('sha256', content, publicKey, signatures[index] ?? new Uint8Array())).toBe(true);
  });
  expect(new Set(signatures.map((one) => Buffer.from(one).toString('base64'))).size).toBe(count);
});

test('waves of signatures, alone and together, all come back', async () => {
  const key = await importPrivateKey(privatePem('merchant'));
  const waves = [1, 3, 1, 8, 2].map(async (count, wave) => {
    await new Promise((resolve) => setTimeout(resolve, wave * 2));
    return Promise.all(Array.from({ length: count }, () => key.sign(Buffer.from(`wave ${wave}`))));
  });
  const done = await Promise.all(waves);
  done.forEach((signatures, wave) => {
    for (const signature of signatures) {
      expect(verify('sha256', Buffer.from(`wave ${wave}`), publicKey, signature)).toBe(true);
    }
  });
});
