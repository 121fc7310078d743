import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type Lookup,
  type Receipt,
} from '@alipay-intl/notify';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AcquiringVerifier,
  createVerifier as createAcquiringVerifier,
  infoOf,
  seal as sealEnvelope,
  paidBody as transaction,
} from '../acquiring/support.ts';
import { clientId, createRing, notifyPath, paidBody, seal } from '../support/sender.ts';

const record = { amount: { currency: 'USD', value: '599' } };
let acquiring: AcquiringVerifier;
beforeAll(async () => {
  acquiring = await createAcquiringVerifier();
});

/** What becomes of a message where this is the record, and how often the handler ran. */
async function receive(lookup: Lookup, message: { readonly headers: object; readonly body: Uint8Array }) {
  let handled = 0;
  const receiver = createNotificationReceiver({
    verifiers: {
      v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: await createRing() }),
      acquiring,
    },
    lookup,
    log: createMemoryNotificationLog(),
    handler: () => {
      handled += 1;
    },
    clock: { now: () => Date.parse('2026-11-01T12:00:00+08:00') },
  });
  const headers = Object.entries(message.headers) as [string, string][];
  const { body } = message;
  const receipt = await receiver.receive({ method: 'POST', url: notifyPath, headers: headers.flat(), body });
  return { outcome: outcomeOf(receipt), handled };
}

function outcomeOf(receipt: Receipt): string {
  return receipt.kind === 'refused' ? receipt.error.code : receipt.kind;
}

const time = '2026-11-01T12:00:00+08:00';
const v1 = (changes: object) => seal(paidBody(changes), { time });
const inEnvelope = (changes: object) => ({ headers: {}, body: sealEnvelope(transaction(changes)) });
const failure = { result: { resultCode: 'RISK_REJECT', resultStatus: 'F' } };
const failureInEnvelope = { resultInfo: infoOf('PROCESS_FAIL', 'F') };

describe('a record that has no such payment', () => {
  it.each([undefined, null])('is told by %s, now or later', async (nothing) => {
    for (const lookup of [() => nothing, async () => nothing]) {
      const unknown = { outcome: 'ERR_NOTIFICATION_UNKNOWN', handled: 0 };
      expect(await receive(lookup, v1({}))).toEqual(unknown);
      expect(await receive(lookup, inEnvelope({}))).toEqual(unknown);
    }
  });
});

describe('a failure', () => {
  const unreadable = ['odd', '', 599, {}, [], { currency: 'USD', value: '5.99' }, { value: '599' }];

  it.each(unreadable)('whose amount is %j is not what the record says', async (amount) => {
    const mismatch = { outcome: 'ERR_NOTIFICATION_MISMATCH', handled: 0 };
    expect(await receive(() => record, v1({ ...failure, paymentAmount: amount }))).toEqual(mismatch);
    const sealed = inEnvelope({ ...failureInEnvelope, orderAmount: amount });
    expect(await receive(() => record, sealed)).toEqual(mismatch);
  });

  it.each([undefined, null])('whose amount is %s names none', async (amount) => {
    const handled = { outcome: 'handled', handled: 1 };
    expect(await receive(() => record, v1({ ...failure, paymentAmount: amount }))).toEqual(handled);
    const sealed = inEnvelope({ ...failureInEnvelope, orderAmount: amount });
    expect(await receive(() => record, sealed)).toEqual(handled);
  });
});

describe('what the record is not asked for: docs/notifications.md says that your handler compares it', () => {
  const amount = { currency: 'JPY', value: '1' };
  it.each([
    ['a refund', { notifyType: 'REFUND_RESULT', refundRequestId: 'r', refundAmount: amount }],
    ['a capture', { notifyType: 'CAPTURE_RESULT', captureRequestId: 'c', captureAmount: amount }],
    ['a pending payment', { notifyType: 'PAYMENT_PENDING', paymentAmount: amount }],
    ['a payment code', { notifyType: 'OFFLINE_PAYMENT_CODE', paymentActionForm: 'f' }],
  ])('%s', async (_name, changes) => {
    let asked = 0;
    const lookup = (): undefined => {
      asked += 1;
    };
    expect(await receive(lookup, v1(changes))).toEqual({ outcome: 'handled', handled: 1 });
    expect(asked).toBe(0);
  });
});
