import type { AlipayError } from '@alipay-intl/core/errors';
import type { Acknowledgement } from '../acknowledgement.ts';
import type { Received } from './received.ts';

/** How a request is answered. */
export interface ReceiptAnswer {
  readonly answer: Acknowledgement;
  /**
   * Why the answer of its family could not be made, for instance because a signer failed: then `answer` is an unsigned one, by
   * which Alipay sends the notification again. Else `undefined`.
   */
  readonly answerError: unknown;
}

/**
 * What came of a request. Send its `answer`, whatever it is.
 *
 * `handled`: your handler ran, and that is written down. `stored`: written down, to be processed later. `repeated`: it had its
 * effect before. All three are acknowledged. `refused`: not believed, not what your record says, or its bytes are gone; `error` has
 * the reason, the answer discloses nothing. `failed`: genuine, but not handled now; Alipay sends it again.
 */
export type Receipt = ReceiptAnswer & ReceiptOutcome;

/** What came of a request, apart from its answer. */
export type ReceiptOutcome =
  | {
      readonly kind: 'handled';
      readonly received: Received;
      /** Whether another delivery has begun before the handler was done, so that the effect may be there twice. */
      readonly claimLost: boolean;
    }
  | { readonly kind: 'stored' | 'repeated'; readonly received: Received }
  | {
      readonly kind: 'refused';
      readonly error: AlipayError;
      /** The notification, where it is genuine and refused for what it says. */
      readonly received: Received | undefined;
    }
  | {
      readonly kind: 'failed';
      /** What your handler, `lookup` or the log threw; `undefined` where another delivery is being handled right now. */
      readonly error: unknown;
      readonly received: Received;
    };
