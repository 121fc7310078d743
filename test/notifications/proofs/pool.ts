import { createAmount } from '@alipay-intl/core/money';
import { testAcquiringNotifications, testNotifications } from '@alipay-intl/notify/testing';
import { type Genuine, type Signing, sealContent, signAcquiring, signV1 } from './genuine.ts';

/** The time at which messages of the pool are delivered, where a mutation does not say otherwise. */
export const nowMs: number = Date.parse('2026-11-01T12:00:00+08:00');

/** The record of the shop, by its own id: every payment is of 599 cents. */
export const recordOf = (
  id: string,
): { readonly amount: { readonly currency: string; readonly value: string } } | undefined =>
  id.startsWith('pay_') ? { amount: { currency: 'USD', value: '599' } } : undefined;

const amount = createAmount('USD', 599n);
const members = { note: '奶茶 “1.5” a/b', 'dotted.name': '2026-11-01T12:00:00.253+05:30.{' };

/** The content of every kind of v1, with ids of its own. */
function v1Contents(id: string) {
  const payment = { paymentRequestId: `pay_${id}`, amount, members };
  const { declined, paid, pending, undecided, ...others } = testNotifications;
  return {
    paid: paid(payment),
    paidPlainly: paid({ paymentRequestId: `pay_${id}`, amount }),
    declined: declined(payment),
    declinedBriefly: declined({ paymentRequestId: `pay_${id}` }),
    pending: pending(payment),
    undecided: undecided(payment),
    paymentCode: others.paymentCode({ paymentRequestId: `pay_${id}` }),
    refunded: others.refunded({ refundRequestId: `refund_${id}`, amount }),
    refundFailed: others.refundFailed({ refundRequestId: `refund_${id}`, amount, members }),
    captured: others.captured({ captureRequestId: `capture_${id}`, amount }),
    captureFailed: others.captureFailed({ captureRequestId: `capture_${id}`, amount }),
    authorization: others.authorization({ authState: `state_${id}` }),
    authorizationCode: others.authorization({ event: 'AUTHCODE_CREATED', authState: `state_${id}` }),
    isvAuthorization: others.isvAuthorization({ accessToken: `token_${id}` }),
    dispute: others.dispute({ disputeId: `dispute_${id}`, paymentRequestId: `pay_${id}`, amount }),
    vaulted: others.vaulted({ vaultingRequestId: `vaulting_${id}` }),
    subscription: others.subscription({ subscriptionRequestId: `subscription_${id}` }),
    registration: others.registration({ registrationRequestId: `registration_${id}` }),
    other: others.other({ notifyType: `NEW_${id}`, big: 12_345_678, small: 1.5, members }),
  };
}

function acquiringContents(id: string) {
  const transaction = { merchantTransId: `pay_${id}`, amount };
  const { declined, other, paid, undecided } = testAcquiringNotifications;
  return {
    paid: paid(transaction),
    paidWithMembers: paid({
      ...transaction,
      members: { memo: '"},"signature":"AAAA"}', extendInfo: '{"a":{"b":"\\"}"}}' },
    }),
    declined: declined({ merchantTransId: `pay_${id}` }),
    undecided: undecided({ merchantTransId: `pay_${id}` }),
    nameless: declined({}),
    other: other('alipay.intl.acquiring.new.notify', { id, list: [1, { two: 2 }] }),
  };
}

const minute = 60_000;
const bytes = (content: unknown): Buffer => Buffer.from(JSON.stringify(content));

/** How messages of v1 differ beside their content. */
const signings: readonly ((index: number) => Partial<Signing>)[] = [
  () => ({}),
  () => ({ pair: 'alipay-v2' }),
  (index) => ({ query: `?shop=${index}&lang=zh_CN` }),
  (index) => ({ time: String(nowMs - index * minute), sentAtMs: nowMs - index * minute }),
  () => ({ time: '2026-11-01T09:30:00.1234567+05:30', sentAtMs: nowMs + 123, keyVersion: undefined }),
  () => ({ time: '2026-10-31T12:00:00+0800', sentAtMs: nowMs - 1440 * minute, keyVersion: '7' }),
  () => ({ sentAtMs: nowMs + 5 * minute, pair: 'alipay-v2', keyVersion: undefined }),
];

function rightOfV1(): Genuine[] {
  return signings.flatMap((signing, way) =>
    Object.entries(v1Contents(`v${way}`)).map(([kind, { body }], index) =>
      signV1(bytes(body), {
        name: `v1 ${kind} ${way}`,
        sentAtMs: nowMs - index * minute,
        ...signing(index),
      }),
    ),
  );
}

function rightOfAcquiring(): Genuine[] {
  const ways: readonly Partial<Signing>[] = [
    {},
    { pair: 'alipay-v2' },
    { outer: 'response' },
    { time: '2026-11-01T12:00:00+08:00', sentAtMs: nowMs },
    { head: { reqTime: undefined } },
    { sentAtMs: nowMs - 1500 * minute },
  ];
  return ways.flatMap((signing, way) =>
    Object.entries(acquiringContents(`a${way}`)).map(([kind, content], index) =>
      signAcquiring(content.body, {
        name: `acquiring ${kind} ${way}`,
        sentAtMs: nowMs - index * minute,
        ...('function' in content && { function: content.function }),
        ...signing,
      }),
    ),
  );
}

/** Really signed, and yet to be refused. */
function wrong(): Genuine[] {
  const { paid } = v1Contents('w');
  const body = bytes(paid.body);
  const text = body.toString();
  const signed = (name: string, content: Buffer | string, signing: Partial<Signing>): Genuine =>
    signV1(Buffer.from(content), { name: `v1 ${name}`, sentAtMs: nowMs, isRight: false, ...signing });
  const sealed = (name: string, changes: object, signing: Partial<Signing>): Genuine =>
    signAcquiring(
      { ...acquiringContents('w').paid.body, ...changes },
      { name: `acquiring ${name}`, sentAtMs: nowMs, isRight: false, ...signing },
    );
  const old = { sentAtMs: nowMs - 26 * 60 * minute - 1, isRight: true } as const;
  const inTenYears = { sentAtMs: nowMs + 3652 * 1440 * minute, isRight: true } as const;
  return [
    signed('too old', body, old),
    signed('ten years ahead', body, inTenYears),
    signed('of another client', body, { clientId: 'T_OTHER' }),
    signed('of another client in our name', body, { clientId: 'T_OTHER', namedClientId: 'T_111222333' }),
    signed('for another path', body, { path: '/alipay/notify2' }),
    signed('with an unknown key', body, { pair: 'rsa3072' }),
    signed('with our own key', body, { pair: 'merchant', keyVersion: undefined }),
    signed('on 31 February', body, { time: '2026-02-31T12:00:00Z' }),
    signed('with a member twice', text.replace('{', '{"notifyType":"X",'), {}),
    signed('no JSON', text.slice(0, -1), {}),
    signed('with a byte order mark', `\ufeff${text}`, {}),
    signed('in no UTF-8', Buffer.concat([body.subarray(0, -2), Buffer.from([0xff]), body.subarray(-2)]), {}),
    signed('of another amount', text.replace('"599"', '"200000"'), {}),
    signed('in another currency', text.replace('"USD"', '"JPY"'), {}),
    signed('of another system', text.replace('pay_w', 'sale_w'), {}),
    signed('without an amount', text.replace('paymentAmount', 'paymentAmounts'), {}),
    sealed('too old', {}, old),
    sealed('ten years ahead', {}, inTenYears),
    sealed('of another client', {}, { clientId: 'T_OTHER' }),
    sealed('with an unknown key', {}, { pair: 'rsa3072' }),
    sealed('with our own key', {}, { pair: 'merchant' }),
    sealed('of another amount', { orderAmount: { currency: 'USD', value: '5990' } }, {}),
    sealed('of another system', { merchantTransId: 'sale_w' }, {}),
    sealed('of an odd time', {}, { time: 'yesterday' }),
    sealContent(Buffer.from('{"head":1,"head":2}'), {
      ...{ name: 'acquiring a member twice', pair: 'alipay', isRight: false, sentAtMs: nowMs },
    }),
  ];
}

/** A few hundred messages of both families and every kind; the same in each run. */
export const genuineMessages: readonly Genuine[] = [...rightOfV1(), ...rightOfAcquiring(), ...wrong()];
