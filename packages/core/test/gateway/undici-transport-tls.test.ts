import { X509Certificate } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { TransportError } from '@alipay-intl/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { openLiveGateway, pay } from '../fixtures/live-gateway.ts';
import { answeringSigned, type ReceivedRequest, startHttp, startHttps } from '../fixtures/local-servers.ts';
import { createTlsAuthority, type ServerIdentity } from '../fixtures/tls-authority.ts';

const authority = createTlsAuthority();
const otherAuthority = createTlsAuthority();
const { ca } = authority;
const loopback = 'DNS:localhost,IP:127.0.0.1';
const expired = authority.issue(loopback, -1);

afterEach(() => vi.unstubAllEnvs());

describe('a trusted certificate', () => {
  test.each([
    ['one ca', ca],
    ['several', [otherAuthority.ca, ca]],
  ])('is accepted with %s', async (_name, trusted) => {
    const server = await startHttps(authority.issue(loopback), answeringSigned());
    for (const host of ['127.0.0.1', 'localhost']) {
      const baseUrl = `https://${host}:${server.port}`;
      const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca: trusted } });
      expect((await pay(gateway)).kind).toBe('answered');
    }
  });
  test('that vouches for itself is accepted where it is given as ca', async () => {
    const identity = authority.selfSigned(loopback);
    const server = await startHttps(identity, answeringSigned());
    const gateway = await openLiveGateway({ baseUrl: server.url, transportOptions: { ca: identity.cert } });
    expect((await pay(gateway)).kind).toBe('answered');
  });
});

describe.each([undefined, '0'])('with NODE_TLS_REJECT_UNAUTHORIZED=%s', (environment) => {
  const cases: readonly (readonly [string, () => ServerIdentity, string | undefined, string, string])[] = [
    [
      'self-signed',
      () => authority.selfSigned(loopback),
      undefined,
      '127.0.0.1',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
    [
      'self-signed, beside a ca',
      () => authority.selfSigned(loopback),
      ca,
      '127.0.0.1',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
    [
      'of an unknown authority',
      () => authority.issue(loopback),
      undefined,
      '127.0.0.1',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    [
      'of another authority',
      () => authority.issue(loopback),
      otherAuthority.ca,
      '127.0.0.1',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    ['expired', () => expired, ca, '127.0.0.1', 'CERT_HAS_EXPIRED'],
    [
      'for another name',
      () => authority.issue('DNS:other.test'),
      ca,
      '127.0.0.1',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    [
      'for the address, called by name',
      () => authority.issue('IP:127.0.0.1'),
      ca,
      'localhost',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    [
      'for the name, called by address',
      () => authority.issue('DNS:localhost'),
      ca,
      '127.0.0.1',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
  ];
  test.each(cases)(
    'a certificate that is %s is refused, and not one request arrives',
    async (_name, identity, trusted, host, code) => {
      if (environment !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', environment);
      const received: ReceivedRequest[] = [];
      const server = await startHttps(identity(), answeringSigned(received));
      const baseUrl = `https://${host}:${server.port}`;
      const gateway = await openLiveGateway({ baseUrl, transportOptions: { ca: trusted } });
      const error = await caughtError(() => pay(gateway));
      if (!(error instanceof TransportError)) throw error;
      expect([error.code, error.bytesMayHaveLeft]).toEqual(['ERR_TRANSPORT_TLS', false]);
      expect(error.message).toContain(code);
      expect(error.message).toContain('Nothing was sent, so this call moved no money');
      expect(server.connections()).toBeGreaterThan(0);
      expect(received).toEqual([]);
    },
  );
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 really switches the check off for others, so the tests above mean something', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const server = await startHttps(authority.selfSigned(loopback), answeringSigned());
  const status = await new Promise((resolve, reject) => {
    const call = httpsRequest(`${server.url}/x`, { method: 'POST', agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    call.on('error', reject).end('{}');
  });
  expect(status).toBe(200);
});

test('the expired certificate is expired, and nothing else is wrong with it', () => {
  const certificate = new X509Certificate(expired.cert);
  expect(Date.parse(certificate.validTo)).toBeLessThan(Date.now());
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.verify(new X509Certificate(ca).publicKey)).toBe(true);
});

test('a server that speaks no TLS is refused before a byte of the request leaves', async () => {
  const received: ReceivedRequest[] = [];
  const server = await startHttp(answeringSigned(received));
  const gateway = await openLiveGateway({ baseUrl: server.url.replace('http:', 'https:') });
  const error = await caughtError(() => pay(gateway));
  expect(error).toMatchObject({ bytesMayHaveLeft: false });
  expect(error.code).toMatch(/^ERR_TRANSPORT_(?:TLS|CONNECT)$/);
  expect(received).toEqual([]);
});
