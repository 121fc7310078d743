import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acquiringPath,
  barcodeBody,
  callAcquiring,
  codeOf,
  type EnvelopeOptions,
  type FunctionKey,
  functionName,
  functions,
  resultOf,
  sendEnvelope,
} from './support/acquirer.ts';
import { exchange } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly();
});
afterAll(() => simulator.close());

const query = { merchantId: 'TEST_MERCHANT', merchantTransId: 'nothing_here' };

/** `ORDER_NOT_EXIST` means that the caller was believed. */
const ask = (options: EnvelopeOptions = {}) => sendEnvelope(simulator, 'payQuery', query, options);
const believed = 'ORDER_NOT_EXIST/F';

describe('the answer', () => {
  it('echoes function, client and message, and carries its time', async () => {
    const reqMsgId = randomUUID();
    const answer = await ask({ head: { reqMsgId } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(JSON.parse(answer.body.toString('utf8')).response.head).toEqual({
      version: '2.0.4',
      function: 'alipay.intl.acquiring.offline.payQuery',
      clientId: 'TEST_SIMULATOR',
      respTime: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/),
      reqMsgId,
      reserve: '{}',
    });
    expect(simulator.control.calls().at(-1)).toMatchObject({
      operation: 'acquiring.payQuery',
      paymentRequestId: 'nothing_here',
      reqMsgId,
      resultCode: 'ORDER_NOT_EXIST',
    });
  });

  it.each(Object.keys(functions) as FunctionKey[])('%s is served at both addresses', async (name) => {
    for (const base of ['/api', '/isupergw'] as const) {
      const answer = await sendEnvelope(simulator, name, {}, { base });
      const { head, body } = JSON.parse(answer.body.toString('utf8')).response;
      expect(head.function).toBe(functionName(name));
      expect(body.resultInfo.resultMsg).toBe('merchantId is missing');
    }
  });
});

describe('a request that openssl signed', () => {
  it('is believed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'envelope-'));
    try {
      const keyFile = join(folder, 'key.pem');
      const contentFile = join(folder, 'content');
      const head = {
        version: '2.0.4',
        function: functionName('pay'),
        clientId: 'TEST_SIMULATOR',
        reqTime: '2026-11-01T12:00:00+05:30',
        reqMsgId: '1234567asdfasdf1123fda',
        reserve: '{}',
        signType: 'RSA2',
      };
      const content = JSON.stringify({ head, body: barcodeBody() });
      writeFileSync(keyFile, simulator.credentials.merchantPrivateKey!, { mode: 0o600 });
      writeFileSync(contentFile, content);
      const signature = execFileSync('openssl', ['dgst', '-sha256', '-sign', keyFile, contentFile]);
      const answer = await exchange(simulator.url, 'POST', acquiringPath('pay'), {
        body: `{"request":${content},"signature":"${signature.toString('base64')}"}`,
      });
      expect(resultOf(answer)).toBe('SUCCESS/S');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the envelope of a request', () => {
  it.each<[string, EnvelopeOptions]>([
    ['signature first', { wrap: (text, mark) => `{"signature":"${mark}","request":${text}}` }],
    ['with blanks', { wrap: (text, mark) => `\r\n{ "request" : ${text} ,\t"signature" : "${mark}" }\n` }],
    ['pretty content', { write: (request) => JSON.stringify(request, undefined, 2) }],
    ['escaped slashes', { write: (request) => JSON.stringify(request).replaceAll('/', '\\/') }],
    [
      'a signature with escaped slashes',
      { wrap: (text, mark) => `{"request":${text},"signature":"${mark.replaceAll('/', '\\/')}"}` },
    ],
    [
      'a signature encoded twice',
      {
        wrap: (text, mark) =>
          `{"request":${text},"signature":"${Buffer.from(mark, 'latin1').toString('base64')}"}`,
      },
    ],
    ['text that is not ASCII', { head: { reserve: '{"note":"早安 😀 \\"}"}' } }],
    ['no charset', { contentType: 'application/json' }],
    ['signType SHA256', { head: { signType: 'SHA256' } }],
  ])('is taken: %s', async (_what, options) => {
    expect(resultOf(await ask(options))).toBe(believed);
  });

  it.each<[string, string, EnvelopeOptions]>([
    ['NO_INTERFACE_DEF/F', 'no such path', { path: '/api/alipay/intl/acquiring/offline/payQuery.htm' }],
    ['METHOD_NOT_SUPPORTED/F', 'PUT', { method: 'PUT' }],
    ['MEDIA_TYPE_NOT_ACCEPTABLE/F', 'a form', { contentType: 'application/x-www-form-urlencoded' }],
    ['MEDIA_TYPE_NOT_ACCEPTABLE/F', 'GBK', { contentType: 'application/json; charset=GBK' }],
    ['PARAM_ILLEGAL/F', 'no JSON', { wrap: () => 'request=1' }],
    ['PARAM_ILLEGAL/F', 'nothing', { wrap: () => '' }],
    [
      'PARAM_ILLEGAL/F',
      'a third member',
      { wrap: (text, mark) => `{"request":${text},"signature":"${mark}","x":1}` },
    ],
    [
      'PARAM_ILLEGAL/F',
      'request twice',
      { wrap: (text, mark) => `{"request":${text},"request":{},"signature":"${mark}"}` },
    ],
    [
      'PARAM_ILLEGAL/F',
      'request twice, once hidden',
      { wrap: (text, mark) => `{"request":${text},"signature":"${mark}","reques\\u0074":{}}` },
    ],
    [
      'PARAM_ILLEGAL/F',
      'bytes behind',
      { wrap: (text, mark) => `{"request":${text},"signature":"${mark}"};` },
    ],
    ['PARAM_ILLEGAL/F', 'response', { wrap: (text, mark) => `{"response":${text},"signature":"${mark}"}` }],
    [
      'PARAM_ILLEGAL/F',
      'request as text',
      { wrap: (text, mark) => `{"request":${JSON.stringify(text)},"signature":"${mark}"}` },
    ],
    ['PARAM_ILLEGAL/F', 'signature as number', { wrap: (text) => `{"request":${text},"signature":1}` }],
    ['PARAM_ILLEGAL/F', 'no client', { head: { clientId: undefined } }],
    ['CLIENT_INVALID/F', 'another client', { head: { clientId: 'SOMEBODY' } }],
    ['INVALID_SIGNATURE/F', 'no signature', { wrap: (text) => `{"request":${text}}` }],
    ['INVALID_SIGNATURE/F', 'an empty signature', { wrap: (text) => `{"request":${text},"signature":""}` }],
    [
      'INVALID_SIGNATURE/F',
      'line breaks in the signature',
      { wrap: (text, mark) => `{"request":${text},"signature":"${mark.slice(0, 76)}\\n${mark.slice(76)}"}` },
    ],
    ['INVALID_SIGNATURE/F', 'SHA-1', { hash: 'sha1' }],
    [
      'INVALID_SIGNATURE/F',
      'a changed byte',
      { wrap: (text, mark) => `{"request":${text.replace('nothing', 'Nothing')},"signature":"${mark}"}` },
    ],
    [
      'INVALID_SIGNATURE/F',
      'a blank more',
      { wrap: (text, mark) => `{"request":${text.replace('{', '{ ')},"signature":"${mark}"}` },
    ],
  ])('%s without a signature: %s', async (code, _what, options) => {
    const answer = await ask(options);
    expect(resultOf(answer)).toBe(code);
    expect(JSON.parse(answer.body.toString('utf8'))).not.toHaveProperty('signature');
  });

  it('is refused when a stranger signed it, or when it is no UTF-8', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const privateKey = stranger.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(resultOf(await ask({ privateKey }))).toBe('INVALID_SIGNATURE/F');
    const body = Buffer.concat([
      Buffer.from('{"request":{"head":"'),
      Buffer.from([0xff]),
      Buffer.from('"}}'),
    ]);
    const answer = await exchange(simulator.url, 'POST', acquiringPath('pay'), { body });
    expect(resultOf(answer)).toBe('PARAM_ILLEGAL/F');
  });

  it('is refused when it is too long', async () => {
    const small = await startQuickly({ bodyBytesMax: 500 });
    const answer = await sendEnvelope(small, 'pay', barcodeBody());
    expect(resultOf(answer)).toBe('PARAM_ILLEGAL/F');
    await small.close();
  });
});

describe('the head of a request', () => {
  it.each([
    ['head.version must be 2.0.4', { version: '2.0.2' }],
    ['head.version is missing', { version: undefined }],
    [
      'head.function must be alipay.intl.acquiring.offline.payQuery at this path',
      { function: 'alipay.intl.acquiring.offline.pay' },
    ],
    ['head.reqTime is missing', { reqTime: undefined }],
    ['head.reqTime must be an RFC 3339 time with an offset', { reqTime: '2026-11-01T12:00:00' }],
    ['head.reqTime must be an RFC 3339 time with an offset', { reqTime: '2026-11-01T12:00:00+0800' }],
    ['head.reqTime must be an RFC 3339 time with an offset', { reqTime: '2026-02-30T12:00:00+08:00' }],
    ['head.reqMsgId is missing', { reqMsgId: '' }],
    ['head.reqMsgId is longer than 64 characters', { reqMsgId: 'x'.repeat(65) }],
    ['head.reserve must be a string', { reserve: {} }],
    ['head.reserve is longer than 256 characters', { reserve: 'x'.repeat(257) }],
    ['head.signType must be RSA2 or SHA256', { signType: 'RSA' }],
  ])('is refused, signed: %s', async (complaint, head) => {
    const body = await callAcquiring(simulator, 'payQuery', query, { head });
    expect(body.resultInfo).toMatchObject({ resultCode: 'PARAM_ILLEGAL', resultMsg: complaint });
  });

  it('needs a body beside it', async () => {
    const body = await callAcquiring(simulator, 'payQuery', [query]);
    expect(body.resultInfo.resultMsg).toBe('body must be an object');
  });

  it('carries the token of an integrator when one is wanted', async () => {
    const strict = await startQuickly({ acquiring: { isvAccessToken: 'token-1' } });
    const askStrict = async (reserve: string) =>
      codeOf(await callAcquiring(strict, 'payQuery', query, { head: { reserve } }));
    expect(await askStrict('{"isvAccesstoken":"token-1"}')).toBe(believed);
    for (const reserve of ['{}', '{"isvAccesstoken":"token-2"}', '{"isvAccessToken":"token-1"}', 'token-1']) {
      expect(await askStrict(reserve)).toBe('ACCESS_DENIED/F');
    }
    await strict.close();
  });
});
