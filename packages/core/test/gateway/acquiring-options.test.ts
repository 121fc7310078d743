import { acquiringDialects, createAcquiringGateway, OptionError } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { acquiringDefaults } from '../fixtures/stub-acquiring.ts';
import { publicPem } from '../fixtures/vectors.ts';

const dialect = acquiringDialects['public-2.0.4'];
const refusal = async (changes: object) => {
  const error = await caughtError(() =>
    createAcquiringGateway({ ...acquiringDefaults, ...changes } as never),
  );
  if (!(error instanceof OptionError)) throw error;
  return error;
};

describe('a wrong setting of an acquiring gateway is refused by its name', () => {
  test.each([
    ['dialect', { dialect: 'public-2.0.5' }],
    ['dialect', { dialect: null }],
    ['dialect', { dialect: { ...dialect, hash: 'md5' } }],
    ['dialect', { dialect: { ...dialect, hash: undefined } }],
    ['dialect.version', { dialect: { ...dialect, version: '' } }],
    ['dialect.version', { dialect: { ...dialect, version: '123456789' } }],
    ['dialect', { dialect: { ...dialect, partyField: 'sellerId' } }],
    ['dialect', { dialect: { ...dialect, sendsSignType: 'yes' } }],
    ['dialect', { dialect: { ...dialect, baseUrl: 7 } }],
    ['dialect.verify', { dialect: { ...dialect, verify: false } }],
    ['baseUrl', { baseUrl: 7 }],
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: 'a b' }],
    ['clientId', { clientId: 'x'.repeat(33) }],
    ['clientId', { clientId: undefined }],
    ['privateKey', { privateKey: undefined }],
    ['privateKeyPassphrase', { privateKeyPassphrase: 7 }],
    ['alipayPublicKeys', { alipayPublicKeys: undefined }],
    ['paths', { paths: 'x' }],
    ['paths.own', { paths: { own: 'no-slash' } }],
    ['paths.own', { paths: { own: '/a b' } }],
    ['paths.own', { paths: { own: '/é' } }],
    ['paths.own', { paths: { own: '/a#b' } }],
    ['paths.own', { paths: { own: '/a\r\nX: y' } }],
    ['paths.own', { paths: { own: 7 } }],
    ['signatureEncoding', { signatureEncoding: 'thrice' }],
    ['signatureEncoding', { signatureEncoding: 2 }],
    ['deadlineMs', { deadlineMs: 0 }],
    ['deadlineMs', { deadlineMs: 600_001 }],
    ['deadlineMs', { deadlineMs: '10000' }],
    ['userAgent', { userAgent: 'shop\r\nX: y' }],
    ['transport', { transport: 'undici' }],
    ['clock', { clock: null }],
    ['createMessageId', { createMessageId: 'id' }],
    ['transportOptions.responseBytesMax', { transportOptions: { responseBytesMax: 10 } }],
  ])('%s: %j', async (path, changes) => {
    const error = await refusal(changes);
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
    expect(error.message).toContain(path);
    expect(error.message).toMatch(/^The gateway configuration is not valid/);
  });
  test('a path may hold every other sign that a URL can, and a query', async () => {
    const gateway = await createAcquiringGateway({ ...acquiringDefaults, paths: { own: '/a"~!?b=c&d=%20' } });
    await gateway.close();
  });
  test.each(['privatKey', 'keyVersion', 'sandboxPath', 'rejectUnauthorized', 'verify'])(
    'an unknown setting is refused and named: %s',
    async (name) => {
      const error = await refusal({ [name]: 'canary' });
      expect(error.code).toBe('ERR_OPTION_INVALID');
      expect(error.message).toContain(name);
      expect(error.message).not.toContain('canary');
    },
  );
  test('several wrong settings are all named at once', async () => {
    const error = await refusal({ deadlineMs: 0, dialect: 'x', signatureEncoding: 1 });
    const named = error.issues.map((issue) => issue.path).sort();
    expect(named).toEqual(['deadlineMs', 'dialect', 'signatureEncoding']);
  });
  test.each([null, undefined, 'x', 7, []])('%j instead of settings is refused', async (options) => {
    const error = await caughtError(() => createAcquiringGateway(options as never));
    expect(error.code).toBe('ERR_OPTION_INVALID');
  });
  test.each([
    'http://gateway.example/api',
    'ftp://gateway.example',
    'gateway.example/api',
    'https://user:canary@gateway.example',
    'https://gateway.example/api?x=canary',
    'https://gateway.example/api#canary',
    '',
  ])('address %s is refused', async (baseUrl) => {
    for (const changes of [{ baseUrl }, { dialect: { ...dialect, baseUrl } }]) {
      const error = await refusal(changes);
      expect(error.code).toBe('ERR_OPTION_INVALID');
      expect(error.message).toContain('baseUrl');
      expect(JSON.stringify(error)).not.toContain('canary');
    }
  });
});

describe('the keys of an acquiring gateway', () => {
  test.each([
    ['alone', publicPem('merchant')],
    ['in a ring', [{ publicKey: publicPem('alipay') }, { publicKey: publicPem('merchant') }]],
  ])('the own public key as the one of Alipay is refused, %s', async (_name, alipayPublicKeys) => {
    const error = await refusal({ alipayPublicKeys });
    expect(error.code).toBe('ERR_KEY_INVALID');
    expect(error.message).toContain('alipayPublicKeys holds your own public key');
  });
  test('the own public key is noticed for an external signer that names it, too', async () => {
    const privateKey = { sign: () => new Uint8Array(256), publicKey: publicPem('alipay') };
    expect((await refusal({ privateKey })).message).toContain('holds your own public key');
  });
  test('a wrong private key is named as the setting privateKey', async () => {
    const error = await refusal({ privateKey: publicPem('merchant') });
    expect(error.code).toBe('ERR_KEY_INVALID');
    expect(error.message).toMatch(/^privateKey is a public key/);
  });
  test('a keyVersion that is a number is refused', async () => {
    const error = await refusal({ alipayPublicKeys: [{ keyVersion: 1, publicKey: publicPem('alipay') }] });
    expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID', issues: [{ path: 'keyVersion' }] });
  });
});

test('the settings themselves are not changed', async () => {
  const options = Object.freeze({
    ...acquiringDefaults,
    dialect: Object.freeze({ ...dialect }),
    paths: Object.freeze({ own: '/x' }),
  });
  const gateway = await createAcquiringGateway(options);
  await gateway.close();
  expect(options).toEqual({ ...acquiringDefaults, dialect, paths: { own: '/x' } });
});
