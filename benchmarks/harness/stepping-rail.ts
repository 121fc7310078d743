import type { Proof } from '@alipay-intl/payments';
import type {
  PaymentRail,
  RailCancelOutcome,
  RailPayOutcome,
  RailRefundOutcome,
  RailState,
} from '@alipay-intl/payments/rail';

/** A rail that costs nothing: it says "in process" to a payment, and "paid" at the last of its queries. */
export class SteppingRail implements PaymentRail {
  readonly name = 'payment-code';
  readonly #queries: number;
  #asked = 0;

  constructor(queries: number) {
    this.#queries = queries;
  }

  pay(): Promise<RailPayOutcome> {
    this.#asked = 0;
    return Promise.resolve({ kind: 'processing', proof });
  }

  query(): Promise<RailState> {
    this.#asked += 1;
    return Promise.resolve(
      this.#asked < this.#queries
        ? { kind: 'processing', proof }
        : { kind: 'paid', providerId: '2026', amount: undefined, proof },
    );
  }

  cancel(): Promise<RailCancelOutcome> {
    return Promise.reject(new Error('Nothing is cancelled here.'));
  }

  refund(): Promise<RailRefundOutcome> {
    return Promise.reject(new Error('Nothing is refunded here.'));
  }
}

const proof: Proof = {
  path: '/ams/api/v1/payments/pay',
  durationMs: 1,
  httpStatus: 200,
  traceId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
  answer: {},
  rawAnswer: () => Buffer.alloc(0),
  verifiedBy: { keyVersion: '1', thumbprint: '', foundBy: 'named' },
};
