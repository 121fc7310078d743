import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectKind } from '../support/expect-kind.ts';
import { userAgent } from '../support/shop.ts';
import { type EnvelopeServer, infoOf, startEnvelopeServer } from './support/envelope-server.ts';
import { merchantId, openTill, preCreateRequest, type Till } from './support/till.ts';

let server: EnvelopeServer;
let till: Till;

beforeAll(async () => {
  server = await startEnvelopeServer();
  till = await openTill(server.url);
});
afterAll(async () => {
  await till.close();
  await server.close();
});

const orderQrCode = 'https://qr.example/bax0123';

describe('preCreate', () => {
  it('is placed, not paid, for S with an orderQrCode', async () => {
    const request = preCreateRequest();
    const { merchantTransId } = request;
    server.answer({ body: { orderQrCode, acquirementId: 'A1', merchantTransId } });
    const { transaction, proof, ...placed } = expectKind(await till.payments.preCreate(request), 'placed');
    expect(placed.orderQrCode).toBe(orderQrCode);
    expect(transaction).toMatchObject({ merchantTransId, acquirementId: 'A1', paymentTime: undefined });
    expect(proof.path).toBe('/api/alipay/intl/acquiring/offline/precreate.htm');
  });

  it.each([[undefined], [''], [null], [{}], [[orderQrCode]], [true]])(
    'is unknown for S with the orderQrCode %j',
    async (code) => {
      server.answer({ body: { orderQrCode: code, acquirementId: 'A1' } });
      const { cause } = expectKind(await till.payments.preCreate(preCreateRequest()), 'unknown');
      expect(cause.message).toContain('holds no orderQrCode');
    },
  );

  it('is processing for PAYMENT_IN_PROCESS/U, unknown for any other U', async () => {
    server.answer({ body: { resultInfo: infoOf('PAYMENT_IN_PROCESS', 'U'), orderQrCode } });
    expectKind(await till.payments.preCreate(preCreateRequest()), 'processing');
    server.answer({ body: { resultInfo: infoOf('SYSTEM_ERROR', 'U'), orderQrCode } });
    expectKind(await till.payments.preCreate(preCreateRequest()), 'unknown');
  });

  it.each([
    ['CURRENCY_NOT_SUPPORT', 'declined'],
    ['NEVER_HEARD_OF', 'declined'],
    ['SYSTEM_ERROR', 'unknown'],
    ['UNKNOWN_EXCEPTION', 'unknown'],
    ['REPEAT_REQ_INCONSISTENT', 'unknown'],
  ])('%s/F is %s, even with an orderQrCode', async (code, kind) => {
    server.answer({ body: { resultInfo: infoOf(code, 'F'), orderQrCode } });
    expect((await till.payments.preCreate(preCreateRequest())).kind).toBe(kind);
  });

  it('sends the order code as it was asked for', async () => {
    const request = preCreateRequest({
      notifyUrl: 'https://shop.example/notify',
      settleContractId: 'USD-1',
      extendInfo: '{"a":"b"}',
      riskInfo: { deviceInfo: { clientIp: '192.0.2.1' } },
    });
    server.answer({ body: { orderQrCode } });
    expectKind(await till.payments.preCreate(request), 'placed');
    expect(server.last().body).toEqual({ merchantId, productCode: 'OFFLINE_PAY', ...request });
  });

  it('sends an entry code with the User-Agent of the wallet, unchanged', async () => {
    const merchantRedirectUrl = 'https://shop.example/thanks?order=1';
    const request = preCreateRequest({ sceneType: 'THIRDPARTYQRCODE', userAgent, merchantRedirectUrl });
    server.answer({ body: { orderQrCode } });
    expectKind(await till.payments.preCreate(request), 'placed');
    expect(server.last().body).toMatchObject({
      sceneType: 'THIRDPARTYQRCODE',
      userAgent,
      merchantRedirectUrl,
    });
  });
});

describe('indirectMerchant', () => {
  const seller = { sellerId: 'S_58000001' };
  const { maintain, query, archive } = {
    maintain: () =>
      till.payments.indirectMerchant.maintain({
        operationType: 'ADD',
        sellerInfo: { ...seller, sellerName: 'Cafe', anything: { deep: true } },
        storeInfo: { storeId: 'ST1' },
      }),
    query: () => till.payments.indirectMerchant.query({ ...seller, paymentScene: 'OFFLINE' }),
    archive: () => till.payments.indirectMerchant.archive({ ...seller, storeId: 'ST1' }),
  };
  const calls = [
    ['maintain', maintain],
    ['query', query],
    ['archive', archive],
  ] as const;

  it.each(calls)('%s is done for S, and the members of the answer are in the proof', async (name, run) => {
    // The head of these answers names its time reqTime. docs/wire/acquiring §3.3.
    server.answer({
      head: { respTime: undefined, reqTime: '2026-11-01T12:00:01+08:00' },
      body: { registrationStatus: 'ACTIVE' },
    });
    const { proof } = expectKind(await run(), 'done');
    expect(proof.answer['registrationStatus']).toBe('ACTIVE');
    expect(server.last().path).toBe(`/api/alipay/intl/merchant/common/indirectMerchant/${name}.htm`);
    expect(server.last().head['function']).toBe(`alipay.intl.merchant.common.indirectMerchant.${name}`);
    expect(server.last().body['merchantId']).toBe(merchantId);
  });

  it.each(calls)('%s is declined for F and unknown for U', async (_name, run) => {
    server.answer({ body: { resultInfo: infoOf('MERCHANT_NOT_REGISTERED', 'F') } });
    const { reason } = expectKind(await run(), 'declined');
    expect(reason.advice.en).toBe('Register the merchant with Alipay first.');
    server.answer({ body: { resultInfo: infoOf('SYSTEM_ERROR', 'U') } });
    expect(expectKind(await run(), 'unknown').result?.resultCode).toBe('SYSTEM_ERROR');
    server.answer({ status: 500, raw: '' });
    expect(expectKind(await run(), 'unknown').cause.code).toBe('ERR_RESPONSE_STATUS');
  });

  it('maintain sends the members that it does not know as they are', async () => {
    server.answer({});
    await maintain();
    expect(server.last().body).toEqual({
      merchantId,
      operationType: 'ADD',
      sellerInfo: { ...seller, sellerName: 'Cafe', anything: { deep: true } },
      storeInfo: { storeId: 'ST1' },
    });
  });
});
