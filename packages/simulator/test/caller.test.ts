import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, exchange, isGenuine, operationPath, payBody, send } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ notifications: 'off', bodyBytesMax: 5000 });
});
afterAll(() => simulator.close());

async function refusal(options: Parameters<typeof send>[3], operation = 'inquiryPayment') {
  const answer = await send(simulator, operation, { paymentId: '1' }, options);
  expect(answer.status).toBe(200);
  const isSigned = isGenuine(answer, operationPath(operation), simulator.credentials.alipayPublicKey);
  return { ...JSON.parse(answer.body.toString('utf8')).result, isSigned, headers: answer.headers };
}

describe('the caller', () => {
  it.each([
    '1685599933871',
    '2019-05-28T12:12:12+08:00',
    '2026-08-17T02:58:58+00:00',
    '2021-03-05T10:11:12+0000',
    '2021-03-05T10:11:12.1234567Z',
  ])('may write the time as %s', async (time) => {
    expect(await refusal({ time })).toMatchObject({ resultCode: 'ORDER_NOT_EXIST', isSigned: true });
  });

  it.each(['', '1685599933', '2021-03-05 10:11:12', '2021-02-30T10:11:12Z', '2021-03-05T10:11:12'])(
    'may not write the time as %j',
    async (time) => {
      const { resultCode, resultMessage, isSigned } = await refusal({ time });
      expect({ resultCode, isSigned }).toEqual({ resultCode: 'PARAM_ILLEGAL', isSigned: false });
      expect(resultMessage).toContain('Request-Time');
    },
  );

  it('must be known', async () => {
    expect(await refusal({ headers: { 'client-id': 'TEST_NOBODY' } })).toMatchObject({
      resultCode: 'CLIENT_INVALID',
      isSigned: false,
    });
    const missing = await refusal({ headers: { 'client-id': undefined } });
    expect(missing).toMatchObject({ resultCode: 'PARAM_ILLEGAL', resultMessage: 'Client-Id is missing' });
  });

  it('gets an unsigned answer when the signature is wrong', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { headers, ...result } = await refusal({ privateKey });
    expect(result).toMatchObject({ resultCode: 'INVALID_SIGNATURE', resultStatus: 'F', isSigned: false });
    expect(headers).not.toHaveProperty('signature');
    expect(headers).not.toHaveProperty('response-time');
    expect(headers['content-type']).toBe('application/json; charset=UTF-8');
  });

  it.each([
    ['missing', undefined, 'INVALID_SIGNATURE'],
    ['no pair', 'abc', 'INVALID_SIGNATURE'],
    ['another algorithm', 'algorithm=ECC224,keyVersion=1,signature=AAAA', 'INVALID_SIGNATURE'],
    ['no algorithm', 'keyVersion=1,signature=AAAA', 'INVALID_SIGNATURE'],
    ['an unknown key version', 'algorithm=RSA256,keyVersion=9,signature=AAAA', 'KEY_NOT_FOUND'],
  ])('is refused when the signature has %s', async (_name, signature, resultCode) => {
    expect(await refusal({ headers: { signature } })).toMatchObject({ resultCode, isSigned: false });
  });

  it('signs over path and query as sent, with or without the sandbox segment', async () => {
    for (const path of ['/ams/sandbox/api/v1/payments/pay', '/ams/api/v1/payments/pay?x=1']) {
      expect((await call(simulator, 'pay', payBody('OrderCode'), { path })).result.resultStatus).toBe('S');
    }
  });

  it('must use POST, JSON and a known path', async () => {
    expect(await refusal({ method: 'PUT' })).toMatchObject({ resultCode: 'METHOD_NOT_SUPPORTED' });
    for (const contentType of ['text/plain', 'application/json; charset=GBK', 'application/jsonx']) {
      const result = await refusal({ headers: { 'content-type': contentType } });
      expect(result).toMatchObject({ resultCode: 'MEDIA_TYPE_NOT_ACCEPTABLE' });
    }
    expect(await refusal({ headers: { 'content-type': undefined } })).toMatchObject({
      resultCode: 'ORDER_NOT_EXIST',
    });
    expect(await refusal({}, 'capture')).toMatchObject({ resultCode: 'NO_INTERFACE_DEF' });
    expect(await refusal({}, 'toString')).toMatchObject({ resultCode: 'NO_INTERFACE_DEF' });
  });

  it('is told when the body is too long', async () => {
    const answer = await send(simulator, 'pay', payBody('OrderCode', { extendInfo: 'x'.repeat(6000) }));
    expect(JSON.parse(answer.body.toString('utf8')).result.resultMessage).toBe('body is too long');
  });

  it('is verified when the openssl command made keys and signature', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    const openssl = (args: readonly string[], input?: string) =>
      execFileSync('openssl', args, { input, cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    openssl(['genrsa', '-out', 'private.pem', '2048']);
    const merchantPublicKey = openssl(['rsa', '-in', 'private.pem', '-pubout']).toString();
    const other = await startSimulator({ merchant: { clientId: 'T_111222333', merchantPublicKey } });
    expect(other.credentials).not.toHaveProperty('merchantPrivateKey');
    const path = operationPath('inquiryPayment');
    const body = '{"paymentId":"20200429114010800100188850266791455"}';
    const content = `POST ${path}\nT_111222333.1685599933871.${body}`;
    const signature = openssl(['dgst', '-sha256', '-sign', 'private.pem'], content).toString('base64');
    const answer = await exchange(other.url, 'POST', path, {
      // Blanks after the commas, another order and a value that is not URL-encoded.
      headers: {
        'Client-Id': 'T_111222333',
        'Request-Time': '1685599933871',
        Signature: `keyVersion=1, signature=${signature}, algorithm=RSA256`,
      },
      body,
    });
    expect(JSON.parse(answer.body.toString()).result.resultCode).toBe('ORDER_NOT_EXIST');

    writeFileSync(join(folder, 'alipay.pem'), other.credentials.alipayPublicKey);
    const encoded = String(answer.headers['signature']).split('signature=')[1]!;
    writeFileSync(join(folder, 'signature.bin'), Buffer.from(decodeURIComponent(encoded), 'base64'));
    const answered = `POST ${path}\nT_111222333.${answer.headers['response-time']}.${answer.body}`;
    const verdict = openssl(
      ['dgst', '-sha256', '-verify', 'alipay.pem', '-signature', 'signature.bin'],
      answered,
    );
    expect(verdict.toString()).toContain('Verified OK');
    await other.close();
    rmSync(folder, { recursive: true });
  });
});

describe('the answer', () => {
  it('names client, time and trace', async () => {
    const { headers } = await send(simulator, 'pay', payBody('OrderCode'));
    expect(headers['client-id']).toBe('TEST_SIMULATOR');
    expect(headers['response-time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    expect(headers['tracerid']).toMatch(/^[0-9a-f]{32}$/);
    expect(headers['signature']).toMatch(/^algorithm=RSA256,keyVersion=1,signature=[A-Za-z0-9%]+$/);
  });

  it('can have the time as epoch milliseconds', async () => {
    const other = await startQuickly({ responseTimeForm: 'epoch', notifications: 'off' });
    const answer = await send(other, 'pay', payBody('OrderCode'));
    expect(answer.headers['response-time']).toMatch(/^\d{13}$/);
    expect(isGenuine(answer, operationPath('pay'), other.credentials.alipayPublicKey)).toBe(true);
    await other.close();
  });

  it('is signed with the new key after a rotation', async () => {
    const other = await startQuickly({ notifications: 'off' });
    const newKey = other.control.rotateAlipayKey('2');
    const answer = await send(other, 'pay', payBody('OrderCode'));
    expect(answer.headers['signature']).toContain('keyVersion=2,');
    expect(isGenuine(answer, operationPath('pay'), newKey)).toBe(true);
    expect(isGenuine(answer, operationPath('pay'), other.credentials.alipayPublicKey)).toBe(false);
    await other.close();
  });
});
