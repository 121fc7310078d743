import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  type ExchangeEndEvent,
  type ExchangeStartEvent,
  exchangeChannels,
  TransportError,
} from '@alipay-intl/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signedReply } from '../fixtures/signed-reply.ts';
import { answerSigned, openStubGateway } from '../fixtures/stub-gateway.ts';

const starts: ExchangeStartEvent[] = [];
const ends: ExchangeEndEvent[] = [];
const onStart = (event: unknown): void => void starts.push(event as ExchangeStartEvent);
const onEnd = (event: unknown): void => void ends.push(event as ExchangeEndEvent);
const path = '/ams/api/v1/payments/pay';

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

const failWith = (bytesMayHaveLeft: boolean) => () =>
  Promise.reject(new TransportError('ERR_TRANSPORT_TIMEOUT', { what: 'w', next: 'n', bytesMayHaveLeft }));

describe('each exchange publishes one start and one end', () => {
  test('answered', async () => {
    const clock = { now: () => 1_685_599_933_871 };
    const { gateway } = await openStubGateway(answerSigned(), { clock, baseUrl: 'https://gateway.example' });
    await gateway.exchange({ path, body: { a: 'é' } });
    const start = {
      exchangeId: expect.any(Number),
      path,
      origin: 'https://gateway.example',
      clientId: 'T_111222333',
      startedAtMs: 1_685_599_933_871,
      requestBytes: 10,
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
    ['unproven', 'ERR_SIGNATURE_INVALID', () => signedReply({ pair: 'merchant' })],
    ['lost', 'ERR_TRANSPORT_TIMEOUT', failWith(true)],
    ['failed', 'ERR_TRANSPORT_TIMEOUT', failWith(false)],
    ['lost', 'ERR_TRANSPORT_LOST', () => Promise.reject(new Error('bug'))],
  ] as const)('%s with %s', async (kind, errorCode, answer) => {
    const { gateway } = await openStubGateway(answer);
    await gateway.exchange({ path, body: {} }).catch(() => undefined);
    expect(starts).toHaveLength(1);
    expect(ends).toHaveLength(1);
    expect(ends[0]).toMatchObject({
      kind,
      errorCode,
      exchangeId: starts[0]?.exchangeId,
      resultCode: undefined,
    });
  });
  test('numbered upwards', async () => {
    const { gateway } = await openStubGateway(answerSigned());
    for (let call = 0; call < 3; call += 1) await gateway.exchange({ path, body: {} });
    const [first = 0] = starts.map((event) => event.exchangeId);
    expect(starts.map((event) => event.exchangeId)).toEqual([first, first + 1, first + 2]);
  });
});

test('no event carries a body, a header or a secret', async () => {
  const body =
    '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"canary-message"},"x":"canary-reply"}';
  const { gateway, sent } = await openStubGateway(answerSigned({ body }));
  await gateway.exchange({ path, body: { identityCode: 'canary-body' }, agentToken: 'canary-token' });
  const text = JSON.stringify([starts, ends]);
  expect(ends).toHaveLength(1);
  expect(text).not.toContain('canary');
  expect(text).not.toContain(sent[0]?.headers['signature']?.slice(-40));
});
