import { createV1Gateway, OptionError, type SandboxPathRule, type TransportRequest } from '@alipay-intl/core';
import { callV1, createInStorePayments, type V1Operation, v1Operations } from '@alipay-intl/payments';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  alipayPublicPem,
  clientId,
  merchantPrivatePem,
  startAnsweringServer,
  success,
} from './support/answering-server.ts';
import { caught } from './support/caught.ts';
import { expectKind } from './support/expect-kind.ts';
import { openShop } from './support/shop.ts';

/** A gateway over a transport that only writes down what it was given. */
async function openRecorder(id: string = clientId, sandboxPath?: SandboxPathRule) {
  const sent: TransportRequest[] = [];
  const gateway = await createV1Gateway({
    region: 'asia',
    clientId: id,
    privateKey: merchantPrivatePem,
    alipayPublicKeys: alipayPublicPem,
    sandboxPath,
    transport: {
      send: async (request) => {
        sent.push(request);
        return { status: 200, headers: new Map(), body: Buffer.from('{}') };
      },
      close: async () => undefined,
    },
  });
  return { gateway, paths: () => sent.map(({ path }) => path), sent };
}

// Written out from docs/wire/v1 §11, not from the list under test.
const documented: readonly string[] = [
  ...group('payments', [
    'pay inquiryPayment cancel refund inquiryRefund capture consult createPaymentSession updateAmount',
    'verifyAndCompletePayment inquireExchangeRate inquireInstallment fetchNonce getCardInfo inquire syncArrear',
    'createDeviceCertificate uploadInvoiceShippingFile settle acceptDispute supplyDefenseDocument',
    'downloadDisputeEvidence',
  ]),
  ...group('customs', ['declare inquiryDeclarationRequests']),
  ...group('authorizations', ['consult applyToken revoke query']),
  ...group('vaults', [
    'createVaultingSession vaultPaymentMethod inquireVaulting fetchNonce inquireToken updateToken deleteToken',
  ]),
  ...group('users', ['initAuthentication verifyAuthentication inquiryUserInfo']),
  ...group('subscriptions', [
    'create change cancel update inquiry inquireSubscription inquireSubscriptionList inquireSubscriptionPayment',
  ]),
  ...group('merchants', [
    'registration inquiryRegistrationStatus inquiryRegistrationInfo register settlementInfo/update',
  ]),
  ...group('accounts', ['inquireBalance']),
  ...group('funds', ['createPayout createTransfer']),
  ...group('risk/payments', ['decide reportRisk sendPaymentResult sendRefundResult']),
  ...group('aba/accounts', ['inquiryBalance inquiryStatement inquiryStatementDetail inquiryStatementList']),
  ...group('aba/account', ['inquireAvailableQuota']),
  ...group('aba/cards', [
    'applyCard inquireCard inquireCardDetail inquireCardSensitiveInfo inquireCardTransactionEvent',
    'inquireCardTransactionLifecycle inquireCardTransactionLifecycleDetail updateCard updateCardStatus',
  ]),
  ...group('aba/funds', [
    'createDirectPayment inquireDirectPayment createDirectRefund inquireDirectRefund createQuote inquireRate',
    'inquireExchange',
  ]),
  ...group('billing/coupon', ['create update inquireDetails inquireList']),
  ...group('billing/creditNote', ['create void inquireDetails inquireList']),
  ...group('billing/customer', ['create update delete createPortalLink inquireDetails inquireList']),
  ...group('billing/invoice', [
    'create update finalize confirmPayment send void revise markUncollectible export createViewLink',
    'inquireDetails inquireList',
  ]),
  ...group('billing/price', ['create update inquireDetails inquireList']),
  ...group('billing/product', ['create update inquireDetails inquireList']),
  ...group('billing/promotionCode', ['create update inquireDetails inquireList']),
  ...group('billing/receipt', ['export send inquireDetails inquireList']),
  ...group('billing/subscription', ['create update cancel resume inquireDetails inquireList']),
  ...group('meter', ['create update createSession inquireDetails inquireList']),
  ...group('meter/creditGrant', ['create void updateExpiry inquireDetails inquireList']),
  ...group('tax', [
    'calculate register cancelRegistration updateRegistrationPeriod initializeSettings updateSettings',
    'inquireSettings inquireCalculation inquireRegistrationList inquireTransactionList',
  ]),
];
const odd: Readonly<Record<string, string>> = {
  'payments/retrievePaymentSession': '/ams/api//v1/payments/retrievePaymentSession',
  'business/attachment/submitAttachment':
    '/ams/api/open/openapiv2_file/v1/business/attachment/submitAttachment',
  'aba/funds/createExchange': '/ams/v1/aba/funds/createExchange',
};
const pathOf = (operation: string): string => odd[operation] ?? `/ams/api/v1/${operation}`;

function group(resource: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' ')).map((operation) => `${resource}/${operation}`);
}

describe('operations', () => {
  it('are the documented ones, each once', () => {
    expect([...v1Operations].toSorted()).toEqual([...documented, ...Object.keys(odd)].toSorted());
    expect(new Set(v1Operations).size).toBe(v1Operations.length);
  });

  it('leave out the two that work otherwise', () => {
    expect(v1Operations).not.toContain('meter/uploadEvent');
    expect(v1Operations).not.toContain('billing/product/uploadImage');
  });

  it('each go to their documented path', async () => {
    const { gateway, paths } = await openRecorder();
    for (const operation of v1Operations) await callV1(gateway, operation, { body: {} });
    expect(paths()).toEqual(v1Operations.map(pathOf));
  });

  it('each go to their sandbox path, risk and the oddly spelled exchange excepted', async () => {
    const { gateway, paths } = await openRecorder('SANDBOX_5Y1234567890');
    for (const operation of v1Operations) await callV1(gateway, operation, { body: {} });
    const sandboxed = (operation: string) =>
      operation.startsWith('risk/payments/')
        ? pathOf(operation)
        : pathOf(operation).replace(/^\/ams\/api/, '/ams/sandbox/api');
    expect(paths()).toEqual(v1Operations.map(sandboxed));
    expect(paths()).toContain('/ams/sandbox/api//v1/payments/retrievePaymentSession');
    expect(paths()).toContain('/ams/v1/aba/funds/createExchange');
    expect(paths()).toContain('/ams/api/v1/risk/payments/decide');
  });

  it.each([
    [clientId, 'on', '/ams/sandbox/api/v1/payments/consult'],
    [clientId, 'off', '/ams/api/v1/payments/consult'],
    [clientId, 'auto', '/ams/api/v1/payments/consult'],
    ['SANDBOX_1', 'off', '/ams/api/v1/payments/consult'],
    ['SANDBOX_1', 'auto', '/ams/sandbox/api/v1/payments/consult'],
    ['T_SANDBOX_1', 'auto', '/ams/api/v1/payments/consult'],
  ] as const)('for client id %s with the rule %s go to %s', async (id, rule, path) => {
    const { gateway, paths } = await openRecorder(id, rule);
    await callV1(gateway, 'payments/consult', { body: {} });
    expect(paths()).toEqual([path]);
    await createInStorePayments(gateway).inquiryPayment({ paymentId: 'p' });
    expect(paths()[1]).toBe(path.replace('consult', 'inquiryPayment'));
  });
});

describe('callV1', () => {
  it('takes a whole path', async () => {
    const { gateway, paths } = await openRecorder();
    await callV1(gateway, '/ams/api/v1/brand/new?x=1', { body: {} });
    expect(paths()).toEqual(['/ams/api/v1/brand/new?x=1']);
  });

  it.each(['payments/Pay', 'pay', '', 'toString', '__proto__', 'https://x.example/', 'meter/uploadEvent'])(
    'refuses the operation %j',
    async (operation) => {
      const { gateway, sent } = await openRecorder();
      const error = await caught(() => callV1(gateway, operation as V1Operation, { body: {} }), OptionError);
      expect(error.code).toBe('ERR_REQUEST_INVALID');
      expect(error.message).toContain('Nothing was sent, so this call moved no money.');
      expect(sent).toEqual([]);
    },
  );

  it.each(['/ams/api/v1/a b', '/ams#x', '/ä'])('refuses the path %j', async (path) => {
    const { gateway, sent } = await openRecorder();
    const error = await caught(() => callV1(gateway, path as `/${string}`, { body: {} }), OptionError);
    expect(error.code).toBe('ERR_REQUEST_INVALID');
    expect(sent).toEqual([]);
  });

  it('sends the body as it is, with the agent token and the deadline', async () => {
    const { gateway, sent } = await openRecorder();
    const body = { productCodes: ['IN_STORE_PAYMENT'], nested: { n: 1, none: null } };
    await callV1(gateway, 'merchants/registration', { body, agentToken: 'agent-1', deadlineMs: 1234 });
    expect(Buffer.from(sent[0]?.body ?? []).toString('utf8')).toBe(JSON.stringify(body));
    expect(sent[0]).toMatchObject({ deadlineMs: 1234, headers: { 'agent-token': 'agent-1' } });
  });

  it('returns a verified answer with the members that the caller expects', async () => {
    const server = await startAnsweringServer();
    const shop = await openShop(server.url);
    server.answer({ result: success, registrationResult: 'APPROVED', more: true });
    const outcome = await callV1<{ registrationResult: string }>(
      shop.gateway,
      'merchants/inquiryRegistrationStatus',
      { body: { registrationRequestId: 'r' } },
    );
    const { body, result } = expectKind(outcome, 'answered');
    expectTypeOf(body.registrationResult).toEqualTypeOf<string | undefined>();
    expect(body.registrationResult).toBe('APPROVED');
    expect(body['more']).toBe(true);
    expect(result).toEqual(success);
    await shop.close();
    await server.close();
  });

  it('returns unproven for an answer that proves nothing', async () => {
    const { gateway } = await openRecorder();
    const outcome = await callV1(gateway, 'payments/consult', { body: {} });
    expect(expectKind(outcome, 'unproven').error.code).toBe('ERR_SIGNATURE_MISSING');
  });
});
