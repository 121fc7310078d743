import { createV1Gateway, gatewayHosts, type HostEdition, type Region } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { sandboxedPath } from '../../src/gateway/endpoint.ts';
import { caughtError } from '../fixtures/caught-error.ts';
import { answerSigned, gatewayDefaults, openStubGateway } from '../fixtures/stub-gateway.ts';

const { baseUrl: _unused, ...withoutBaseUrl } = gatewayDefaults;
const open = async (options: object) => {
  const gateway = await createV1Gateway({ ...withoutBaseUrl, ...options });
  await gateway.close();
  return gateway;
};

describe('regions lead to the documented hosts (docs/wire/v1 §1.2)', () => {
  const hosts: readonly (readonly [HostEdition | undefined, Region, string])[] = [
    [undefined, 'north-america', 'open-na-global.alipay.com'],
    [undefined, 'us', 'open.antglobal-us.com'],
    [undefined, 'asia', 'open-sea-global.alipay.com'],
    ['global', 'europe', 'open-de-global.alipay.com'],
    ['older', 'north-america', 'open-na.alipay.com'],
    ['older', 'us', 'open.antglobal-us.com'],
    ['older', 'asia', 'open-sea.alipay.com'],
    ['older', 'europe', 'open-eu.alipay.com'],
  ];
  test.each(hosts)('%s %s', async (hostEdition, region, host) => {
    expect((await open({ region, hostEdition })).origin).toBe(`https://${host}`);
    expect(gatewayHosts[hostEdition ?? 'global'][region]).toBe(host);
  });
});

describe('baseUrl', () => {
  test.each([
    ['https://gateway.example', 'https://gateway.example'],
    ['https://gateway.example:8443/', 'https://gateway.example:8443'],
    ['https://GATEWAY.example/some/prefix/', 'https://gateway.example'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.8.9.1:8080', 'http://127.8.9.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is taken', async (baseUrl, origin) => {
    expect((await open({ baseUrl })).origin).toBe(origin);
  });
  test.each([
    ['http://gateway.example', 'must be https'],
    ['http://127.0.0.1.example', 'must be https'],
    ['http://localhost.example', 'must be https'],
    ['http://0.0.0.0:80', 'must be https'],
    ['http://10.0.0.1', 'must be https'],
    ['http://[::2]', 'must be https'],
    ['ftp://127.0.0.1', 'must be https'],
    ['file:///etc/passwd', 'must be https'],
    ['gateway.example', 'not a plain URL'],
    ['', 'not a plain URL'],
    ['https://gateway.example?x=1', 'not a plain URL'],
    ['https://gateway.example/#x', 'not a plain URL'],
    ['https://user:canary-password@gateway.example', 'not a plain URL'],
  ])('%s is refused', async (baseUrl, words) => {
    const error = await caughtError(() => open({ baseUrl }));
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('canary');
  });
  test.each([
    ['neither region nor baseUrl', {}],
    ['both', { region: 'asia', baseUrl: 'https://gateway.example' }],
  ])('%s is refused', async (_name, options) => {
    const error = await caughtError(() => open(options));
    expect(error.message).toContain('Exactly one of region and baseUrl');
  });
  test('with a prefix: the prefix is sent and signed', async () => {
    const { gateway, sent } = await openStubGateway(answerSigned(), {
      baseUrl: 'https://proxy.example/alipay/asia/',
    });
    const exchange = await gateway.exchange({ path: '/ams/api/v1/payments/pay', body: {} });
    expect(sent[0]?.path).toBe('/alipay/asia/ams/api/v1/payments/pay');
    expect(exchange).toMatchObject({ kind: 'answered', path: '/alipay/asia/ams/api/v1/payments/pay' });
  });
});

describe('the sandbox path (docs/wire/v1 §1.1)', () => {
  const pay = '/ams/api/v1/payments/pay';
  const sandboxPay = '/ams/sandbox/api/v1/payments/pay';
  test.each([
    ['auto', 'SANDBOX_5Y', pay, sandboxPay],
    ['auto', 'T_111', pay, pay],
    ['auto', 'sandbox_5Y', pay, pay],
    ['auto', 'X_SANDBOX_5Y', pay, pay],
    ['on', 'T_111', pay, sandboxPay],
    ['off', 'SANDBOX_5Y', pay, pay],
    ['on', 'T_111', sandboxPay, sandboxPay],
    ['on', 'T_111', '/ams/api/v1/ams/api/x', '/ams/sandbox/api/v1/ams/api/x'],
    ['auto', 'SANDBOX_5Y', '/ams/api/v1/risk/payments/decide', '/ams/api/v1/risk/payments/decide'],
    ['on', 'T_111', '/ams/api/v1/risk/payments/reportRisk', '/ams/api/v1/risk/payments/reportRisk'],
  ] as const)('%s for %s: %s becomes %s', (rule, clientId, path, expected) => {
    expect(sandboxedPath(path, clientId, rule)).toBe(expected);
  });
  test.each([
    [{ clientId: 'SANDBOX_5Y' }, sandboxPay],
    [{ clientId: 'SANDBOX_5Y', sandboxPath: 'off' }, pay],
    [{ clientId: 'T_1', sandboxPath: 'on' }, sandboxPay],
    [{ clientId: 'T_1' }, pay],
  ] as const)('%j sends and signs %s', async (options, path) => {
    const { gateway, sent } = await openStubGateway(answerSigned({ clientId: options.clientId }), options);
    expect(await gateway.exchange({ path: pay, body: {} })).toMatchObject({ kind: 'answered', path });
    expect(sent[0]?.path).toBe(path);
  });
});
