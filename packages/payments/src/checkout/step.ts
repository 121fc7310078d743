import type { Amount } from '@alipay-intl/core/money';
import type { PaymentEvent, SentAction } from './payment-event.ts';

/** What to do next. A `send` whose time is still to come is a wait; facts that arrive meanwhile may change it. */
export type Step =
  | { readonly kind: 'write'; readonly events: readonly PaymentEvent[] }
  | {
      readonly kind: 'send';
      readonly action: SentAction;
      readonly number: number;
      /** Not before this moment. */
      readonly atMs: number;
    }
  | {
      readonly kind: 'refund';
      readonly refundAttemptId: string;
      readonly number: number;
      readonly atMs: number;
      readonly providerId: string;
      readonly amount: Amount;
      readonly reason: string | undefined;
    }
  | { readonly kind: 'rest' };

/** When a step is due; `undefined` where nothing is left to do. */
export function dueOf(step: Step): number | undefined {
  if (step.kind === 'rest') return undefined;
  return step.kind === 'write' ? 0 : step.atMs;
}
