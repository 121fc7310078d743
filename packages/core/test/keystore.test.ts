import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeystore } from '@alipay-intl/core/keystore';
import { describe, expect, test } from 'vitest';
import { caughtError } from './fixtures/caught-error.ts';
import { keyFile, keyText, keyVectors, publicPem } from './fixtures/vectors.ts';

const keystores = keyVectors.filter((vector) => vector.container.startsWith('pkcs12'));

describe('readKeystore', () => {
  test.each(keystores)('opens $file ($container)', (vector) => {
    const keystore = readKeystore(keyFile(vector.file), vector.password ?? '');
    const publicHalf = createPublicKey(createPrivateKey(keystore.privateKey));
    expect(publicHalf.equals(createPublicKey(publicPem(vector.pair)))).toBe(true);
    expect(keystore.certificates).toHaveLength(1);
    const certificate = new X509Certificate(keystore.certificates[0] ?? '');
    const original = new X509Certificate(keyText(`${vector.pair}.certificate.pem`));
    expect(certificate.fingerprint256).toBe(original.fingerprint256);
  });
  test.each(keystores)('refuses a wrong password for $file without repeating it', async (vector) => {
    const error = await caughtError(() => readKeystore(keyFile(vector.file), 'canary-password'));
    expect(error.code).toBe('ERR_KEY_INVALID');
    expect(error.message).toContain('the password is wrong');
    expect(error.message).not.toContain('canary-password');
  });
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('this is no keystore')],
    ['a private key', keyFile('merchant.private.pkcs8.der')],
    ['a certificate', keyFile('merchant.certificate.pem')],
    ['a cut keystore', keyFile('merchant.modern.p12').subarray(0, 900)],
  ])('refuses %s', async (_name, bytes) => {
    expect((await caughtError(() => readKeystore(bytes, 'test-password'))).code).toBe('ERR_KEY_INVALID');
  });
  test('refuses a keystore that holds a certificate but no key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keystore-'));
    try {
      writeFileSync(join(folder, 'certificate.pem'), keyFile('merchant.certificate.pem'));
      const args = ['-export', '-nokeys', '-in', 'certificate.pem', '-out', 'out.p12', '-passout', 'pass:x'];
      execFileSync('openssl', ['pkcs12', ...args], { cwd: folder });
      const error = await caughtError(() => readKeystore(readFileSync(join(folder, 'out.p12')), 'x'));
      expect(error.message).toContain('holds no RSA private key');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
