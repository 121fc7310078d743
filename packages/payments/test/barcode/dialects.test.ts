import { OptionError } from '@alipay-intl/core';
import { createBarcodeRail } from '@alipay-intl/payments';
import { createManualClock, type DialectName, type Simulator } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { caught } from '../support/caught.ts';
import { expectKind } from '../support/expect-kind.ts';
import { type EnvelopeServer, startEnvelopeServer } from './support/envelope-server.ts';
import {
  merchantId,
  openTill,
  openTillAt,
  payRequest,
  refundOf,
  startGateway,
  type Till,
} from './support/till.ts';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.close();
});

async function openServer(options: Parameters<typeof openTill>[1] = {}): Promise<[EnvelopeServer, Till]> {
  const server = await startEnvelopeServer();
  const till = await openTill(server.url, options);
  running.push(server, till);
  return [server, till];
}

async function openSimulator(
  acquiring: NonNullable<Parameters<typeof startGateway>[0]>['acquiring'] & object,
  options: Parameters<typeof openTill>[1] = {},
): Promise<[Simulator, Till]> {
  const simulator = await startGateway({ acquiring });
  const till = await openTillAt(simulator, options);
  running.push(simulator, till);
  return [simulator, till];
}

// docs/wire/acquiring §1.
const dialects: readonly (readonly [DialectName, string, string, 'sha256' | 'sha1', string | undefined])[] = [
  ['public-2.0.4', '2.0.4', 'merchantId', 'sha256', 'RSA2'],
  ['public-2.0.2', '2.0.2', 'partnerId', 'sha256', 'RSA2'],
  ['hk-2.0.0', '2.0.0', 'merchantId', 'sha1', undefined],
];

describe.each(dialects)('%s', (dialect, version, partyField, hash, signType) => {
  it('names version, party and hash as its pages do', async () => {
    const [server, till] = await openServer({
      gateway: { dialect, clock: createManualClock(1_793_505_600_123) },
    });
    server.answer({ body: { acquirementStatus: 'SUCCESS', orderQrCode: 'https://qr.example' } });
    const sellerInfo = { sellerId: 'S1' };
    await till.payments.pay(payRequest());
    await till.payments.payQuery({ merchantTransId: 't' });
    await till.payments.payCancel({ merchantTransId: 't' });
    await till.payments.refund(refundOf('a'));
    await till.payments.preCreate({ merchantTransId: 'c1', order: payRequest().order });
    await till.payments.indirectMerchant.maintain({ operationType: 'MODIFY', sellerInfo });
    await till.payments.indirectMerchant.query({ sellerId: 'S1' });
    await till.payments.indirectMerchant.archive({ sellerId: 'S1' });
    expect(server.calls).toHaveLength(8);
    for (const { head, body, signedWith } of server.calls) {
      expect(signedWith).toBe(hash);
      expect(head['version']).toBe(version);
      expect(head['signType']).toBe(signType);
      expect(head['reqTime']).toBe('2026-11-01T12:00:00+08:00');
      expect(head['reserve']).toBe('{}');
      expect(body[partyField]).toBe(merchantId);
      expect(['merchantId', 'partnerId'].filter((name) => name in body)).toEqual([partyField]);
    }
    expect(new Set(server.calls.map(({ head }) => head['reqMsgId'])).size).toBe(8);
  });

  it('takes no answer that is signed with the other hash', async () => {
    const [server, till] = await openServer({ gateway: { dialect } });
    server.answer({ hash: hash === 'sha256' ? 'sha1' : 'sha256' });
    expect(expectKind(await till.payments.pay(payRequest()), 'unknown').cause.code).toBe(
      'ERR_SIGNATURE_INVALID',
    );
  });

  it('goes from the scan to the refund against the simulator', async () => {
    const [simulator, till] = await openSimulator({ dialect }, { gateway: { dialect } });
    const request = payRequest();
    const { merchantTransId } = request;
    const { transaction } = expectKind(await till.payments.pay(request), 'paid');
    expectKind(await till.payments.payQuery({ merchantTransId }), 'paid');
    expectKind(await till.payments.refund(refundOf(transaction.acquirementId ?? '')), 'refunded');
    expectKind(await till.payments.payCancel({ merchantTransId }), 'cancelled');
    expectKind(await till.payments.payQuery({ merchantTransId }), 'cancelled');
    expect(simulator.control.calls().map(({ resultStatus }) => resultStatus)).toEqual([
      'S',
      'S',
      'S',
      'S',
      'S',
    ]);
  });

  it('is not understood by a gateway of another dialect, and nothing is charged', async () => {
    const other = dialect === 'public-2.0.4' ? 'hk-2.0.0' : 'public-2.0.4';
    const [simulator, till] = await openSimulator({ dialect: other }, { gateway: { dialect } });
    const outcome = await till.payments.pay(payRequest());
    // Only a caller whose signature is right gets a signed refusal.
    if (dialect === 'public-2.0.2')
      expect(expectKind(outcome, 'declined').reason.resultCode).toBe('PARAM_ILLEGAL');
    else expect(expectKind(outcome, 'unknown').claimed?.resultCode).toBe('INVALID_SIGNATURE');
    expect(simulator.control.payments()).toEqual([]);
  });
});

it('hk-2.0.0 has no documented production address, so one must be given', async () => {
  const error = await caught(
    openTill(undefined as unknown as string, { gateway: { dialect: 'hk-2.0.0' } }),
    OptionError,
  );
  expect(error.issues).toEqual([{ path: 'baseUrl', message: 'is needed for this dialect' }]);
});

describe('the token of an ISV', () => {
  const isvAccessToken = '20260101"token/\\ü';

  it('travels in reserve, as JSON inside a text, with a small second t', async () => {
    const [server, till] = await openServer();
    await till.payments.pay(payRequest(), { isvAccessToken });
    const { reserve } = server.last().head;
    expect(typeof reserve).toBe('string');
    expect(JSON.parse(String(reserve))).toEqual({ isvAccesstoken: isvAccessToken });
    await till.payments.pay(payRequest());
    expect(server.last().head['reserve']).toBe('{}');
  });

  it('is taken by a gateway that wants one, from every operation', async () => {
    const [simulator, till] = await openSimulator({ isvAccessToken });
    const call = { isvAccessToken };
    const request = payRequest();
    const { merchantTransId } = request;
    expectKind(await till.payments.pay(request), 'declined');
    const { transaction } = expectKind(await till.payments.pay(request, call), 'paid');
    expectKind(await till.payments.payQuery({ merchantTransId }, call), 'paid');
    expectKind(await till.payments.refund(refundOf(transaction.acquirementId ?? ''), call), 'refunded');
    expectKind(await till.payments.payCancel({ merchantTransId }, call), 'cancelled');
    const { order } = request;
    expectKind(await till.payments.preCreate({ merchantTransId: 'isv_code', order }, call), 'placed');
    const seller = { sellerId: 'S1' };
    const { indirectMerchant } = till.payments;
    expectKind(await indirectMerchant.maintain({ operationType: 'ADD', sellerInfo: seller }, call), 'done');
    expectKind(await indirectMerchant.query(seller, call), 'done');
    expectKind(await indirectMerchant.archive(seller, call), 'done');
    const codes = simulator.control.calls().map(({ resultCode }) => resultCode);
    expect(codes.filter((code) => code === 'ACCESS_DENIED')).toHaveLength(1);
  });

  it('is passed on by the rail with each of its verbs', async () => {
    const [simulator, till] = await openSimulator({ isvAccessToken });
    const rail = createBarcodeRail(till.payments, { isvAccessToken });
    const { merchantTransId: attemptId, identityCode: scannedCode, order } = payRequest();
    const amount = order.orderAmount;
    const paid = await rail.pay({ attemptId, orderId: 'o', description: 'Coffee', amount, scannedCode });
    const providerId = expectKind(paid, 'paid').providerId ?? '';
    expectKind(await rail.query({ attemptId }), 'paid');
    expectKind(await rail.refund({ refundAttemptId: 'isv_refund', providerId, amount }), 'refunded');
    expectKind(await rail.cancel({ attemptId }), 'cancelled');
    expect(simulator.control.calls()).toHaveLength(4);
  });

  it('that does not fit into reserve is refused before anything is sent', async () => {
    const [server, till] = await openServer();
    const error = await caught(
      till.payments.pay(payRequest(), { isvAccessToken: 'x'.repeat(236) }),
      OptionError,
    );
    expect(error.code).toBe('ERR_REQUEST_INVALID');
    expect(error.message).toContain('isvAccessToken');
    expect(error.message).not.toContain('xxx');
    expect(server.calls).toHaveLength(0);
    await till.payments.pay(payRequest(), { isvAccessToken: 'x'.repeat(235) });
    expect(String(server.last().head['reserve'])).toHaveLength(256);
  });
});
