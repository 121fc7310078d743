import type { Transport, TransportReply } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { signedReply } from '../fixtures/signed-reply.ts';
import { answerSigned, openStubGateway } from '../fixtures/stub-gateway.ts';

const path = '/ams/api/v1/payments/pay';

describe('after bytes left, whatever reading the answer throws is an unproven exchange', () => {
  const odd = (changes: object): TransportReply => ({ ...signedReply(), ...changes }) as never;
  test.each([
    ['headers that are no map', odd({ headers: {} }), 200],
    ['no headers', odd({ headers: undefined }), 200],
    ['no body', odd({ body: undefined }), 200],
    ['nothing', undefined as never, undefined],
    ['null', null as never, undefined],
    ['a status that is text', odd({ status: '200', headers: {} }), undefined],
  ])('a transport that returns %s', async (_name, reply, httpStatus) => {
    const { gateway } = await openStubGateway(() => reply);
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_MALFORMED', httpStatus },
      claimed: undefined,
      httpStatus,
      path,
    });
    expect(exchange.kind === 'unproven' && exchange.error.cause).toBeInstanceOf(TypeError);
  });
  test('a judge that throws keeps its cause', async () => {
    const fault = new RangeError('bug');
    const reply = signedReply();
    const headers = new Map(reply.headers);
    headers.has = () => {
      throw fault;
    };
    const { gateway } = await openStubGateway(() => ({ ...reply, headers }));
    const exchange = await gateway.exchange({ path, body: {} });
    expect(exchange).toMatchObject({ kind: 'unproven', error: { code: 'ERR_RESPONSE_MALFORMED' } });
    expect(exchange.kind === 'unproven' && exchange.error.cause).toBe(fault);
  });
  test('a clock that fails after sending', async () => {
    let isSent = false;
    const now = (): number => {
      if (isSent) throw new Error('no clock');
      return 1_685_599_933_871;
    };
    const send: Transport['send'] = async (request) => {
      isSent = true;
      return answerSigned()(request);
    };
    const transport = { send, close: async () => undefined };
    const { gateway } = await openStubGateway(answerSigned(), { clock: { now }, transport });
    expect(await gateway.exchange({ path, body: {} })).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_MALFORMED' },
    });
  });
});
