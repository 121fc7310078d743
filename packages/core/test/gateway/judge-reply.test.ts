import { createKeyRing, type ExchangeFacts, type KeyRing, type TransportReply } from '@alipay-intl/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { judgeReply } from '../../src/gateway/judge-reply.ts';
import { replyDefaults, signatureHeaderOf, signedReply, withHeaders } from '../fixtures/signed-reply.ts';
import { publicPem } from '../fixtures/vectors.ts';

const { path, clientId } = replyDefaults;
const facts: ExchangeFacts = { path, durationMs: 5, httpStatus: 200, traceId: 'trace-1' };
let keyRing: KeyRing;

beforeAll(async () => {
  keyRing = await createKeyRing([
    { keyVersion: '1', publicKey: publicPem('alipay') },
    { keyVersion: '2', publicKey: publicPem('alipay-v2') },
  ]);
});

const judge = (reply: TransportReply) => judgeReply(reply, { path, clientId, keyRing }, facts);
const unsigned = (body: string | Buffer, status = 200): TransportReply => ({
  status,
  headers: new Map([['content-type', ['application/json']]]),
  body: Buffer.from(body),
});
const result = (status: string) =>
  `{"result":{"resultCode":"CODE","resultStatus":"${status}","resultMessage":"text"}}`;

describe('a genuine answer is answered', () => {
  test('with its result, its parsed and raw body, its key, its time and the facts', () => {
    const exchange = judge(signedReply());
    if (exchange.kind !== 'answered') throw exchange.error;
    expect(exchange.result).toEqual({
      resultCode: 'SUCCESS',
      resultStatus: 'S',
      resultMessage: 'success.',
    });
    expect(exchange.body['paymentId']).toBe('2020');
    expect(exchange.rawBody().toString()).toBe(replyDefaults.body);
    expect(exchange.verifiedBy).toMatchObject({ keyVersion: '1', foundBy: 'named' });
    expect(exchange.responseTime).toBe(replyDefaults.time);
    expect(exchange).toMatchObject(facts);
  });
  test.each(['S', 'F', 'U'])('whatever its status: %s', (status) => {
    expect(judge(signedReply({ body: result(status) }))).toMatchObject({
      kind: 'answered',
      result: { resultStatus: status },
    });
  });
  test.each([
    '1685599935987',
    '2023-06-01T06:12:16Z',
    '2023-06-01T06:12:16+00:00',
    '2023-06-01T14:12:16+0800',
    '2019-04-03T23:38:56-07:00',
    '2019-07-12T12:08:56.253+05:30',
    '2021-03-05T10:11:12.123456789Z',
  ])('with response-time %s', (time) => {
    expect(judge(signedReply({ time })).kind).toBe('answered');
  });
  test('with the next key while keys rotate', () => {
    const reply = signedReply({ pair: 'alipay-v2', keyVersion: '2' });
    expect(judge(reply)).toMatchObject({ kind: 'answered', verifiedBy: { keyVersion: '2' } });
  });
  test('with a version that is not configured, and says which key it was', () => {
    const reply = signedReply({ pair: 'alipay-v2', keyVersion: '9' });
    const verifiedBy = { keyVersion: '2', foundBy: 'ring' };
    expect(judge(reply)).toMatchObject({ kind: 'answered', verifiedBy });
  });
  test('with members that are not known and with numbers of any length', () => {
    const body = `${result('S').slice(0, -1)},"new":{"n":[1,true,null]},"quotePrice":1.23456789012345678}`;
    const exchange = judge(signedReply({ body }));
    expect(exchange).toMatchObject({
      kind: 'answered',
      body: { new: { n: [1, true, null] }, quotePrice: '1.23456789012345678' },
    });
  });
});

describe('an answer that is not proven is unproven', () => {
  const cases: readonly (readonly [string, string, () => TransportReply])[] = [
    ['no signature', 'ERR_SIGNATURE_MISSING', () => withHeaders(signedReply(), { signature: undefined })],
    ['no time', 'ERR_SIGNATURE_MISSING', () => withHeaders(signedReply(), { 'response-time': undefined })],
    ['an empty signature', 'ERR_SIGNATURE_MISSING', () => withHeaders(signedReply(), { signature: [''] })],
    ['an empty time', 'ERR_SIGNATURE_MISSING', () => withHeaders(signedReply(), { 'response-time': [''] })],
    [
      'neither',
      'ERR_SIGNATURE_MISSING',
      () => withHeaders(signedReply(), { signature: undefined, 'response-time': undefined }),
    ],
    ['no client id', 'ERR_SIGNATURE_CLIENT', () => withHeaders(signedReply(), { 'client-id': undefined })],
    ['an empty client id', 'ERR_SIGNATURE_CLIENT', () => withHeaders(signedReply(), { 'client-id': [''] })],
    ['another client id, truly signed', 'ERR_SIGNATURE_CLIENT', () => signedReply({ clientId: 'T_2' })],
    ['an odd time, truly signed', 'ERR_SIGNATURE_TIME', () => signedReply({ time: '2023-06-01' })],
    [
      'a bad signature header',
      'ERR_SIGNATURE_MALFORMED',
      () => withHeaders(signedReply(), { signature: ['x'] }),
    ],
    [
      'a signature of another body',
      'ERR_SIGNATURE_INVALID',
      () => ({ ...signedReply(), body: Buffer.from(result('S')) }),
    ],
    [
      'a signature of another path',
      'ERR_SIGNATURE_INVALID',
      () => signedReply({ path: '/ams/api/v1/payments/cancel' }),
    ],
    ['a foreign key', 'ERR_SIGNATURE_INVALID', () => signedReply({ pair: 'merchant' })],
    [
      'a foreign key under an unknown version',
      'ERR_SIGNATURE_INVALID',
      () => signedReply({ pair: 'merchant', keyVersion: '9' }),
    ],
    [
      'the other key of the ring under a wrong version',
      'ERR_SIGNATURE_INVALID',
      () => signedReply({ pair: 'alipay-v2' }),
    ],
    ...[201, 204, 301, 302, 400, 401, 404, 429, 500, 502, 503].map(
      (status) =>
        [
          `status ${status}, truly signed`,
          'ERR_RESPONSE_STATUS',
          () => ({ ...signedReply(), status }),
        ] as const,
    ),
    ['an empty body, truly signed', 'ERR_RESPONSE_MALFORMED', () => signedReply({ body: '' })],
    ['an HTML page', 'ERR_RESPONSE_MALFORMED', () => unsigned(' \n<html><body>Bad gateway</body></html>')],
    ['a signed HTML page', 'ERR_RESPONSE_MALFORMED', () => signedReply({ body: '<html></html>' })],
    [
      'a repeated member, truly signed',
      'ERR_RESPONSE_MALFORMED',
      () => signedReply({ body: `{"a":1,"a":1,${result('S').slice(1)}` }),
    ],
    [
      'two results, truly signed',
      'ERR_RESPONSE_MALFORMED',
      () => signedReply({ body: `${result('F').slice(0, -1)},${result('S').slice(1)}` }),
    ],
    ['an array, truly signed', 'ERR_RESPONSE_MALFORMED', () => signedReply({ body: `[${result('S')}]` })],
    [
      'a byte order mark, truly signed',
      'ERR_RESPONSE_MALFORMED',
      () => signedReply({ body: `\uFEFF${result('S')}` }),
    ],
    [
      'no UTF-8, truly signed',
      'ERR_RESPONSE_MALFORMED',
      () => signedReply({ body: Buffer.from([0x7b, 0xff, 0x7d]) }),
    ],
    ['no result, truly signed', 'ERR_RESPONSE_MALFORMED', () => signedReply({ body: '{"paymentId":"1"}' })],
    [
      'an odd result status, truly signed',
      'ERR_RESPONSE_MALFORMED',
      () => signedReply({ body: result('X') }),
    ],
    [
      'a result that is text, truly signed',
      'ERR_RESPONSE_MALFORMED',
      () => signedReply({ body: '{"result":"S"}' }),
    ],
    ...['signature', 'response-time', 'client-id'].map(
      (name) =>
        [
          `${name} twice`,
          'ERR_SIGNATURE_MALFORMED',
          () => {
            const reply = signedReply();
            const [value = ''] = reply.headers.get(name) ?? [];
            return withHeaders(reply, { [name]: [value, value] });
          },
        ] as const,
    ),
  ];
  test.each(cases)('%s: %s', (_name, code, reply) => {
    const exchange = judge(reply());
    if (exchange.kind !== 'unproven') throw new Error('it was answered');
    expect(exchange.error.code).toBe(code);
    expect(exchange.error.message).toContain('It proves nothing about the money.');
    expect(exchange).toMatchObject(facts);
  });

  test('its error names the most likely reason', () => {
    const sandbox = judge(signedReply({ path: '/ams/sandbox/api/v1/payments/pay' }));
    const crlf = judge({ ...signedReply({ body: '{\n}' }), body: Buffer.from('{\r\n}') });
    const time = withHeaders(signedReply({ time: '2023-06-01T06:12:16Z' }), {
      'response-time': ['2023-06-01T06:12:16.5Z'],
    });
    const hints = [sandbox, crlf, judge(time)].map((one) =>
      one.kind === 'unproven' ? one.error.message : '',
    );
    expect(hints[0]).toContain('Most likely wrong is the path');
    expect(hints[1]).toContain('Most likely wrong is the body');
    expect(hints[2]).toContain('Most likely wrong is the time');
  });
});

describe('what an unsigned answer claims', () => {
  test.each(['F', 'U'])('%s is shown as claimed, and stays unproven (docs/wire/v1 §2.4)', (status) => {
    expect(judge(unsigned(result(status)))).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_SIGNATURE_MISSING' },
      claimed: { resultCode: 'CODE', resultStatus: status, resultMessage: 'text' },
    });
  });
  test('F is shown with another HTTP status, too', () => {
    expect(judge(unsigned(result('F'), 403))).toMatchObject({
      error: { code: 'ERR_RESPONSE_STATUS' },
      claimed: { resultStatus: 'F' },
    });
  });
  test('F in GBK is shown readable', () => {
    // "签名错误" in GBK.
    const gbk = Buffer.from([0xc7, 0xa9, 0xc3, 0xfb, 0xb4, 0xed, 0xce, 0xf3]);
    const [head = '', tail = ''] = result('F').split('text');
    const reply = unsigned(Buffer.concat([Buffer.from(head), gbk, Buffer.from(tail)]));
    expect(judge(reply)).toMatchObject({
      kind: 'unproven',
      claimed: { resultStatus: 'F', resultMessage: '签名错误' },
    });
  });
  const hiding: readonly (readonly [string, () => TransportReply])[] = [
    ['S', () => unsigned(result('S'))],
    ['S with another HTTP status', () => unsigned(result('S'), 500)],
    [
      'S in GBK',
      () =>
        unsigned(
          Buffer.concat([
            Buffer.from(result('S').slice(0, -1)),
            Buffer.from([0x2c, 0x22, 0xc7, 0xa9, 0x22, 0x3a, 0x31, 0x7d]),
          ]),
        ),
    ],
    ['a repeated result', () => unsigned(`${result('F').slice(0, -1)},${result('F').slice(1)}`)],
    [
      'F with a time header',
      () => withHeaders(unsigned(result('F')), { 'response-time': [replyDefaults.time] }),
    ],
    ['F with an empty signature', () => withHeaders(unsigned(result('F')), { signature: [''] })],
    [
      'F with a wrong signature',
      () =>
        withHeaders(signedReply({ body: result('F') }), {
          signature: [signatureHeaderOf({ ...replyDefaults, pair: 'merchant' })],
        }),
    ],
    ['an HTML page', () => unsigned('<html></html>')],
    ['nothing', () => unsigned('')],
    ['no JSON', () => unsigned('oops')],
  ];
  test.each(hiding)('nothing is claimed by %s', (_name, reply) => {
    expect(judge(reply())).toMatchObject({ kind: 'unproven', claimed: undefined });
  });
});
