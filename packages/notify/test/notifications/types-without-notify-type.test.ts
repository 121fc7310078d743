import { describe, expect, it } from 'vitest';
import { meaningAs, meaningOf, resultOf, usd } from './support.ts';

// docs/wire/v1 §3.10, as are the bodies below
describe('authorization', () => {
  it.each(['AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED'] as const)('%s', (event) => {
    const body = {
      authorizationNotifyType: event,
      authClientId: 'client_1',
      accessToken: 'token_1',
      authState: 'state_1',
      authCode: 'code_1',
      reason: 'USER_CANCEL',
      userLoginId: 'b***@example.com',
      userId: '2088',
      passThroughInfo: '{"order":"1"}',
      result: resultOf('S'),
    };
    const { authorizationNotifyType, ...members } = body;
    expect(meaningOf(body)).toEqual({
      kind: 'authorization',
      event,
      authorizationNotifyType,
      ...members,
      body,
    });
  });

  it('of a new type is kept, with its words', () => {
    expect(meaningOf({ authorizationNotifyType: 'TOKEN_PAUSED', authState: 's' })).toMatchObject({
      kind: 'authorization',
      event: 'other',
      authorizationNotifyType: 'TOKEN_PAUSED',
      accessToken: undefined,
    });
  });
});

describe('the authorisation of a system integrator', () => {
  const sample = {
    clientId: '5XSR7C3046QJ05345',
    authClientId: '5XSR7C3046QK04354',
    authTime: '1491746302568',
    accessToken: 'token_of_the_merchant',
    accessTokenExpiryTime: '',
    customerId: '2181110000270069',
  };

  it('as it was seen', () => {
    expect(meaningOf(sample)).toEqual({
      ...sample,
      kind: 'isv-authorization',
      accessTokenExpiryTime: undefined,
      body: sample,
    });
  });

  it('has no result', () => {
    expect(meaningOf({ ...sample, result: resultOf('S') }).kind).toBe('other');
  });
});

describe('dispute', () => {
  const created = {
    disputeAmount: { currency: 'EUR', value: '1000' },
    disputeId: '20220921250131011573010400',
    disputeNotificationType: 'DISPUTE_CREATED',
    defenseDueTime: '2023-09-20T23:41:32-07:00',
    disputeTime: '2022-09-20T23:41:32-07:00',
    disputeReasonCode: '4853',
    disputeSource: 'Mastercard',
    paymentId: '20220923154010800100188800000000',
    paymentRequestId: 'requestId_12345',
  };

  it('as it was documented', () => {
    const { disputeSource: _source, ...members } = created;
    expect(meaningOf(created)).toEqual({
      ...members,
      kind: 'dispute',
      event: 'DISPUTE_CREATED',
      disputeJudgedAmount: undefined,
      disputeJudgedResult: undefined,
      result: undefined,
      body: created,
    });
  });

  it('judged', () => {
    const judged = {
      ...created,
      disputeNotificationType: 'DISPUTE_JUDGED',
      disputeJudgedAmount: usd('10'),
      disputeJudgedResult: 'ACCEPT_BY_MERCHANT',
    };
    expect(meaningAs('dispute', judged)).toMatchObject({
      event: 'DISPUTE_JUDGED',
      disputeJudgedAmount: usd('10'),
      disputeJudgedResult: 'ACCEPT_BY_MERCHANT',
    });
  });

  it.each([
    ...['DISPUTE_CANCELLED', 'DEFENSE_SUPPLIED', 'DEFENSE_DUE_ALERT', 'DISPUTE_ACCEPTED', 'RDR_RESOLVED'],
  ])('%s', (type) => {
    expect(meaningAs('dispute', { ...created, disputeNotificationType: type }).event).toBe(type);
  });

  it.each(['DISPUTE_REOPENED', 'dispute_created', 'other', 'constructor'])(
    'of the new type %s is kept',
    (type) => {
      const notification = meaningAs('dispute', { ...created, disputeNotificationType: type });
      expect(notification.event).toBe('other');
      expect(notification.disputeNotificationType).toBe(type);
    },
  );

  it('without its id is kept as it is', () => {
    const { disputeId: _id, ...nameless } = created;
    expect(meaningOf(nameless)).toMatchObject({ kind: 'other', body: nameless });
  });
});

describe('vaulting', () => {
  const vaulted = {
    result: resultOf('S'),
    vaultingRequestId: 'vault_1',
    paymentMethodDetail: { paymentMethodType: 'CARD', card: { cardToken: 'ALIPAY0' } },
    vaultingCreateTime: '2026-11-02T12:00:05+08:00',
  };

  it.each([
    [{}, 'vaulted'],
    [{ vaultingStatus: 'SUCCESS' }, 'vaulted'],
    [{ vaultingStatus: 'FAIL' }, 'failed'],
    [{ vaultingStatus: 'PROCESSING' }, 'undecided'],
    [{ result: resultOf('F') }, 'failed'],
    [{ result: resultOf('U') }, 'undecided'],
    [{ result: undefined }, 'undecided'],
  ])('with %j is %s', (change, outcome) => {
    const body = { ...vaulted, ...change };
    const { vaultingRequestId, vaultingCreateTime, result } = body;
    expect(meaningOf(body)).toEqual({
      kind: 'vaulting',
      outcome,
      vaultingRequestId,
      vaultingCreateTime,
      result,
      body: JSON.parse(JSON.stringify(body)),
    });
  });
});

describe('subscription', () => {
  const body = {
    subscriptionRequestId: 'subscription_1',
    subscriptionId: '2026',
    subscriptionStatus: 'ACTIVE',
    subscriptionStartTime: '2026-11-02T12:00:05+08:00',
    subscriptionEndTime: '2027-11-02T12:00:05+08:00',
    periodRule: { periodType: 'MONTH', periodCount: 1 },
  };

  it.each(['CREATE', 'CHANGE', 'CANCEL', 'UPDATE', 'TERMINATE'] as const)('%s', (event) => {
    const { periodRule, ...members } = body;
    const notification = meaningAs('subscription', { ...body, subscriptionNotificationType: event });
    expect(notification).toMatchObject({ kind: 'subscription', event, ...members, result: undefined });
    expect(notification.body['periodRule']).toEqual(periodRule);
  });

  it('of a new type is kept', () => {
    const notification = meaningAs('subscription', { ...body, subscriptionNotificationType: 'PAUSE' });
    expect(notification).toMatchObject({ event: 'other', subscriptionNotificationType: 'PAUSE' });
  });

  it('of a payment for a period is no change of the subscription, and not paid by its shape', () => {
    const { subscriptionStatus: _status, ...ids } = body;
    expect(meaningOf({ ...ids, result: resultOf('S'), paymentAmount: usd('1'), phaseNo: '2' }).kind).toBe(
      'other',
    );
  });
});

describe('registration', () => {
  const sample = {
    registrationRequestId: '2020091811058602000006001420000',
    referenceMerchantId: '2188120000190000',
    referenceStoreId: '340000',
    pspRegistrationResultList: [
      { pspName: 'AlipayCN', registrationResult: { registrationStatus: 'APPROVED' } },
    ],
    registrationResult: { registrationStatus: 'COMPLETED' },
  };

  it('as it was documented', () => {
    expect(meaningOf(sample)).toEqual({
      kind: 'registration',
      registrationStatus: 'COMPLETED',
      wallets: [{ pspName: 'AlipayCN', registrationStatus: 'APPROVED' }],
      registrationRequestId: sample.registrationRequestId,
      referenceMerchantId: sample.referenceMerchantId,
      referenceStoreId: sample.referenceStoreId,
      result: undefined,
      body: sample,
    });
  });

  it.each([
    [{ registrationResult: 'COMPLETED' }, undefined],
    [{ registrationResult: null }, undefined],
    [{ registrationResult: { registrationStatus: 1 } }, undefined],
  ])('with the odd %j has no status', (change, expected) => {
    expect(meaningAs('registration', { ...sample, ...change }).registrationStatus).toBe(expected);
  });

  it('skips what is no wallet in the list', () => {
    const odd = { ...sample, pspRegistrationResultList: [null, 'x', [], { pspName: 7 }] };
    expect(meaningAs('registration', odd).wallets).toEqual([
      { pspName: undefined, registrationStatus: undefined },
    ]);
  });
});
