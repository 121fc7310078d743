import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationReceiver,
  type NotificationRequest,
} from '@alipay-intl/notify';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createVerifier as createAcquiringVerifier,
  infoOf,
  seal as sealEnvelope,
  paidBody as transaction,
} from '../acquiring/support.ts';
import { clientId, createRing, notifyPath, seal } from '../support/sender.ts';
import { resultOf, usd } from './support.ts';

type Members = Readonly<Record<string, unknown>>;

/** How one delivery of an event is written. */
interface Writing {
  /** Decides the order of the members at every level. */
  readonly order: readonly number[];
  readonly indent: number;
  readonly resultMessage: string;
  readonly extra: Members;
  readonly sentAtMs: number;
}

let receiver: NotificationReceiver;
beforeAll(async () => {
  receiver = createNotificationReceiver({
    verifiers: {
      v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: await createRing() }),
      acquiring: await createAcquiringVerifier(),
    },
    lookup: 'handler-compares',
    log: createMemoryNotificationLog(),
    handler: () => undefined,
    window: { pastMs: 366 * 86_400_000, futureMs: 86_400_000 },
    clock: { now: () => Date.parse('2026-11-01T12:00:00+08:00') },
  });
});

async function keyOf(request: NotificationRequest): Promise<string> {
  const receipt = await receiver.receive(request);
  if (receipt.kind !== 'handled' && receipt.kind !== 'repeated') {
    throw new Error(`expected it to be handled, not ${receipt.kind}`, { cause: receipt });
  }
  return receipt.received.delivery.key;
}

const usual: Writing = {
  order: [0],
  indent: 0,
  resultMessage: 'success',
  extra: {},
  sentAtMs: Date.parse('2026-11-01T03:00:00Z'),
};

function textOf(body: Members, { order, indent, resultMessage, extra }: Writing): string {
  const result = body['result'] as Members | undefined;
  const info = body['resultInfo'] as Members | undefined;
  const written = {
    ...body,
    ...(result && { result: { ...result, resultMessage } }),
    ...(info && { resultInfo: { ...info, resultMsg: resultMessage } }),
    ...extra,
  };
  return JSON.stringify(shuffled(written, order), undefined, indent);
}

function shuffled(value: unknown, order: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const ranked = Object.entries(value).map(([name, member], at) => ({
    name,
    member,
    rank: order[at % order.length] ?? 0,
  }));
  const sorted = ranked.toSorted((left, right) => left.rank - right.rank);
  return Object.fromEntries(sorted.map(({ name, member }) => [name, shuffled(member, order)]));
}

function v1Request(body: Members, writing: Writing = usual): NotificationRequest {
  const time = new Date(writing.sentAtMs).toISOString();
  return { method: 'POST', url: notifyPath, ...seal(textOf(body, writing), { time }) };
}

function acquiringRequest(body: Members, writing: Writing = usual, head: Members = {}): NotificationRequest {
  const reqTime = new Date(writing.sentAtMs).toISOString();
  const sealed = sealEnvelope(body, {
    head: { reqTime, reqMsgId: `message_${writing.sentAtMs}`, ...head },
    write: (request) => `{"head":${JSON.stringify(request.head)},"body":${textOf(body, writing)}}`,
  });
  return { method: 'POST', url: notifyPath, headers: [], body: sealed };
}

const anyWriting = (extra: fc.Arbitrary<Members>): fc.Arbitrary<Writing> =>
  fc.record({
    order: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
    indent: fc.nat(4),
    resultMessage: fc.string(),
    extra,
    sentAtMs: fc.integer({
      min: Date.parse('2026-10-31T03:00:00Z'),
      max: Date.parse('2026-11-01T03:00:00Z'),
    }),
  });
const atOneTime = (writing: fc.Arbitrary<Writing>): fc.Arbitrary<Writing> =>
  writing.map((one) => ({ ...one, sentAtMs: usual.sentAtMs }));
const noExtra: fc.Arbitrary<Members> = fc.constant({});
const tracer: fc.Arbitrary<Members> = fc.record(
  { tracerId: fc.uuid(), traceId: fc.uuid() },
  { requiredKeys: [] },
);
// A name that needs escapes is refused, docs/decisions/0011.
const extraName = fc.stringMatching(/^x[a-z]{1,8}$/);
const extraValue = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
const someExtra: fc.Arbitrary<Members> = fc.dictionary(
  extraName,
  fc.oneof(extraValue, fc.array(extraValue), fc.dictionary(extraName, extraValue)),
);

const payment = {
  notifyType: 'PAYMENT_RESULT',
  result: resultOf('S'),
  paymentRequestId: 'pay_1',
  paymentId: '2026',
  paymentAmount: usd('599'),
};
const refund = {
  notifyType: 'REFUND_RESULT',
  result: resultOf('S'),
  refundStatus: 'SUCCESS',
  refundRequestId: 'refund_1',
  refundId: '3026',
  refundAmount: usd('599'),
};
const capture = {
  notifyType: 'CAPTURE_RESULT',
  result: resultOf('S'),
  captureRequestId: 'capture_1',
  paymentId: '2026',
  captureAmount: usd('599'),
};
const dispute = {
  disputeNotificationType: 'DISPUTE_CREATED',
  disputeId: 'd1',
  paymentRequestId: 'pay_1',
  disputeAmount: usd('599'),
};
const authorization = { authorizationNotifyType: 'TOKEN_CREATED', authState: 's1', accessToken: 't1' };
const isv = { accessToken: 't1', authClientId: 'c1', authTime: '1491746302568', customerId: '2181' };
const vaulting = { vaultingRequestId: 'v1', result: resultOf('S') };
const registration = {
  registrationRequestId: 'r1',
  referenceMerchantId: 'm1',
  registrationResult: { registrationStatus: 'PENDING' },
  pspRegistrationResultList: [{ pspName: 'A', registrationResult: { registrationStatus: 'PENDING' } }],
};
const subscription = {
  subscriptionNotificationType: 'CHANGE',
  subscriptionRequestId: 's1',
  subscriptionStatus: 'ACTIVE',
  periodRule: { periodType: 'MONTH', periodCount: '1' },
};
const unknown = { notifyType: 'NEW', result: resultOf('S'), updateRequestId: 'u1', amount: usd('599') };

const byMembers: readonly (readonly [name: string, event: Members])[] = [
  ['payment', payment],
  ['declined', { ...payment, result: resultOf('F') }],
  ['payment code', { ...payment, notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: 'f' }],
  ['refund', refund],
  ['capture', capture],
  ['dispute', dispute],
  ['authorization', authorization],
  ['authorisation of an integrator', isv],
  ['vaulting', vaulting],
];
const byWholeBody: readonly (readonly [name: string, event: Members])[] = [
  ['capture that only names its payment', { ...capture, captureRequestId: undefined }],
  ['unknown type', unknown],
  ['unknown type that names nothing', { notifyType: 'NEW' }],
];

async function expectSame(
  event: Members,
  extra: fc.Arbitrary<Members>,
  write: (body: Members, writing?: Writing) => NotificationRequest,
  writings: fc.Arbitrary<Writing> = anyWriting(extra),
): Promise<void> {
  const first = await keyOf(write(event));
  const isSame = async (writing: Writing): Promise<void> => {
    expect(await keyOf(write(event, writing))).toBe(first);
  };
  await fc.assert(fc.asyncProperty(writings, isSame), { numRuns: 60 });
}

describe('every delivery of one event has one key', () => {
  it.each(byMembers)(
    '%s: whatever its order, blanks, texts, time, signature and further members',
    async (_name, event) => {
      await expectSame(event, fc.oneof(tracer, someExtra), v1Request);
    },
  );

  it.each(byWholeBody)(
    '%s: whatever its order, blanks, texts, tracer, time and signature',
    async (_name, event) => {
      await expectSame(event, tracer, v1Request);
    },
  );

  it.each([
    ['registration', registration, fc.oneof(tracer, someExtra)],
    ['subscription', subscription, tracer],
  ])(
    '%s, signed at the same time: whatever its order, blanks, texts and tracer',
    async (_name, event, extra) => {
      await expectSame(event, extra, v1Request, atOneTime(anyWriting(extra)));
    },
  );

  it.each([
    ['paid', transaction()],
    ['declined', transaction({ resultInfo: infoOf('PROCESS_FAIL', 'F') })],
  ])('transaction %s: whatever else changes', async (_name, event) => {
    await expectSame(event, fc.oneof(tracer, someExtra), acquiringRequest);
  });

  it('another function: whatever its message id, time and texts', async () => {
    const head = { function: 'alipay.intl.merchant.common.indirectMerchant.maintain' };
    const event = { resultInfo: infoOf('SUCCESS', 'S'), merchantId: 'm', sellerId: 's1' };
    await expectSame(event, noExtra, (body, writing) => acquiringRequest(body, writing, head));
  });

  it('an amount in digits, with zeros in front, or as a number', async () => {
    const keys = [599, '599', '000599'].map((value) =>
      keyOf(v1Request({ ...payment, paymentAmount: { value, currency: 'USD' } })),
    );
    expect(new Set(await Promise.all(keys)).size).toBe(1);
  });

  it('a refund whose status is a word or a letter', async () => {
    const keys = ['SUCCESS', 'success', 'S'].map((refundStatus) =>
      keyOf(v1Request({ ...refund, refundStatus })),
    );
    expect(new Set(await Promise.all(keys)).size).toBe(1);
  });
});

describe('another event has another key', () => {
  const changes: readonly (readonly [name: string, event: Members, changes: readonly Members[]])[] = [
    [
      'payment',
      payment,
      [
        { paymentRequestId: 'pay_2' },
        { paymentId: '2027' },
        { paymentAmount: usd('598') },
        { paymentAmount: { currency: 'EUR', value: '599' } },
        { result: resultOf('F') },
        { result: resultOf('U') },
        { result: resultOf('F'), paymentAmount: 'odd' },
        { result: resultOf('F'), paymentAmount: 'odder' },
        { notifyType: 'PAYMENT_PENDING' },
        { notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: 'f' },
        { notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: 'g' },
        { notifyType: 'NEW' },
      ],
    ],
    [
      'refund',
      refund,
      [
        { refundRequestId: 'refund_2' },
        { refundId: '3027' },
        { refundAmount: usd('598') },
        { refundStatus: 'FAIL' },
        { refundStatus: 'PROCESSING' },
        { refundStatus: undefined },
        { result: resultOf('F') },
        { notifyType: 'NEW' },
      ],
    ],
    [
      'capture',
      capture,
      [
        { captureRequestId: 'capture_2' },
        { captureId: 'c' },
        { paymentId: '2027' },
        { captureAmount: usd('598') },
        { result: resultOf('F') },
        { result: resultOf('U') },
      ],
    ],
    [
      'dispute',
      dispute,
      [
        { disputeNotificationType: 'DISPUTE_JUDGED' },
        { disputeNotificationType: 'NEW' },
        { disputeNotificationType: 'NEWER' },
        { disputeId: 'd2' },
        { disputeAmount: usd('598') },
        { defenseDueTime: '2026-11-02T12:00:05+08:00' },
        { defenseDueTime: '2026-11-03T12:00:05+08:00' },
        { disputeJudgedResult: 'ACCEPT_BY_CUSTOMER' },
        { disputeJudgedResult: 'ACCEPT_BY_MERCHANT' },
        { disputeJudgedAmount: usd('1') },
      ],
    ],
    [
      'authorization',
      authorization,
      [
        { authorizationNotifyType: 'TOKEN_CANCELED' },
        { authState: 's2' },
        { accessToken: 't2' },
        { authCode: 'c' },
        { userId: 'u' },
        { result: resultOf('F') },
        { authState: undefined, accessToken: undefined },
        { authState: undefined, accessToken: undefined, reason: 'x' },
      ],
    ],
    [
      'authorisation of an integrator',
      isv,
      [{ accessToken: 't2' }, { authClientId: 'c2' }, { authTime: '1491746302569' }, { customerId: '2182' }],
    ],
    [
      'vaulting',
      vaulting,
      [{ vaultingRequestId: 'v2' }, { result: resultOf('F') }, { vaultingStatus: 'PROCESSING' }],
    ],
    [
      'registration',
      registration,
      [
        { registrationRequestId: 'r2' },
        { referenceMerchantId: 'm2' },
        { referenceStoreId: 's' },
        { registrationResult: { registrationStatus: 'COMPLETED' } },
        {
          pspRegistrationResultList: [
            { pspName: 'A', registrationResult: { registrationStatus: 'APPROVED' } },
          ],
        },
      ],
    ],
    [
      'subscription',
      subscription,
      [
        { subscriptionNotificationType: 'CANCEL' },
        { subscriptionRequestId: 's2' },
        { subscriptionStatus: 'TERMINATED' },
        { periodRule: { periodType: 'YEAR', periodCount: '1' } },
      ],
    ],
    [
      'unknown type',
      unknown,
      [
        { notifyType: 'NEWER' },
        { updateRequestId: 'u2' },
        { amount: usd('598') },
        { result: resultOf('F') },
        { more: [] },
      ],
    ],
  ];

  it.each(changes)('%s', async (_name, event, others) => {
    const events = [event, ...others.map((change) => ({ ...event, ...change }))];
    const keys = await Promise.all(events.map((body) => keyOf(v1Request(body))));
    expect(new Set(keys).size).toBe(events.length);
  });

  it('transaction', async () => {
    const others = [
      {},
      { merchantTransId: 't2' },
      { acquirementId: 'a2' },
      { orderAmount: usd('598') },
      { orderAmount: { currency: 'EUR', value: '599' } },
      { resultInfo: infoOf('PROCESS_FAIL', 'F') },
      { resultInfo: infoOf('PROCESS_FAIL', 'U') },
    ];
    const keys = await Promise.all(others.map((change) => keyOf(acquiringRequest(transaction(change)))));
    const elsewhere = { function: 'alipay.intl.acquiring.cashier.notify.pay' };
    keys.push(await keyOf(acquiringRequest(transaction(), usual, elsewhere)));
    expect(new Set(keys).size).toBe(others.length + 1);
  });

  it('two failures that name nothing are two: handling one twice does less harm than losing one', async () => {
    const nameless = { resultInfo: infoOf('PROCESS_FAIL', 'F'), merchantId: 'm' };
    const first = await keyOf(acquiringRequest(nameless, usual, { reqMsgId: 'a' }));
    expect(await keyOf(acquiringRequest(nameless, usual, { reqMsgId: 'b' }))).not.toBe(first);
    expect(await keyOf(acquiringRequest(nameless, usual, { reqMsgId: 'a' }))).toBe(first);
  });

  const twoOf: readonly (readonly [name: string, one: Members, other: Members])[] = [
    [
      'a body that is an amount with other members',
      { currency: 'USD', value: '599', updateRequestId: 'u1' },
      { currency: 'USD', value: '599', updateRequestId: 'u2' },
    ],
    [
      'an amount that has other members',
      { ...unknown, amount: { ...usd('599'), payer: 'a' } },
      { ...unknown, amount: { ...usd('599'), payer: 'b' } },
    ],
    [
      'captures that only name their payment',
      { ...capture, captureRequestId: undefined, captureTime: '2026-11-01T12:00:00+08:00' },
      { ...capture, captureRequestId: undefined, captureTime: '2026-11-02T12:00:00+08:00' },
    ],
    [
      'reasons of a failure',
      { ...payment, result: resultOf('F', 'PROCESS_FAIL') },
      { ...payment, result: resultOf('F', 'ORDER_IS_CLOSED') },
    ],
    [
      'reasons why it is undecided',
      { ...payment, result: resultOf('U', 'PAYMENT_IN_PROCESS') },
      { ...payment, result: resultOf('U', 'UNKNOWN_EXCEPTION') },
    ],
    [
      'reasons of a failed refund',
      { ...refund, result: resultOf('F', 'PROCESS_FAIL') },
      { ...refund, result: resultOf('F', 'ORDER_IS_CLOSED') },
    ],
  ];
  it.each(twoOf)('%s', async (_name, one, other) => {
    expect(await keyOf(v1Request(one))).not.toBe(await keyOf(v1Request(other)));
  });

  it('two failures of the acquiring family that only name an amount', async () => {
    const failure = { resultInfo: infoOf('PROCESS_FAIL', 'F'), orderAmount: usd('599') };
    const first = await keyOf(acquiringRequest(failure, usual, { reqMsgId: 'a' }));
    expect(await keyOf(acquiringRequest(failure, usual, { reqMsgId: 'b' }))).not.toBe(first);
    expect(await keyOf(acquiringRequest(failure, usual, { reqMsgId: 'a' }))).toBe(first);
  });

  it.each(['merchantId', 'partnerId'])('transactions of one id of two merchants, by %s', async (party) => {
    const keys = ['M1', 'M2'].map((merchant) =>
      keyOf(acquiringRequest(transaction({ merchantId: undefined, [party]: merchant }))),
    );
    expect(new Set(await Promise.all(keys)).size).toBe(2);
  });

  it('reasons of a failure of the acquiring family', async () => {
    const keys = ['PROCESS_FAIL', 'ORDER_IS_CLOSED'].map((code) =>
      keyOf(acquiringRequest(transaction({ resultInfo: infoOf(code, 'F') }))),
    );
    expect(new Set(await Promise.all(keys)).size).toBe(2);
  });

  it.each([
    [
      'registration',
      (word: string) => ({ ...registration, registrationResult: { registrationStatus: word } }),
    ],
    ['subscription', (word: string) => ({ ...subscription, subscriptionStatus: word })],
  ])('a state of a %s that has come back', async (_name, stateOf) => {
    const minute = 60_000;
    const keys = ['APPROVED', 'SUSPENDED', 'APPROVED'].map((word, at) =>
      keyOf(v1Request(stateOf(word), { ...usual, sentAtMs: usual.sentAtMs + at * minute })),
    );
    expect(new Set(await Promise.all(keys)).size).toBe(3);
  });

  it('any two ids', async () => {
    const id = fc.stringMatching(/^[\w-]{1,64}$/);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(id, { minLength: 2, maxLength: 2 }), async ([one, other]) => {
        const keys = [one, other].map((paymentRequestId) =>
          keyOf(v1Request({ ...payment, paymentRequestId })),
        );
        expect(new Set(await Promise.all(keys)).size).toBe(2);
      }),
      { numRuns: 30 },
    );
  });
});

it('the key of a token tells nothing of it', async () => {
  const key = await keyOf(v1Request(isv));
  expect(key).toMatch(/^[\w-]{43}$/);
});
