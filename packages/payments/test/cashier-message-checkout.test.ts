import {
  type Alarm,
  type CheckoutOutcome,
  cashierMessage,
  cashierTexts,
  createCheckout,
  createMemoryJournal,
  type RailCharge,
} from '@alipay-intl/payments';
import type { CheckoutPending, CheckoutRefundOutcome } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';

// The outcomes of a checkout, given to the message as they are.

const view = {
  attemptId: 'attempt_1',
  orderId: 'order-1',
  amount: { currency: 'USD', value: '599' },
  providerId: '2026',
  openAlarms: [],
  settledBy: undefined,
} as const;

const declined = { ...view, kind: 'declined', reason: undefined, notSent: undefined } as const;
const reversed = { ...view, kind: 'reversed', because: 'time-limit' } as const;
const paid = { ...view, kind: 'paid' } as const;

describe('an outcome of a checkout', () => {
  it.each<[string, CheckoutOutcome | CheckoutPending, string]>([
    ['paid', paid, 'PAID'],
    ['declined', declined, 'DECLINED'],
    ['never sent', { ...declined, notSent: 'ERR_TRANSPORT_CONNECT' }, 'NOT_SENT'],
    ['reversed', reversed, 'REVERSED'],
    ['pending', { ...view, kind: 'pending' }, 'RESULT_UNKNOWN'],
    [
      'manual',
      { ...view, kind: 'manual', reason: 'cancel-undecided', paidWasSeen: false, next: '' },
      'MANUAL',
    ],
    ['reversed, and paid since', { ...reversed, openAlarms: ['paid-after-end'] }, 'MANUAL'],
    ['declined, and paid since', { ...declined, openAlarms: ['paid-after-end'] }, 'MANUAL'],
    ['paid, and cancelled since', { ...paid, openAlarms: ['cancelled-after-paid'] }, 'MANUAL'],
    ['paid, with a refund that is open', { ...paid, openAlarms: ['refund-undecided'] }, 'PAID'],
  ])('%s', (_case, outcome, messageClass) => {
    const message = cashierMessage('pay', outcome);
    expect(message).toEqual({
      messageClass,
      ...cashierTexts[message.messageClass],
      reference: 'attempt_1 / 2026',
    });
  });

  it('of a placed order waits for its buyer, and of one whose placing is not known for the result', () => {
    const started = { ...view, kind: 'pending', handover: undefined } as const;
    expect(cashierMessage('pay', started).messageClass).toBe('RESULT_UNKNOWN');
    const placed = { ...started, handover: { qrText: 'https://qr.example' } };
    expect(cashierMessage('pay', placed).messageClass).toBe('WAITING_BUYER');
  });

  it('without the id of Alipay shows its own alone', () => {
    expect(cashierMessage('pay', { ...paid, providerId: undefined }).reference).toBe('attempt_1');
  });

  it('of a refund names the refund', () => {
    const refundAttemptId = 'refund_1';
    const outcomes: readonly [CheckoutRefundOutcome, string, string][] = [
      [{ kind: 'refunded', refundAttemptId, providerRefundId: '2027' }, 'REFUNDED', 'refund_1 / 2027'],
      [{ kind: 'manual', refundAttemptId, next: '' }, 'REFUND_UNKNOWN', 'refund_1'],
    ];
    for (const [outcome, messageClass, reference] of outcomes) {
      expect(cashierMessage('refund', outcome)).toMatchObject({ messageClass, reference });
    }
  });
});

it('what a checkout gives can be shown, its alarms too', async () => {
  const proof = {} as never;
  const order: RailCharge = { ...view, description: 'Coffee', scannedCode: '281234567890123456' };
  const alarms: Alarm[] = [];
  const checkout = createCheckout({
    rail: {
      name: 'barcode',
      pay: async () => ({ kind: 'paid', providerId: '2026', amount: view.amount, proof }),
      query: async () => ({ kind: 'processing', proof }),
      cancel: async () => ({ kind: 'cancelled', proof }),
      refund: async () => ({ kind: 'refunded', providerRefundId: '2027', proof }),
    },
    journal: createMemoryJournal(),
    onAlarm: (alarm) => alarms.push(alarm),
  });
  expect(cashierMessage('pay', await checkout.collect(order)).messageClass).toBe('PAID');
  await checkout.recordNotification({ attemptId: view.attemptId, kind: 'cancelled' });
  expect(alarms.map(({ kind }) => kind)).toEqual(['cancelled-after-paid']);
  expect(cashierMessage('pay', await checkout.status(view.attemptId)).messageClass).toBe('MANUAL');
});
