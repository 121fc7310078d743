import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { paymentUnknown, wrongState } from './checkout-errors.ts';
import type { AnyDriverContext } from './driver-context.ts';
import { endOf, type PaymentState } from './payment-state.ts';
import { recordFacts } from './record-facts.ts';

/** What a person found. */
export interface Settlement {
  readonly attemptId: string;
  /** What really happened to the money. Of a payment that had ended otherwise, only that end can be confirmed. */
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
    if (end !== 'manual' && end !== as) {
      throw wrongState(attemptId, `The payment ${attemptId} has ended as ${end}, which is final.`);
    }
    return [{ type: 'settled', atMs: context.clock.now(), as, by, note }];
  });
  if (recorded === 'missing') throw paymentUnknown(attemptId);
  return recorded.state;
}

/** Lets a payment that waits for a person be reversed anew: queries and cancellations begin again. */
export async function reopen(
  context: AnyDriverContext,
  input: { readonly attemptId: string; readonly by: string },
): Promise<void> {
  const subject = { code: 'ERR_REQUEST_INVALID', name: 'reopening' } as const;
  const { attemptId, by } = checkInput(reopening, input, subject);
  const recorded = await recordFacts(context, attemptId, (state) => {
    if (endOf(state) !== 'manual' || state.abandoned === undefined) {
      throw wrongState(
        attemptId,
        `The payment ${attemptId} does not wait for a person, or was never given up.`,
      );
    }
    return [{ type: 'reopened', atMs: context.clock.now(), by }];
  });
  if (recorded === 'missing') throw paymentUnknown(attemptId);
}
