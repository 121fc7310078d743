import { TransportError } from '@alipay-intl/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { startConnectProxy } from '../fixtures/connect-proxy.ts';
import { openLiveGateway, pay, payPath } from '../fixtures/live-gateway.ts';
import {
  answeringSigned,
  type ReceivedRequest,
  startHttp,
  startHttps,
  startTcp,
  unusedPort,
} from '../fixtures/local-servers.ts';
import { createTlsAuthority } from '../fixtures/tls-authority.ts';

const authority = createTlsAuthority();
const { ca } = authority;
const identity = authority.issue('DNS:gateway.test');
const baseUrl = 'https://gateway.test';

beforeEach(() => {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
  }
});
afterEach(() => vi.unstubAllEnvs());

async function behindProxy(status = 200) {
  const received: ReceivedRequest[] = [];
  const server = await startHttps(identity, answeringSigned(received));
  return { received, proxy: await startConnectProxy(server.port, status) };
}

describe('a call goes through the proxy', () => {
  test('that was given, in a tunnel that shows it nothing', async () => {
    const { received, proxy } = await behindProxy();
    const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca, proxy: proxy.url } });
    for (let call = 0; call < 3; call += 1) {
      expect((await pay(gateway, { body: { memo: 'canary-body' } })).kind).toBe('answered');
    }
    expect(received.map(({ url, headers }) => [url, headers.host])).toEqual(
      Array.from({ length: 3 }, () => [payPath, 'gateway.test']),
    );
    expect(proxy.targets).toEqual(['gateway.test:443']);
    expect(proxy.tunnelled().length).toBeGreaterThan(0);
    expect(proxy.tunnelled().includes('canary-body')).toBe(false);
  });
  test('with its credentials, which the gateway never sees', async () => {
    const { received, proxy } = await behindProxy();
    const url = `http://user:pa%40ss@127.0.0.1:${proxy.port}`;
    const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca, proxy: url } });
    await pay(gateway);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:pa@ss').toString('base64')}`]);
    expect(JSON.stringify(received[0]?.rawHeaders).toLowerCase()).not.toContain('proxy');
  });
  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])('that %s names', async (name) => {
    const { received, proxy } = await behindProxy();
    vi.stubEnv(name, proxy.url);
    const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca } });
    expect((await pay(gateway)).kind).toBe('answered');
    expect([proxy.targets.length, received.length]).toEqual([1, 1]);
  });
});

describe('a call goes past the proxy of the environment', () => {
  test.each(['127.0.0.1', 'localhost'])('to this machine itself (%s)', async (host) => {
    const proxy = await startConnectProxy(await unusedPort());
    const server = await startHttp(answeringSigned());
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) vi.stubEnv(name, proxy.url);
    const gateway = await openLiveGateway({ baseUrl: `http://${host}:${server.port}` });
    expect((await pay(gateway)).kind).toBe('answered');
    expect(proxy.targets).toEqual([]);
  });
  test('where NO_PROXY names the host, and where proxy is none', async () => {
    const { received, proxy } = await behindProxy();
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    const byOption = await openLiveGateway({
      baseUrl: 'https://gateway.invalid',
      transportOptions: { ca, proxy: 'none' },
    });
    vi.stubEnv('NO_PROXY', 'gateway.invalid');
    const byName = await openLiveGateway({ baseUrl: 'https://gateway.invalid', transportOptions: { ca } });
    for (const gateway of [byOption, byName]) {
      const error = await caughtError(() => pay(gateway));
      expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
    }
    expect([proxy.targets, received]).toEqual([[], []]);
  });
});

describe('a proxy that fails costs no doubt: nothing was sent', () => {
  test.each([403, 407, 502])('it refuses the tunnel with %i', async (status) => {
    const { received, proxy } = await behindProxy(status);
    const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca, proxy: proxy.url } });
    const error = await caughtError(() => pay(gateway));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
    expect(received).toEqual([]);
  });
  test('it cannot be reached, and its password stays out of the error', async () => {
    const proxy = `http://user:canary-password@127.0.0.1:${await unusedPort()}`;
    const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca, proxy } });
    const error = await caughtError(() => pay(gateway));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
    expect(JSON.stringify(error)).not.toContain('canary');
  });
  test('it never answers CONNECT: the deadline ends the call', async () => {
    const silent = await startTcp(() => undefined);
    const gateway = await openLiveGateway({
      baseUrl,
      deadlineMs: 200,
      transportOptions: { ca, proxy: silent.url },
    });
    const error = await caughtError(() => pay(gateway));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_TIMEOUT', bytesMayHaveLeft: false });
  });
  test('TLS behind it is never answered: connectTimeoutMs ends the call', async () => {
    const proxy = await startConnectProxy((await startTcp(() => undefined)).port);
    const transportOptions = { ca, proxy: proxy.url, connectTimeoutMs: 300 };
    const gateway = await openLiveGateway({ baseUrl, transportOptions });
    const startedAt = performance.now();
    const error = await caughtError(() => pay(gateway));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT', bytesMayHaveLeft: false });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
  test.each([undefined, '0'])(
    'the certificate behind it is for another name (NODE_TLS_REJECT_UNAUTHORIZED=%s)',
    async (value) => {
      if (value !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
      const received: ReceivedRequest[] = [];
      for (const wrong of [authority.issue('DNS:other.test'), authority.selfSigned('DNS:gateway.test')]) {
        const server = await startHttps(wrong, answeringSigned(received));
        const proxy = await startConnectProxy(server.port);
        const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca, proxy: proxy.url } });
        const error = await caughtError(() => pay(gateway));
        if (!(error instanceof TransportError)) throw error;
        expect([error.code, error.bytesMayHaveLeft]).toEqual(['ERR_TRANSPORT_TLS', false]);
      }
      expect(received).toEqual([]);
    },
  );
});

describe('settings that cannot be used', () => {
  test.each(['not a url', 'ftp://127.0.0.1:1'])(
    'a proxy in the environment that is %j is an ERR_OPTION_INVALID',
    async (value) => {
      vi.stubEnv('HTTPS_PROXY', value);
      const error = await caughtError(() => openLiveGateway({ baseUrl }));
      expect(error.code).toBe('ERR_OPTION_INVALID');
      expect(error.message).toContain('proxy');
    },
  );
  test('a ca that is no certificate is an ERR_OPTION_INVALID', async () => {
    for (const wrong of ['', 'not a certificate', [ca, 'not a certificate'], identity.key]) {
      const error = await caughtError(() => openLiveGateway({ baseUrl, transportOptions: { ca: wrong } }));
      expect(error.code).toBe('ERR_OPTION_INVALID');
      expect(error.message).toContain('ca');
    }
  });
});
