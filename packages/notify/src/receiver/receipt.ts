import type { AlipayError } from '@alipay-intl/core/errors';
import type { Acknowledgement } from '../acknowledgement.ts';
import type { Received } from './received.ts';

/**
 * What came of a request. Send its `answer`, whatever it is.
 *
 * `handled`: your handler ran, and that is written down. `stored`: written down, to be processed later. `repeated`: it had its
 * effect before. All three are acknowledged. `refused`: not believed, or not what your record says; `error` has the reason,
 * the answer discloses nothing. `failed`: genuine, but not handled now; Alipay sends it again.
 */
export type Receipt =
  | {
      readonly kind: 'handled' | 'stored' | 'repeated';
      readonly answer: Acknowledgement;
      readonly received: Received;
    }
  | {
      readonly kind: 'refused';
      readonly answer: Acknowledgement;
      readonly error: AlipayError;
      /** The notification, where it is genuine and refused for what it says. */
      readonly received: Received | undefined;
    }
  | {
      readonly kind: 'failed';
      readonly answer: Acknowledgement;
      /** What your handler, `lookup` or the log threw; `undefined` where another delivery is being handled right now. */
      readonly error: unknown;
      readonly received: Received;
    };
