import { describe, expect, it } from 'vitest';
import { meaningAs, meaningOf, resultOf, usd } from './support.ts';

// docs/wire/v1 §3.9
const refund = {
  notifyType: 'REFUND_RESULT',
  result: resultOf('S'),
  refundStatus: 'SUCCESS',
  refundRequestId: 'refund_1',
  refundId: '20261101194010800100188820200000002',
  refundAmount: usd('599'),
  refundTime: '2026-11-02T12:00:05+08:00',
  grossSettlementAmount: { currency: 'HKD', value: '4600' },
  actualRefundAmount: { currency: 'CNY', value: '4253' },
  arn: '74537604221222132710572',
};

describe('refund', () => {
  it('with every documented member', () => {
    expect(meaningOf(refund)).toEqual({
      kind: 'refund',
      outcome: 'refunded',
      refundRequestId: 'refund_1',
      refundId: refund.refundId,
      refundAmount: usd('599'),
      refundStatus: 'SUCCESS',
      refundTime: refund.refundTime,
      grossSettlementAmount: refund.grossSettlementAmount,
      actualRefundAmount: refund.actualRefundAmount,
      result: refund.result,
      body: refund,
    });
  });

  it.each([
    ['SUCCESS', 'refunded'],
    ['Success', 'refunded'],
    ['S', 'refunded'],
    ['s', 'refunded'],
    ['FAIL', 'failed'],
    ['fail', 'failed'],
    ['F', 'failed'],
    ['f', 'failed'],
    ['PROCESSING', 'undecided'],
    ['SUCCESSFUL', 'undecided'],
    [' SUCCESS', 'undecided'],
    ['FAILED', 'undecided'],
    ['U', 'undecided'],
    ['', 'undecided'],
    [undefined, 'undecided'],
    [null, 'undecided'],
    [true, 'undecided'],
    [['SUCCESS'], 'undecided'],
  ])('with the status %j is %s', (refundStatus, outcome) => {
    expect(meaningAs('refund', { ...refund, refundStatus }).outcome).toBe(outcome);
  });

  it.each(['F', 'U'])('that succeeded with the result %s is undecided', (status) => {
    expect(meaningAs('refund', { ...refund, result: resultOf(status) }).outcome).toBe('undecided');
  });

  it('that failed may say S of its request, or nothing at all', () => {
    const failed = { notifyType: 'REFUND_RESULT', refundRequestId: 'refund_1', refundStatus: 'FAIL' };
    for (const result of [resultOf('S'), resultOf('F', 'PROCESS_FAIL'), undefined]) {
      expect(meaningOf({ ...failed, result })).toMatchObject({ outcome: 'failed', refundAmount: undefined });
    }
  });

  it.each([undefined, '599', { currency: 'USD', value: '5.99' }, { currency: 'ZZZ', value: '1' }])(
    'that succeeded with the amount %j is undecided',
    (refundAmount) => {
      expect(meaningOf({ ...refund, refundAmount })).toMatchObject({
        kind: 'refund',
        outcome: 'undecided',
        refundAmount: undefined,
      });
    },
  );

  it('that names no refund of yours is kept as it is', () => {
    const { refundRequestId: _id, ...nameless } = refund;
    expect(meaningOf(nameless)).toMatchObject({ kind: 'other', notifyType: 'REFUND_RESULT', body: nameless });
  });

  it('narrows to an amount that is there', () => {
    const notification = meaningAs('refund', refund);
    if (notification.outcome === 'refunded') expect(notification.refundAmount.value).toBe('599');
  });
});

// docs/wire/v1 §3.10
const capture = {
  notifyType: 'CAPTURE_RESULT',
  result: resultOf('S'),
  captureRequestId: 'capture_1',
  paymentId: '20261101194010800100188820200000001',
  captureId: '20261101194010800100188820200000003',
  captureAmount: usd('599'),
  captureTime: '2026-11-02T12:00:05+08:00',
  acquirerReferenceNo: '74537604221222132710572',
};

describe('capture', () => {
  it('with every documented member', () => {
    expect(meaningOf(capture)).toEqual({
      kind: 'capture',
      outcome: 'captured',
      captureRequestId: 'capture_1',
      paymentId: capture.paymentId,
      captureId: capture.captureId,
      captureAmount: usd('599'),
      captureTime: capture.captureTime,
      result: capture.result,
      body: capture,
    });
  });

  it.each([
    [{ result: resultOf('F', 'PROCESS_FAIL') }, 'failed'],
    [{ result: resultOf('U') }, 'undecided'],
    [{ result: undefined }, 'undecided'],
    [{ captureAmount: undefined }, 'undecided'],
    [{ captureAmount: { currency: 'USD', value: 5.99 } }, 'undecided'],
  ])('with %j is %s', (change, outcome) => {
    expect(meaningAs('capture', { ...capture, ...change }).outcome).toBe(outcome);
  });

  it('may be an automatic one, without an id of yours', () => {
    const { captureRequestId: _id, ...automatic } = capture;
    expect(meaningOf(automatic)).toMatchObject({ outcome: 'captured', captureRequestId: undefined });
  });

  it('that names nothing is kept as it is', () => {
    expect(meaningOf({ notifyType: 'CAPTURE_RESULT', result: resultOf('S') }).kind).toBe('other');
  });
});
