import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlipayError, type Result, TransportError } from '@alipay-intl/core';
import type { BarcodeCallOptions } from '@alipay-intl/payments';
import type { FaultName, OperationName, Simulator } from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caught } from '../support/caught.ts';
import { expectKind } from '../support/expect-kind.ts';
import {
  openTill,
  openTillAt,
  payRequest,
  preCreateRequest,
  refundOf,
  startGateway,
  type Till,
} from './support/till.ts';

let simulator: Simulator;
let till: Till;

beforeAll(async () => {
  simulator = await startGateway();
  till = await openTillAt(simulator);
});
afterEach(() => simulator.control.clearFaults());
afterAll(async () => {
  await till.close();
  await simulator.close();
});

interface Paid {
  readonly merchantTransId: string;
  readonly acquirementId: string;
}

async function paidTransaction(): Promise<Paid> {
  const request = payRequest();
  const { transaction } = expectKind(await till.payments.pay(request), 'paid');
  return { merchantTransId: request.merchantTransId, acquirementId: transaction.acquirementId ?? '' };
}

type Run = (options?: BarcodeCallOptions) => Promise<{ readonly kind: string }>;
type Open = {
  readonly kind: 'unknown';
  readonly cause: AlipayError;
  readonly result: Result | undefined;
  readonly claimed: Result | undefined;
};
/** A call that would succeed if its answer came, what says so, and a look at the truth afterwards. */
interface MoneyCall {
  readonly run: Run;
  readonly done: string;
  readonly truth: () => Promise<string>;
}

/** Each money call, prepared; `truth` is what payQuery, or for refunds the gateway's own book, says. */
const moneyCalls: readonly (readonly [string, OperationName, () => Promise<MoneyCall>])[] = [
  [
    'pay',
    'acquiring.pay',
    async () => {
      const request = payRequest();
      const { merchantTransId } = request;
      return {
        run: (options) => till.payments.pay(request, options),
        done: 'paid',
        truth: async () => (await till.payments.payQuery({ merchantTransId })).kind,
      };
    },
  ],
  [
    'payCancel',
    'acquiring.payCancel',
    async () => {
      const { merchantTransId } = await paidTransaction();
      return {
        run: (options) => till.payments.payCancel({ merchantTransId }, options),
        done: 'cancelled',
        truth: async () => (await till.payments.payQuery({ merchantTransId })).kind,
      };
    },
  ],
  [
    'refund',
    'acquiring.refund',
    async () => {
      const { acquirementId } = await paidTransaction();
      const request = refundOf(acquirementId);
      return {
        run: (options) => till.payments.refund(request, options),
        done: 'refunded',
        truth: async () =>
          simulator.control.payment(acquirementId)?.refundedAmount.value === '100'
            ? 'refunded'
            : 'not refunded',
      };
    },
  ],
];

const moneyUnknown = 'the state of the money is unknown';
const provesNothing = 'It proves nothing about the money.';

/** Each fault, the code of its cause, what its message says about the money, and whether the call was carried out. */
const faults: readonly (readonly [FaultName, string, string, boolean])[] = [
  ['lose-request', 'ERR_TRANSPORT_LOST', moneyUnknown, false],
  ['lose-answer', 'ERR_TRANSPORT_LOST', moneyUnknown, true],
  ['truncated', 'ERR_TRANSPORT_LOST', moneyUnknown, true],
  ['delay', 'ERR_TRANSPORT_TIMEOUT', moneyUnknown, true],
  ['stall', 'ERR_TRANSPORT_TIMEOUT', moneyUnknown, false],
  ['stall-body', 'ERR_TRANSPORT_TIMEOUT', moneyUnknown, true],
  ['oversize', 'ERR_RESPONSE_TOO_LARGE', moneyUnknown, true],
  ['html', 'ERR_RESPONSE_STATUS', provesNothing, false],
  ['status-500', 'ERR_RESPONSE_STATUS', provesNothing, false],
  ['empty-body', 'ERR_RESPONSE_MALFORMED', provesNothing, false],
  ['unsigned', 'ERR_SIGNATURE_MISSING', provesNothing, true],
  ['unsigned-failure', 'ERR_SIGNATURE_MISSING', provesNothing, false],
  ['gbk-failure', 'ERR_SIGNATURE_MISSING', provesNothing, false],
  ['empty-signature', 'ERR_SIGNATURE_MALFORMED', provesNothing, true],
  ['wrong-signature', 'ERR_SIGNATURE_INVALID', provesNothing, true],
  ['foreign-key', 'ERR_SIGNATURE_INVALID', provesNothing, true],
  ['sha1-signature', 'ERR_SIGNATURE_INVALID', provesNothing, true],
  ['triple-base64', 'ERR_SIGNATURE_MALFORMED', provesNothing, true],
  ['repeated-member', 'ERR_SIGNATURE_MALFORMED', provesNothing, true],
  ['hidden-member', 'ERR_SIGNATURE_MALFORMED', provesNothing, true],
  ['trailing-bytes', 'ERR_SIGNATURE_MALFORMED', provesNothing, true],
  ['repeated-key', 'ERR_RESPONSE_MALFORMED', provesNothing, true],
  ['wrong-client', 'ERR_RESPONSE_FOREIGN', provesNothing, true],
  ['wrong-message', 'ERR_RESPONSE_FOREIGN', provesNothing, true],
  ['wrong-function', 'ERR_RESPONSE_FOREIGN', provesNothing, true],
];
const slow: ReadonlySet<string> = new Set(['delay', 'stall', 'stall-body']);

function order(fault: FaultName, operation: OperationName): void {
  simulator.control.failNext({ operation, fault, ...(fault === 'delay' && { delayMs: 2_000 }) });
}

describe.each(moneyCalls)('%s', (_name, operation, prepare) => {
  it.each(faults)(
    'is unknown after %s (%s), and nothing is lost',
    async (fault, code, money, isCarriedOut) => {
      const { run, done, truth } = await prepare();
      const callsBefore = simulator.control.calls().length;
      order(fault, operation);
      const outcome = expectKind((await run(slow.has(fault) ? { deadlineMs: 150 } : {})) as Open, 'unknown');
      expect(outcome.cause).toBeInstanceOf(AlipayError);
      expect(outcome.cause.code).toBe(code);
      expect(outcome.cause.message).toContain(money);
      expect(outcome.cause.next.length).toBeGreaterThan(10);
      expect(outcome.result).toBeUndefined();
      const claims = fault === 'unsigned-failure';
      expect(outcome.claimed?.resultCode).toBe(claims ? 'INVALID_SIGNATURE' : undefined);
      // Nothing is repeated behind the caller's back.
      expect(simulator.control.calls().length).toBe(callsBefore + 1);
      // What became of it is found out afterwards, and the same call brings it to its end.
      const found = await truth();
      if (isCarriedOut) expect(found).toBe(done);
      else expect(found).not.toBe(done);
      expect((await run()).kind).toBe(done);
      expect(await truth()).toBe(done);
    },
  );
});

describe('preCreate, payQuery and registration', () => {
  it.each(faults.filter(([fault]) => !slow.has(fault)))('are unknown after %s (%s)', async (fault, code) => {
    const { merchantTransId } = await paidTransaction();
    order(fault, 'acquiring.payQuery');
    const state = await till.payments.payQuery({ merchantTransId });
    expect(expectKind(state, 'unknown').cause.code).toBe(code);
    order(fault, 'acquiring.preCreate');
    const placed = await till.payments.preCreate(preCreateRequest());
    expect(expectKind(placed, 'unknown').cause.code).toBe(code);
    order(fault, 'acquiring.indirectMerchant.query');
    const seller = await till.payments.indirectMerchant.query({ sellerId: 'S1' });
    expect(expectKind(seller, 'unknown').cause.code).toBe(code);
  });
});

it('a signature that is base64 twice is no fault: the printed samples have it', async () => {
  for (const [, operation, prepare] of moneyCalls) {
    const { run, done } = await prepare();
    order('double-base64', operation);
    expect((await run()).kind).toBe(done);
  }
});

describe('facts of a lost answer', () => {
  it('say how long it took and what arrived', async () => {
    order('html', 'acquiring.pay');
    const { facts, cause } = expectKind(await till.payments.pay(payRequest()), 'unknown');
    expect(facts).toMatchObject({ path: '/api/alipay/intl/acquiring/offline/pay.htm', httpStatus: 502 });
    expect(cause).toMatchObject({ httpStatus: 502 });
    order('delay', 'acquiring.pay');
    const late = expectKind(await till.payments.pay(payRequest(), { deadlineMs: 120 }), 'unknown');
    expect(late.facts.durationMs).toBeGreaterThanOrEqual(110);
    expect(late.facts.durationMs).toBeLessThan(1_500);
    expect(late.cause).toMatchObject({ bytesMayHaveLeft: true });
  });

  it('an aborted call is unknown while it is under way, and throws when it never began', async () => {
    const request = payRequest();
    order('delay', 'acquiring.pay');
    const aborted = await till.payments.pay(request, { signal: AbortSignal.timeout(150) });
    expect(expectKind(aborted, 'unknown').cause.code).toBe('ERR_TRANSPORT_ABORTED');
    expectKind(await till.payments.payQuery({ merchantTransId: request.merchantTransId }), 'paid');
    const callsBefore = simulator.control.calls().length;
    const error = await caught(
      till.payments.pay(payRequest(), { signal: AbortSignal.abort() }),
      TransportError,
    );
    expect([error.code, error.bytesMayHaveLeft]).toEqual(['ERR_TRANSPORT_ABORTED', false]);
    expect(simulator.control.calls().length).toBe(callsBefore);
  });
});

it('a refused connection throws, and the same ids may be used again', async () => {
  const placeholder = createServer();
  await new Promise<void>((resolve) => placeholder.listen(0, '127.0.0.1', resolve));
  const { port } = placeholder.address() as AddressInfo;
  await new Promise((resolve) => placeholder.close(resolve));
  const closed = await openTill(`http://127.0.0.1:${port}/api`);
  const request = payRequest();
  const refund = refundOf('A1');
  const runs = [
    () => closed.payments.pay(request),
    () => closed.payments.pay(request),
    () => closed.payments.preCreate(preCreateRequest()),
    () => closed.payments.payQuery({ merchantTransId: 't' }),
    () => closed.payments.payCancel({ merchantTransId: 't' }),
    () => closed.payments.refund(refund),
    () => closed.payments.refund(refund),
    () => closed.payments.indirectMerchant.query({ sellerId: 'S1' }),
  ];
  for (const run of runs) {
    const error = await caught(run, TransportError);
    expect(error.code).toBe('ERR_TRANSPORT_CONNECT');
    expect(error.bytesMayHaveLeft).toBe(false);
    expect(error.message).toContain('Nothing was sent, so this call moved no money.');
  }
  await closed.close();
});
