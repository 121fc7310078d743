import { createV1Gateway, OptionError } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { gatewayDefaults } from '../fixtures/stub-gateway.ts';
import { publicPem } from '../fixtures/vectors.ts';

const refusal = async (changes: object) => {
  const error = await caughtError(() => createV1Gateway({ ...gatewayDefaults, ...changes } as never));
  if (!(error instanceof OptionError)) throw error;
  return error;
};

describe('a wrong setting is refused by its name', () => {
  test.each([
    ['region', { region: 'africa' }],
    ['hostEdition', { hostEdition: 'newer' }],
    ['baseUrl', { baseUrl: 7 }],
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: 'T 1' }],
    ['clientId', { clientId: 'T_1\r\nX: y' }],
    ['clientId', { clientId: 'é' }],
    ['clientId', { clientId: 'x'.repeat(129) }],
    ['clientId', { clientId: undefined }],
    ['privateKey', { privateKey: undefined }],
    ['privateKeyPassphrase', { privateKeyPassphrase: 7 }],
    ['keyVersion', { keyVersion: 1 }],
    ['keyVersion', { keyVersion: '1,signature=x' }],
    ['keyVersion', { keyVersion: '' }],
    ['alipayPublicKeys', { alipayPublicKeys: undefined }],
    ['sandboxPath', { sandboxPath: true }],
    ['requestTimeForm', { requestTimeForm: 'rfc' }],
    ['deadlineMs', { deadlineMs: 0 }],
    ['deadlineMs', { deadlineMs: 1.5 }],
    ['deadlineMs', { deadlineMs: Number.POSITIVE_INFINITY }],
    ['deadlineMs', { deadlineMs: '15000' }],
    ['userAgent', { userAgent: 'shop\r\nX: y' }],
    ['userAgent', { userAgent: '' }],
    ['transport', { transport: 'undici' }],
    ['clock', { clock: null }],
    ['transportOptions', { transportOptions: 7 }],
    ['transportOptions.connectionsMax', { transportOptions: { connectionsMax: 0 } }],
    ['transportOptions.connectTimeoutMs', { transportOptions: { connectTimeoutMs: -1 } }],
    ['transportOptions.headersTimeoutMs', { transportOptions: { headersTimeoutMs: Number.NaN } }],
    ['transportOptions.bodyTimeoutMs', { transportOptions: { bodyTimeoutMs: '1' } }],
    ['transportOptions.keepAliveMs', { transportOptions: { keepAliveMs: 0 } }],
    ['transportOptions.responseBytesMax', { transportOptions: { responseBytesMax: 10 } }],
    ['transportOptions.proxy', { transportOptions: { proxy: 'socks5://127.0.0.1' } }],
    ['transportOptions.proxy', { transportOptions: { proxy: 'sometimes' } }],
    ['transportOptions.ca', { transportOptions: { ca: 7 } }],
  ])('%s: %j', async (path, changes) => {
    const error = await refusal(changes);
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
    expect(error.message).toContain(path);
    expect(error.message).toMatch(/^The gateway configuration is not valid/);
  });

  test('an unknown setting is refused, also in transportOptions', async () => {
    expect((await refusal({ privatKey: 'x' })).message).toContain('privatKey');
    const nested = await refusal({ transportOptions: { rejectUnauthorized: false } });
    expect(nested.message).toContain('rejectUnauthorized');
    expect(nested.issues[0]?.path).toBe('transportOptions.rejectUnauthorized');
  });
  test('several wrong settings are all named at once', async () => {
    const error = await refusal({ deadlineMs: 0, keyVersion: 'x', region: 'moon' });
    expect(error.issues.map((issue) => issue.path).sort()).toEqual(['deadlineMs', 'keyVersion', 'region']);
  });
  test('no message repeats a value', async () => {
    const canary = 'canary-value';
    for (const changes of [
      { region: canary },
      { clientId: `${canary} x` },
      { keyVersion: canary },
      { transportOptions: { proxy: canary } },
      { userAgent: `${canary}\n` },
    ]) {
      const error = await refusal(changes);
      expect(JSON.stringify(error)).not.toContain(canary);
    }
  });
  test.each([null, undefined, 'x', 7, []])('%j instead of settings is refused', async (options) => {
    const error = await caughtError(() => createV1Gateway(options as never));
    expect(error.code).toBe('ERR_OPTION_INVALID');
  });
});

describe('keys', () => {
  test('a wrong private key is named as the setting privateKey', async () => {
    const error = await refusal({ privateKey: publicPem('merchant') });
    expect([error.code, error.message]).toEqual([
      'ERR_KEY_INVALID',
      expect.stringMatching(/^privateKey is a public key/),
    ]);
  });
  test.each([
    ['alone', publicPem('merchant')],
    [
      'in a ring',
      [{ publicKey: publicPem('alipay') }, { keyVersion: '2', publicKey: publicPem('merchant') }],
    ],
  ])('the own public key as the one of Alipay is refused, %s', async (_name, alipayPublicKeys) => {
    const error = await refusal({ alipayPublicKeys });
    expect(error.code).toBe('ERR_KEY_INVALID');
    expect(error.message).toContain('alipayPublicKeys holds your own public key');
  });
  test('the own public key is noticed for an external signer that names it, too', async () => {
    const privateKey = { sign: () => new Uint8Array(256), publicKey: publicPem('alipay') };
    expect((await refusal({ privateKey })).message).toContain('holds your own public key');
  });
  test('null as a key is ERR_KEY_INVALID', async () => {
    expect((await refusal({ privateKey: null })).code).toBe('ERR_KEY_INVALID');
    expect((await refusal({ alipayPublicKeys: null })).code).toBe('ERR_KEY_INVALID');
  });
});

test('the settings themselves are not changed', async () => {
  const options = Object.freeze({ ...gatewayDefaults, transportOptions: Object.freeze({ proxy: 'none' }) });
  const gateway = await createV1Gateway(options);
  await gateway.close();
  expect(options).toEqual({ ...gatewayDefaults, transportOptions: { proxy: 'none' } });
});
