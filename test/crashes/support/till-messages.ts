import type { PaymentEvent } from '@alipay-intl/payments/checkout';
import type { testPaymentCodes } from '@alipay-intl/simulator';
import type { FastTime } from './fast-clock.ts';
import type { Family } from './gateway-model.ts';

export type StoreAt =
  | { readonly kind: 'pglite'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly connectionString: string };

/** What a till process is started with. */
export interface TillSetting {
  readonly family: Family;
  readonly store: StoreAt;
  readonly simulatorUrl: string;
  /** Told, so that the process of the shop holds nothing of the simulator. */
  readonly codes: typeof testPaymentCodes;
  readonly clientId: string;
  readonly merchantId: string;
  readonly privateKey: string;
  readonly alipayPublicKey: string;
  /** Loopback port for notifications. */
  readonly port: number;
  readonly time: FastTime;
  /** Names this start; part of every id that it makes. */
  readonly start: string;
  /** Tills that take payments at the same time; 0 only brings the old ones to their end. */
  readonly tills: number;
  /** Payments whose state is told with `recovered`. */
  readonly ask: readonly string[];
}

/** What a till process tells its parent. */
export type TillMessage =
  /** Nothing is due any more. Milliseconds since the process began, and since the store was open. */
  | {
      readonly kind: 'recovered';
      readonly sinceStartMs: number;
      readonly sinceOpenMs: number;
      /** Computing time since the process began, which other load does not lengthen. */
      readonly computeMs: number;
      readonly states: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'begun'; readonly attemptId: string; readonly waits: boolean }
  | { readonly kind: 'told'; readonly attemptId: string; readonly end: string }
  | {
      readonly kind: 'refund told';
      readonly attemptId: string;
      readonly refundAttemptId: string;
      readonly end: string;
    }
  | { readonly kind: 'failed'; readonly attemptId: string; readonly code: string; readonly text: string }
  /** Nothing is left to do for anyone. */
  | { readonly kind: 'at rest' }
  | {
      readonly kind: 'history';
      readonly attemptId: string;
      readonly events: readonly PaymentEvent[];
      readonly outcome: string;
      readonly openAlarms: readonly string[];
    }
  | { readonly kind: 'all told' };

/** What the parent asks of a till process. */
export type TillCommand = 'stop taking' | 'tell all';
