import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { paymentUnknown, refundUndecided, wrongState } from './checkout-errors.ts';
import type { AnyDriverContext } from './driver-context.ts';
import { endOf, type PaymentState } from './payment-state.ts';
import { recordFacts } from './record-facts.ts';
import { assertOurs } from './take-payment.ts';

/** What a person found. */
export interface Settlement {
  readonly attemptId: string;
  /**
   * What really happened to the money. A payment that had ended otherwise can be confirmed, or be corrected to what its open alarm
   * says.
   */
  readonly as: 'paid' | 'declined' | 'reversed';
  /** Who looked: a name or a staff number. */
  readonly by: string;
  /** Where it was seen, for whoever asks later. */
  readonly note: string;
}

const who = z.string().min(1, 'must not be empty').max(128, 'at most 128 characters');
const settlement: z.ZodType<Settlement> = z.strictObject({
  attemptId: z.string(),
  as: z.enum(['paid', 'declined', 'reversed'], 'must be paid, declined or reversed'),
  by: who,
  note: z.string().min(1, 'must not be empty').max(1_000, 'at most 1000 characters'),
});
const reopening = z.strictObject({ attemptId: z.string(), by: who });

/** Writes down what a person found, and closes the alarms. */
export async function settleByPerson(context: AnyDriverContext, input: Settlement): Promise<PaymentState> {
  const subject = { code: 'ERR_REQUEST_INVALID', name: 'settlement' } as const;
  const { attemptId, as, by, note } = checkInput(settlement, input, subject);
  const recorded = await recordFacts(context, attemptId, (state) => {
    const end = endOf(state);
    if (end !== 'manual' && state.openAlarms.size === 0) {
      throw wrongState(attemptId, `The payment ${attemptId} does not wait for a person.`);
    }
    if (end !== 'manual' && end !== as && !isWhatAlarmSays(state, as)) {
      throw wrongState(attemptId, `The payment ${attemptId} has ended as ${end}, and no alarm says ${as}.`);
    }
    const running = state.refunds.find((refund) => refund.end === undefined);
    if (running !== undefined) throw refundUndecided(attemptId, running.refundAttemptId);
    return [{ type: 'settled', atMs: context.clock.now(), as, by, note }];
  });
  if (recorded === 'missing') throw paymentUnknown(attemptId);
  return recorded.state;
}

function isWhatAlarmSays({ openAlarms }: PaymentState, as: Settlement['as']): boolean {
  if (as === 'paid') return openAlarms.has('paid-after-end');
  return openAlarms.has(as === 'reversed' ? 'cancelled-after-paid' : 'declined-after-paid');
}

/** Lets a payment that waits for a person be reversed anew: queries and cancellations begin again. */
export async function reopen(
  context: AnyDriverContext,
  input: { readonly attemptId: string; readonly by: string },
): Promise<void> {
  const subject = { code: 'ERR_REQUEST_INVALID', name: 'reopening' } as const;
  const { attemptId, by } = checkInput(reopening, input, subject);
  const recorded = await recordFacts(context, attemptId, (state) => {
    assertOurs(context, state);
    if (endOf(state) !== 'manual') {
      throw wrongState(attemptId, `The payment ${attemptId} does not wait for a person.`);
    }
    const atMs = context.clock.now();
    const reopened = { type: 'reopened', atMs, by } as const;
    if (state.abandoned !== undefined) return [reopened];
    return [reopened, { type: 'abandoned', atMs, reason: 'caller' }];
  });
  if (recorded === 'missing') throw paymentUnknown(attemptId);
}
