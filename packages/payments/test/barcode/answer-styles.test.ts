import { createBarcodePayments, suggestedStateReading } from '@alipay-intl/payments';
import { type AcquiringOptions, type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { expectKind } from '../support/expect-kind.ts';
import {
  merchantId,
  openTillAt,
  payRequest,
  preCreateRequest,
  refundOf,
  startGateway,
  type Till,
} from './support/till.ts';

// However Alipay writes its envelopes, the same is read out of them. docs/wire/acquiring §3.4, §4.3, §4.4.

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.close();
});

async function open(
  acquiring: AcquiringOptions,
  contract: { currencies?: string[] } = {},
): Promise<[Simulator, Till]> {
  const simulator = await startGateway({ acquiring, contract });
  const till = await openTillAt(simulator);
  running.push(simulator, till);
  return [simulator, till];
}

const styles: readonly (readonly [string, AcquiringOptions])[] = [
  ['compact, content first, base64 once', {}],
  ['signature first', { memberOrder: 'signature-first' }],
  ['pretty', { style: 'pretty' }],
  ['escaped', { style: 'escaped' }],
  ['base64 twice', { encoding: 'twice' }],
  ['pretty, signature first', { style: 'pretty', memberOrder: 'signature-first' }],
  [
    'escaped, signature first, base64 twice',
    { style: 'escaped', memberOrder: 'signature-first', encoding: 'twice' },
  ],
];

describe.each(styles)('answers written %s', (_name, acquiring) => {
  it('are read rightly by every operation', async () => {
    const [simulator, till] = await open(acquiring);
    const request = payRequest({ order: { ...payRequest().order, orderTitle: 'Kaffee/Törtchen 奶茶 😀' } });
    const { merchantTransId } = request;
    const { transaction, proof } = expectKind(await till.payments.pay(request), 'paid');
    expect(transaction).toMatchObject({ merchantTransId, orderAmount: { currency: 'USD', value: '599' } });
    expect(proof.answer['resultInfo']).toMatchObject({ resultCodeId: '00000000' });
    const { acquirementId = '' } = transaction;
    expectKind(await till.payments.payQuery({ acquirementId }), 'paid');
    expectKind(await till.payments.refund(refundOf(acquirementId)), 'refunded');
    expectKind(await till.payments.payCancel({ merchantTransId }), 'cancelled');
    const { orderQrCode } = expectKind(await till.payments.preCreate(preCreateRequest()), 'placed');
    // Slashes may travel as \/ and must arrive as themselves.
    expect(orderQrCode.startsWith(`${simulator.url}/wallet/`)).toBe(true);
    const declined = await till.payments.pay(payRequest({ identityCode: testPaymentCodes.expiredCode }));
    expect(expectKind(declined, 'declined').reason.resultCode).toBe('EXPIRED_CODE');
    const { maintain, query } = till.payments.indirectMerchant;
    const sellerInfo = { sellerId: 'S1', sellerName: '咖啡/馆' };
    expectKind(await maintain({ operationType: 'ADD', sellerInfo }), 'done');
    const registered = expectKind(await query({ sellerId: 'S1' }), 'done');
    expect(registered.proof.answer['sellerInfo']).toEqual(sellerInfo);
  });

  it.each([
    'wrong-signature',
    'foreign-key',
    'repeated-member',
    'hidden-member',
    'trailing-bytes',
    'wrong-message',
  ] as const)('are not believed with %s', async (fault) => {
    const [simulator, till] = await open(acquiring);
    simulator.control.failNext({ operation: 'acquiring.pay', fault });
    const request = payRequest();
    expectKind(await till.payments.pay(request), 'unknown');
    expectKind(await till.payments.payQuery({ merchantTransId: request.merchantTransId }), 'paid');
  });
});

it('the older way of sending, base64 twice, is taken by the gateway too', async () => {
  const simulator = await startGateway();
  const till = await openTillAt(simulator, { gateway: { signatureEncoding: 'twice' } });
  running.push(simulator, till);
  expectKind(await till.payments.pay(payRequest()), 'paid');
});

it('the test gateway has another first part of the path', async () => {
  const simulator = await startGateway();
  const till = await openTillAt(simulator, { gateway: { baseUrl: `${simulator.url}/isupergw` } });
  running.push(simulator, till);
  const { proof } = expectKind(await till.payments.pay(payRequest()), 'paid');
  expect(proof.path).toBe('/isupergw/alipay/intl/acquiring/offline/pay.htm');
});

describe('the state of a query', () => {
  it.each(suggestedStateReading.fields)('is found at %s', async (statusField) => {
    const [simulator, till] = await open({ statusField });
    const request = payRequest({ identityCode: testPaymentCodes.waitsForWallet });
    const reference = { merchantTransId: request.merchantTransId };
    expectKind(await till.payments.pay(request), 'processing');
    expectKind(await till.payments.payQuery(reference), 'processing');
    await simulator.control.confirm(request.merchantTransId);
    expectKind(await till.payments.payQuery(reference), 'paid');
    expectKind(await till.payments.payCancel(reference), 'cancelled');
    expectKind(await till.payments.payQuery(reference), 'cancelled');
  });

  it('at a place that nobody documented is unknown until the till is told of it', async () => {
    const [, till] = await open({ statusField: 'trade.word', stateWords: { paid: 'BEZAHLT' } });
    const request = payRequest();
    const reference = { merchantTransId: request.merchantTransId };
    expectKind(await till.payments.pay(request), 'paid');
    expectKind(await till.payments.payQuery(reference), 'unknown');
    const told = createBarcodePayments(till.gateway, {
      merchantId,
      stateReading: { fields: ['trade.word'], words: { BEZAHLT: 'paid' } },
    });
    expectKind(await told.payQuery(reference), 'paid');
  });
});

it('a currency outside the contract is declined by the gateway and leaves no payment', async () => {
  const [simulator, till] = await open({}, { currencies: ['HKD'] });
  const request = payRequest();
  const { reason } = expectKind(await till.payments.pay(request), 'declined');
  expect(reason).toMatchObject({ resultCode: 'CURRENCY_NOT_SUPPORT', class: 'configuration' });
  expect(simulator.control.payments()).toEqual([]);
  expectKind(await till.payments.payQuery({ merchantTransId: request.merchantTransId }), 'not-found');
  expectKind(
    await till.payments.pay(payRequest({ order: { orderAmount: { currency: 'HKD', value: '5800' } } })),
    'paid',
  );
});

it('the party that the gateway does not know is declined', async () => {
  const simulator = await startGateway({ acquiring: { merchantId: '218820000000000000023' } });
  const till = await openTillAt(simulator);
  running.push(simulator, till);
  const { reason } = expectKind(await till.payments.pay(payRequest()), 'declined');
  expect(reason).toMatchObject({ resultCode: 'MERCHANT_NOT_REGISTERED', class: 'configuration' });
});
