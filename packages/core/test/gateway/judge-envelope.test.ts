import { createKeyRing, type ExchangeFacts, type KeyRing, type TransportReply } from '@alipay-intl/core';
import { readResultInfo } from '@alipay-intl/core/results';
import { beforeAll, describe, expect, test } from 'vitest';
import { type EnvelopeJudge, judgeEnvelope } from '../../src/gateway/judge-envelope.ts';
import {
  contentOf,
  type EnvelopeParts,
  headDefaults,
  judgeDefaults,
  replyOf,
  resultInfo,
  signatureText,
  signedEnvelope,
  spliced,
} from '../fixtures/signed-envelope.ts';
import { publicPem } from '../fixtures/vectors.ts';

const facts: ExchangeFacts = { path: '/pay.htm', durationMs: 5, httpStatus: 200, traceId: 'trace-1' };
let keyRing: KeyRing;

beforeAll(async () => {
  keyRing = await createKeyRing([
    { keyVersion: '1', publicKey: publicPem('alipay') },
    { keyVersion: '2', publicKey: publicPem('alipay-v2') },
  ]);
});

const judge = (reply: TransportReply, changes: Partial<EnvelopeJudge> = {}) =>
  judgeEnvelope(reply, { ...judgeDefaults, keyRing, ...changes }, facts);
const signedReply = (parts: Partial<EnvelopeParts> = {}) => replyOf(signedEnvelope(parts));
const unsigned = (status: string, more = ''): string =>
  `{"response":{"head":{},"body":{${resultInfo(status)}}}${more}}`;

describe('a genuine answer in an envelope is answered', () => {
  test('with its result, its body, its raw bytes, its key, its time and the facts', () => {
    const body = `{${resultInfo('S')},"acquirementId":"2015"}`;
    const bytes = signedEnvelope({ body });
    const exchange = judge(replyOf(bytes));
    if (exchange.kind !== 'answered') throw exchange.error;
    expect(exchange.result).toEqual({ resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'a.b' });
    expect({ ...exchange.body }).toEqual(JSON.parse(body));
    expect(exchange.rawBody().equals(bytes)).toBe(true);
    expect(exchange.verifiedBy).toMatchObject({ keyVersion: '1', foundBy: 'ring' });
    expect(exchange.responseTime).toBe(headDefaults.respTime);
    expect(exchange).toMatchObject(facts);
  });
  test.each(['S', 'F', 'U'])('whatever its status: %s', (status) => {
    const reply = signedReply({ body: `{${resultInfo(status, 'CODE')}}` });
    const result = { resultStatus: status, resultCode: 'CODE' };
    expect(judge(reply)).toMatchObject({ kind: 'answered', result });
  });
  test.each([
    ['respTime', { respTime: 'r', reqTime: 'q' }, 'r'],
    ['reqTime, as the merchant pages print it', { respTime: undefined, reqTime: 'q' }, 'q'],
    ['reqTime where respTime is no text', { respTime: 7, reqTime: 'q' }, 'q'],
    ['no time', { respTime: undefined }, ''],
    ['a time that is no text', { respTime: { a: 1 } }, ''],
  ])('with %s (docs/wire/acquiring §3.3)', (_name, head, responseTime) => {
    expect(judge(signedReply({ head }))).toMatchObject({ kind: 'answered', responseTime });
  });
  test.each([
    ['other members in its head', { head: { version: '9', reserve: 'fromBizCC', more: [1] } }],
    ['base64 twice', { times: 2 as const }],
    ['the next key while keys rotate', { pair: 'alipay-v2' }],
    ['pretty-printed content', { content: JSON.stringify(JSON.parse(contentOf().toString()), null, 2) }],
    ['long numbers', { body: `{${resultInfo('S')},"a":12345678901234567890,"b":1e999}` }],
    ['escaped slashes', { content: contentOf().toString().replaceAll('/', '\\/') }],
  ])('with %s', (_name, parts) => {
    expect(judge(signedReply(parts)).kind).toBe('answered');
  });
  test('with the members in the other order and blanks between', () => {
    const content = contentOf();
    const text = `\n{ "signature" : "${signatureText(content)}" ,\r\n\t"response" : ${content} }\n`;
    expect(judge(replyOf(text)).kind).toBe('answered');
  });
  test('with no content-type or a wrong one: only the signature counts', () => {
    const reply = signedReply();
    expect(judge({ ...reply, headers: new Map() }).kind).toBe('answered');
    expect(judge({ ...reply, headers: new Map([['content-type', ['text/html']]]) }).kind).toBe('answered');
  });
});

describe('an answer to another message is unproven (docs/wire/acquiring §3.3)', () => {
  test.each([
    ['function', { function: 'alipay.intl.acquiring.offline.payQuery' }],
    ['function', { function: undefined }],
    ['function', { function: headDefaults.function.toUpperCase() }],
    ['reqMsgId', { reqMsgId: '20240501-0002' }],
    ['reqMsgId', { reqMsgId: undefined }],
    ['reqMsgId', { reqMsgId: null }],
    ['reqMsgId', { reqMsgId: 1 }],
    ['reqMsgId', { reqMsgId: [headDefaults.reqMsgId] }],
    ['reqMsgId', { reqMsgId: `${headDefaults.reqMsgId} ` }],
    ['clientId', { clientId: '211000000000000045' }],
    ['clientId', { clientId: undefined }],
    ['clientId', { clientId: Number(headDefaults.clientId) }],
  ])('its %s: %j', (name, head) => {
    const exchange = judge(signedReply({ head }));
    expect(exchange).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_FOREIGN', httpStatus: 200 },
      claimed: undefined,
    });
    if (exchange.kind !== 'unproven') return;
    expect(exchange.error.message).toContain(`its ${name} is not ours`);
    expect(exchange.error.message).toContain('It proves nothing about the money.');
  });
  test.each(['function', 'reqMsgId', 'clientId'])('judged against another %s', (name) => {
    expect(judge(signedReply(), { [name]: 'another' })).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_RESPONSE_FOREIGN' },
    });
  });
  test('even where the body names ours', () => {
    const { reqMsgId, clientId } = headDefaults;
    const body = JSON.stringify({ ...JSON.parse(`{${resultInfo('S')}}`), reqMsgId, clientId });
    expect(judge(signedReply({ head: { reqMsgId: 'x' }, body }))).toMatchObject({
      error: { code: 'ERR_RESPONSE_FOREIGN' },
    });
  });
});

describe('an answer that is not proven is unproven', () => {
  const head = JSON.stringify(headDefaults);
  const body = `{${resultInfo('S')}}`;
  const genuine = signedEnvelope();
  const cases: readonly (readonly [string, string, () => TransportReply])[] = [
    ['another HTTP status', 'ERR_RESPONSE_STATUS', () => ({ ...signedReply(), status: 500 })],
    ['HTTP status 201', 'ERR_RESPONSE_STATUS', () => ({ ...signedReply(), status: 201 })],
    ['a redirect', 'ERR_RESPONSE_STATUS', () => ({ ...signedReply(), status: 302 })],
    ['nothing', 'ERR_RESPONSE_MALFORMED', () => replyOf('')],
    ['an HTML page', 'ERR_RESPONSE_MALFORMED', () => replyOf(' \n<html><body>Bad gateway</body></html>')],
    ['an XML page', 'ERR_RESPONSE_MALFORMED', () => replyOf('<?xml version="1.0"?><a/>')],
    ['no JSON', 'ERR_SIGNATURE_MALFORMED', () => replyOf('oops')],
    ['an empty object', 'ERR_SIGNATURE_MALFORMED', () => replyOf('{}')],
    ['no signature', 'ERR_SIGNATURE_MISSING', () => replyOf(unsigned('S'))],
    ['an empty signature', 'ERR_SIGNATURE_MALFORMED', () => replyOf(unsigned('S', ',"signature":""'))],
    ['a null signature', 'ERR_SIGNATURE_MALFORMED', () => replyOf(unsigned('S', ',"signature":null'))],
    ['the key of the merchant', 'ERR_SIGNATURE_INVALID', () => signedReply({ pair: 'merchant' })],
    ['SHA-1', 'ERR_SIGNATURE_INVALID', () => signedReply({ hash: 'sha1' })],
    ['a request', 'ERR_SIGNATURE_MALFORMED', () => signedReply({ member: 'request' })],
    [
      'another content',
      'ERR_SIGNATURE_INVALID',
      () => replyOf(spliced(contentOf({ head: { a: 1 } }), sig())),
    ],
    ['trailing bytes', 'ERR_SIGNATURE_MALFORMED', () => replyOf(`${genuine}x`)],
    ['two envelopes', 'ERR_SIGNATURE_MALFORMED', () => replyOf(`${genuine}${genuine}`)],
    ['a byte order mark', 'ERR_SIGNATURE_MALFORMED', () => replyOf(`\uFEFF${genuine}`)],
    ['one byte less', 'ERR_SIGNATURE_MALFORMED', () => replyOf(genuine.subarray(0, -1))],
    signed('no head', `{"body":${body}}`),
    signed('no body', `{"head":${head}}`),
    signed('an empty object inside', '{}'),
    signed('a head that is null', `{"head":null,"body":${body}}`),
    signed('a head that is a list', `{"head":[],"body":${body}}`),
    signed('a head that is text', `{"head":"{}","body":${body}}`),
    signed('a body that is null', `{"head":${head},"body":null}`),
    signed('a body that is a list', `{"head":${head},"body":[${body}]}`),
    signed('a body that is text', `{"head":${head},"body":${JSON.stringify(body)}}`),
    signed('the older member header instead of head', `{"header":${head},"body":${body}}`),
    signed('no resultInfo', `{"head":${head},"body":{}}`),
    signed('a resultInfo that is null', `{"head":${head},"body":{"resultInfo":null}}`),
    signed('a resultInfo that is text', `{"head":${head},"body":{"resultInfo":"S"}}`),
    signed('a resultInfo that is a list', `{"head":${head},"body":{"resultInfo":[{"resultStatus":"S"}]}}`),
    signed('a result instead of resultInfo', `{"head":${head},"body":{"result":{"resultStatus":"S"}}}`),
    signed('resultInfo beside the body', `{"head":${head},${resultInfo('S')},"body":{}}`),
    ...['', 's', 'SUCCESS', 'A', 'S '].map((status) =>
      signed(`status ${JSON.stringify(status)}`, `{"head":${head},"body":{${resultInfo(status)}}}`),
    ),
    signed('no status', `{"head":${head},"body":{"resultInfo":{"resultCode":"SUCCESS"}}}`),
    signed('a status in a list', `{"head":${head},"body":{"resultInfo":{"resultStatus":["S"]}}}`),
    signed('two bodies', `{"head":${head},"body":{${resultInfo('F')}},"body":${body}}`),
    signed('two heads', `{"head":{},"head":${head},"body":${body}}`),
    signed('two results', `{"head":${head},"body":{${resultInfo('F')},${resultInfo('S')}}}`),
    signed(
      'two statuses',
      `{"head":${head},"body":${body.replace('Info":{', 'Info":{"resultStatus":"F",')}}`,
    ),
    signed('a repeated name in a list', `{"head":${head},"body":${body.slice(0, -1)},"a":[{"b":1,"b":1}]}}`),
    signed('an escaped name', `{"head":${head},"b\\u006fdy":${body}}`),
    signed('a comma too many', `{"head":${head},"body":${body},}`),
    signed(
      '65 levels',
      `{"head":${head},"body":${body.slice(0, -1)},"a":${'['.repeat(63)}${']'.repeat(63)}}}`,
    ),
    [
      'no UTF-8 inside, truly signed',
      'ERR_RESPONSE_MALFORMED',
      () => signedReply({ content: Buffer.from(contentOf().toString().replace('a.b', '\u00ff'), 'latin1') }),
    ],
  ];
  function signed(name: string, content: string) {
    const reply = () => signedReply({ content });
    return [`${name}, truly signed`, 'ERR_RESPONSE_MALFORMED', reply] as const;
  }
  function sig(): string {
    return signatureText(contentOf());
  }
  test.each(cases)('%s: %s', (_name, code, reply) => {
    const exchange = judge(reply());
    if (exchange.kind !== 'unproven') throw new Error('it was answered');
    expect(exchange.error.code).toBe(code);
    expect(exchange.error.message).toContain('It proves nothing about the money.');
    expect(exchange.claimed).toBeUndefined();
    expect(exchange).toMatchObject(facts);
  });
  test('64 levels are still read', () => {
    const deep = `{${resultInfo('S')},"a":${'['.repeat(62)}${']'.repeat(62)}}`;
    expect(judge(signedReply({ body: deep })).kind).toBe('answered');
  });
  test('SHA-256 where the dialect has SHA-1, and the other way round', () => {
    const answers = { sha1: signedReply({ hash: 'sha1' }), sha256: signedReply() };
    expect(judge(answers.sha1, { hash: 'sha1' }).kind).toBe('answered');
    expect(judge(answers.sha256, { hash: 'sha1' })).toMatchObject({
      error: { code: 'ERR_SIGNATURE_INVALID' },
    });
    expect(judge(answers.sha1, { hash: 'sha256' })).toMatchObject({
      error: { code: 'ERR_SIGNATURE_INVALID' },
    });
  });
});

describe('what an unsigned envelope claims', () => {
  test.each(['F', 'U'])('%s is shown as claimed, and stays unproven', (status) => {
    expect(judge(replyOf(unsigned(status)))).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_SIGNATURE_MISSING' },
      claimed: { resultStatus: status, resultCode: 'SUCCESS', resultMessage: 'a.b' },
    });
  });
  test('F is shown with another HTTP status, too', () => {
    expect(judge(replyOf(unsigned('F'), 403))).toMatchObject({
      error: { code: 'ERR_RESPONSE_STATUS' },
      claimed: { resultStatus: 'F' },
    });
  });
  test.each([
    ['S', () => replyOf(unsigned('S'))],
    ['S with another HTTP status', () => replyOf(unsigned('S'), 500)],
    ['S in lower case', () => replyOf(unsigned('s'))],
    ['F with an empty signature', () => replyOf(unsigned('F', ',"signature":""'))],
    ['F with a null signature', () => replyOf(unsigned('F', ',"signature":null'))],
    ['F with a wrong signature', () => signedReply({ body: `{${resultInfo('F')}}`, pair: 'merchant' })],
    [
      'F in a genuine answer to another message',
      () => signedReply({ body: `{${resultInfo('F')}}`, head: { reqMsgId: 'x' } }),
    ],
    ['F twice', () => replyOf(`{"response":{"body":{${resultInfo('F')},${resultInfo('F')}}}}`)],
    [
      'F, then S',
      () => replyOf(`{"response":{"body":{${resultInfo('F')}}},"response":{"body":{${resultInfo('S')}}}}`),
    ],
    ['F as a request', () => replyOf(unsigned('F').replace('response', 'request'))],
    ['F outside the body', () => replyOf(`{"response":{${resultInfo('F')}}}`)],
    ['a response that is text', () => replyOf('{"response":"F"}')],
    ['an HTML page', () => replyOf('<html></html>')],
    ['nothing', () => replyOf('')],
    ['no JSON', () => replyOf('oops')],
  ] as const)('nothing is claimed by %s', (_name, reply) => {
    expect(judge(reply())).toMatchObject({ kind: 'unproven', claimed: undefined });
  });
});

describe('resultInfo', () => {
  test('is read with empty text where code or message are missing or no text', () => {
    const none = { resultCode: '', resultMessage: '' };
    expect(readResultInfo({ resultInfo: { resultStatus: 'U' } })).toEqual({ ...none, resultStatus: 'U' });
    expect(readResultInfo({ resultInfo: { resultStatus: 'F', resultCode: 7, resultMsg: ['x'] } })).toEqual({
      ...none,
      resultStatus: 'F',
    });
  });
});
