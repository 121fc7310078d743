import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import {
  createAcquiringGateway,
  type Exchange,
  type ExchangeEndEvent,
  type ExchangeStartEvent,
  exchangeChannels,
  TransportError,
} from '@alipay-intl/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { headDefaults, replyOf, resultInfo, signatureText, spliced } from '../fixtures/signed-envelope.ts';
import {
  acquiringDefaults,
  answerGenuine,
  answerTo,
  openStubAcquiring,
  payFunction,
  sentEnvelope,
} from '../fixtures/stub-acquiring.ts';
import { privatePem } from '../fixtures/vectors.ts';

const starts: ExchangeStartEvent[] = [];
const ends: ExchangeEndEvent[] = [];
const onStart = (event: unknown): void => void starts.push(event as ExchangeStartEvent);
const onEnd = (event: unknown): void => void ends.push(event as ExchangeEndEvent);

beforeEach(() => {
  starts.length = 0;
  ends.length = 0;
  subscribe(exchangeChannels.start, onStart);
  subscribe(exchangeChannels.end, onEnd);
});
afterEach(() => {
  unsubscribe(exchangeChannels.start, onStart);
  unsubscribe(exchangeChannels.end, onEnd);
});

const path = '/api/alipay/intl/acquiring/offline/pay.htm';
const failWith = (bytesMayHaveLeft: boolean) => () =>
  Promise.reject(new TransportError('ERR_TRANSPORT_TIMEOUT', { what: 'w', next: 'n', bytesMayHaveLeft }));

describe('each acquiring exchange publishes one start and one end', () => {
  test('answered', async () => {
    const clock = { now: () => 1_714_536_001_000 };
    const { gateway, sent } = await openStubAcquiring(undefined, { clock });
    await gateway.exchange({ function: payFunction, body: { a: 'é' } });
    const start = {
      exchangeId: expect.any(Number),
      path,
      origin: 'https://open-sea.alipay.com',
      clientId: headDefaults.clientId,
      startedAtMs: 1_714_536_001_000,
      requestBytes: sentEnvelope(sent[0]?.body ?? Buffer.alloc(0)).content.length,
    };
    expect(starts).toEqual([start]);
    expect(ends).toEqual([
      {
        ...start,
        exchangeId: starts[0]?.exchangeId,
        kind: 'answered',
        durationMs: 0,
        httpStatus: 200,
        resultStatus: 'S',
        resultCode: 'SUCCESS',
        errorCode: undefined,
        keyVersion: '1',
        traceId: undefined,
      },
    ]);
  });
  test.each([
    ['unproven', 'ERR_SIGNATURE_INVALID', answerGenuine({ pair: 'merchant' })],
    ['unproven', 'ERR_RESPONSE_FOREIGN', answerGenuine({ head: { reqMsgId: 'x' } })],
    ['unproven', 'ERR_RESPONSE_STATUS', () => replyOf('', 503)],
    ['lost', 'ERR_TRANSPORT_TIMEOUT', failWith(true)],
    ['failed', 'ERR_TRANSPORT_TIMEOUT', failWith(false)],
    ['lost', 'ERR_TRANSPORT_LOST', () => Promise.reject(new Error('bug'))],
  ] as const)('%s with %s', async (kind, errorCode, answer) => {
    const { gateway } = await openStubAcquiring(answer);
    await gateway.exchange({ function: payFunction, body: {} }).catch(() => undefined);
    expect([starts.length, ends.length]).toEqual([1, 1]);
    const exchangeId = starts[0]?.exchangeId;
    expect(ends[0]).toMatchObject({
      kind,
      errorCode,
      exchangeId,
      resultStatus: undefined,
      resultCode: undefined,
    });
  });
  test('failed with the code of a signer that fails', async () => {
    const privateKey = { sign: () => Promise.reject(new Error('HSM is away')) };
    const { gateway } = await openStubAcquiring(undefined, { privateKey });
    await gateway.exchange({ function: payFunction, body: {} }).catch(() => undefined);
    expect(ends).toEqual([expect.objectContaining({ kind: 'failed', errorCode: 'ERR_SIGNING_FAILED' })]);
  });
});

const printed = (value: unknown): string =>
  [
    inspect(value, { depth: 20 }),
    inspect({ nested: [value] }, { depth: 20 }),
    JSON.stringify({ nested: [value] }),
    String(value),
    value instanceof Error ? value.stack : '',
  ].join('\n');

/** What a sale holds that nobody else may read. */
const secret = {
  identityCode: 'canary-identity-code',
  order: { buyer: { referenceBuyerId: 'canary-buyer' } },
  envInfo: { clientIp: 'canary-client-ip' },
  accessToken: 'canary-access-token',
};
const answerBody = `{${resultInfo('S')},"acquirementId":"open-2015","userLoginId":"canary-login","customerId":"canary-2088"}`;

async function outcome(answer: Parameters<typeof openStubAcquiring>[0]): Promise<Exchange> {
  const { gateway, sent } = await openStubAcquiring(answer);
  const call = { function: payFunction, body: secret, isvAccessToken: 'canary-isv-token' };
  const exchange = await gateway.exchange(call);
  // They were sent, so the test means something.
  const { head, body } = sentEnvelope(sent[0]?.body ?? Buffer.alloc(0));
  expect(head['reserve']).toContain('canary-isv-token');
  expect(body).toEqual(secret);
  return exchange;
}

/** A genuine answer whose head repeats the token and whose body repeats the secrets. */
const echo = (request: { readonly body: Uint8Array }) =>
  replyOf(
    answerTo(request.body, {
      head: { reserve: '{"isvAccesstoken":"canary-isv-token"}' },
      body: `${answerBody.slice(0, -1)},${JSON.stringify(secret).slice(1)}`,
    }),
  );

describe('no secret of a call is printed by', () => {
  test('an answered exchange, whose members are readable one by one', async () => {
    const exchange = await outcome(echo);
    if (exchange.kind !== 'answered') throw exchange.error;
    expect(printed(exchange)).not.toContain('canary');
    expect(printed(exchange)).toContain('open-2015');
    expect(exchange.body['identityCode']).toBe('canary-identity-code');
    expect(exchange.rawBody().toString()).toContain('canary-login');
  });
  const content = `{"head":{"reserve":"canary"},"body":${answerBody}}`;
  test.each([
    ['a wrong signature', () => replyOf(spliced(content, signatureText(content, { pair: 'merchant' })))],
    ['an odd signature', () => replyOf(spliced(content, 'canary'))],
    ['another message', () => replyOf(spliced(content, signatureText(content)))],
    ['an odd head', answerGenuine({ head: { clientId: 'canary-client' } })],
    ['an odd status', answerGenuine({ body: '{"resultInfo":{"resultStatus":"canary"}}' })],
    ['a repeated member', answerGenuine({ body: `{"canary":1,"canary":2,${answerBody.slice(1)}` })],
    ['an unknown member', () => replyOf(`{"canary":1,"response":${content}}`)],
    ['no JSON', () => replyOf('canary')],
    ['a page', () => replyOf('<html>canary</html>')],
    ['another HTTP status', () => replyOf(`{"response":${content}}`, 500)],
    ['an unsigned answer', () => replyOf(`{"response":${content}}`)],
    [
      'our own request, sent back',
      (request: { readonly body: Uint8Array }) => replyOf(Buffer.from(request.body)),
    ],
  ])('an unproven exchange: %s', async (_name, answer) => {
    const exchange = await outcome(answer);
    if (exchange.kind !== 'unproven') throw new Error(exchange.kind);
    expect(printed(exchange)).not.toContain('canary');
    expect(printed(exchange.error)).not.toContain('canary');
  });
  test('a lost exchange', async () => {
    const exchange = await outcome(failWith(true));
    expect(exchange.kind).toBe('lost');
    expect(printed(exchange)).not.toContain('canary');
  });
  test('the events of diagnostics_channel, and they hold no signature', async () => {
    await outcome(echo);
    await outcome(answerGenuine({ pair: 'merchant', body: answerBody }));
    await outcome(failWith(true));
    expect([starts.length, ends.length]).toEqual([3, 3]);
    expect(printed([starts, ends])).not.toMatch(/canary|[A-Za-z0-9+/]{60}/);
  });
  test('the gateway itself', async () => {
    const { gateway } = await openStubAcquiring(undefined, { privateKeyPassphrase: 'canary-passphrase' });
    const lines = privatePem('merchant')
      .split('\n')
      .filter((line) => line.length > 40);
    expect(lines.length).toBeGreaterThan(10);
    for (const line of [...lines, 'canary', 'PRIVATE KEY']) expect(printed(gateway)).not.toContain(line);
  });
  test('the errors about a call or a setting', async () => {
    const { gateway } = await openStubAcquiring();
    const call = (changes: object) => () =>
      gateway.exchange({ function: payFunction, body: secret, ...changes } as never);
    const open = (changes: object) => () =>
      createAcquiringGateway({ ...acquiringDefaults, ...changes } as never);
    const errors = [
      await caughtError(call({ isvAccessToken: 'canary'.repeat(60) })),
      await caughtError(call({ isvAccessToken: ['canary'] })),
      await caughtError(call({ function: 'canary' })),
      await caughtError(call({ body: 'canary' })),
      await caughtError(call({ body: { canary: 1n } })),
      await caughtError(open({ clientId: 'canary x' })),
      await caughtError(open({ baseUrl: 'https://user:canary@gateway.example' })),
      await caughtError(open({ privateKey: `canary ${privatePem('merchant').slice(40, 90)}` })),
      await caughtError(open({ dialect: 'canary' })),
      await caughtError(open({ paths: { own: 'canary' } })),
      await caughtError(open({ privateKeyPassphrase: ['canary'] })),
    ];
    for (const error of errors) expect(printed(error)).not.toContain('canary');
  });
});
