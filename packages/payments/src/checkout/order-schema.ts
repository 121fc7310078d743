import { type Amount, isAmount } from '@alipay-intl/core/money';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { RailName, RailOrder } from '../rail/payment-rail.ts';
import type { CheckoutPolicy } from './policy.ts';

const subject = { code: 'ERR_REQUEST_INVALID', name: 'checkout order' } as const;

/** An id that both wire families take. docs/wire/acquiring §9, docs/wire/v1 §5.8. */
const requestId: z.ZodString = z
  .string()
  // 64 is the limit of the wire; the rest is room for the id of a refund that is made from it.
  .regex(/^[A-Za-z0-9_-]{1,54}$/, 'expected 1 to 54 characters of A-Z, a-z, 0-9, _ and -');

const positiveAmount = z
  .custom<Amount>(isAmount, 'expected an amount: a currency and digits in its smallest unit')
  .refine(({ value }) => value !== '0', 'must be at least 1');

// Loose, because the rest of the order is the rail's, which checks it before it sends.
const orderSchema = z.looseObject({
  attemptId: requestId,
  orderId: z.string().min(1, 'must not be empty').max(64, 'at most 64 characters'),
  description: z.string().min(1, 'must not be empty').max(256, 'at most 256 characters'),
  amount: positiveAmount,
  closesAtMs: z.int().optional(),
});

const longestMs = 24 * 3_600_000;

// Made once: making a schema takes longer than everything else that the checkout does for a payment.
const closingSchema = z
  .object({ closesAtMs: z.int(), earliestMs: z.int(), latestMs: z.int() })
  .refine(({ closesAtMs, earliestMs, latestMs }) => closesAtMs > earliestMs && closesAtMs <= latestMs, {
    path: ['closesAtMs'],
    message: 'must be after now and the closing margin, and within 24 hours, in epoch milliseconds',
  });

const noClosing = z.object({
  closesAtMs: z.undefined('must be left out, because a scanned code is charged at once').optional(),
});
const someClosing = z.object({ closesAtMs: z.int('is needed, because the buyer pays later') });

/**
 * Checks what every order has.
 *
 * @throws OptionError `ERR_REQUEST_INVALID` naming each member.
 */
export function checkOrder<Charge extends RailOrder>(
  order: Charge,
  nowMs: number,
  policy: CheckoutPolicy,
): Charge {
  const { closesAtMs } = checkInput(orderSchema, order, subject);
  if (closesAtMs !== undefined) {
    const limits = { earliestMs: nowMs + policy.closingMarginMs, latestMs: nowMs + longestMs };
    checkInput(closingSchema, { closesAtMs, ...limits }, subject);
  }
  return order;
}

/**
 * Refuses a closing time for a scanned code, which is charged at once and would be given up too early by it, and an order
 * without one where the buyer pays later.
 *
 * @throws OptionError `ERR_REQUEST_INVALID`.
 */
export function checkClosingFits(rail: RailName, { closesAtMs }: RailOrder): void {
  const isScanned = rail === 'payment-code' || rail === 'barcode';
  if (isScanned && closesAtMs !== undefined) checkInput(noClosing, { closesAtMs }, subject);
  if (!isScanned && closesAtMs === undefined) checkInput(someClosing, { closesAtMs }, subject);
}

/** Checks what a refund is asked with. */
export const refundOrder: z.ZodType<{
  readonly attemptId: string;
  readonly refundAttemptId: string;
  readonly amount: Amount;
  readonly reason?: string | undefined;
}> = z.strictObject({
  attemptId: z.string(),
  refundAttemptId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'expected 1 to 64 characters of A-Z, a-z, 0-9, _ and -'),
  amount: positiveAmount,
  reason: z.string().min(1, 'must not be empty').max(256, 'at most 256 characters').optional(),
});

/** Checks what a person says of a refund. */
export const refundSettlement: z.ZodType<{
  readonly attemptId: string;
  readonly refundAttemptId: string;
  readonly as: 'refunded' | 'declined';
  readonly by: string;
  readonly note: string;
}> = z.strictObject({
  attemptId: z.string(),
  refundAttemptId: z.string(),
  as: z.enum(['refunded', 'declined'], 'must be refunded or declined'),
  by: z.string().min(1, 'must not be empty').max(128, 'at most 128 characters'),
  note: z.string().min(1, 'must not be empty').max(1_000, 'at most 1000 characters'),
});
