import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { RailName } from '../rail/payment-rail.ts';

/** When to ask, when to give up, how to take back: the rules of a payment, as data. Times are milliseconds. */
export interface CheckoutPolicy {
  /** From sending the payment to the first query, 1000 to 600000; at the till below `limitMs`, and no call to pay takes longer. */
  readonly firstQueryMs: number;
  /** Between an undecided query and the next. 3000 to 30000. */
  readonly queryIntervalMs: number;
  /** Between a query that found nothing and the next. 5000 to 7000. */
  readonly notFoundIntervalMs: number;
  /** How many queries in a row must find nothing before the sale is given up. 3 to 10. */
  readonly notFoundQueries: number;
  /** From sending the payment to the last query where the buyer is at the till. 5000 to 180000. */
  readonly limitMs: number;
  /** How long before its closing time a payment is asked for the last time, where the buyer pays later. 0 to 300000. */
  readonly closingMarginMs: number;
  /** How often a placing whose answer was lost is repeated with the same id, where the buyer pays later. 0 to 3. */
  readonly placeRepeats: number;
  /** Between two placings. 1000 to 10000. */
  readonly placeGapMs: number;
  /** How often an undecided cancellation is repeated. 3 to 5. */
  readonly cancelRepeats: number;
  /** Between two cancellations. 5000 to 30000. */
  readonly cancelIntervalMs: number;
  /** Longest time of a single call. 1000 to 30000. */
  readonly callDeadlineMs: number;
  /** What happens to money that was taken after the payment had ended: given back, or only told. */
  readonly paidAfterEnd: 'refund' | 'alarm';
  /**
   * What becomes of a payment that Alipay does not know in any query and any cancellation: it waits for a person, or it is
   * declined. Where a cancellation of an unknown payment is confirmed, it is reversed and this is not asked.
   */
  readonly neverFound: 'manual' | 'declined';
  /**
   * When a payment that Alipay never knew, and that was reversed, is asked for again: its request may still be on the way.
   * From its end on. 0 to 5 times of 1000 to 86400000.
   */
  readonly lookBacksMs: readonly number[];
  /** Waits between the sendings of an undecided refund; behind the last one a person is asked. 1 to 20 of 1000 to 3600000. */
  readonly refundGapsMs: readonly number[];
}

/** Settings that differ from the defaults of the rail. */
export type PolicyChanges = { readonly [Name in keyof CheckoutPolicy]?: CheckoutPolicy[Name] | undefined };

const common = {
  firstQueryMs: 5_000,
  notFoundIntervalMs: 6_000,
  notFoundQueries: 3,
  limitMs: 60_000,
  closingMarginMs: 20_000,
  placeRepeats: 0,
  placeGapMs: 2_000,
  cancelRepeats: 5,
  callDeadlineMs: 10_000,
  paidAfterEnd: 'refund',
  neverFound: 'manual',
  lookBacksMs: [30_000, 180_000],
  refundGapsMs: [5_000, 10_000, 20_000, 40_000, 60_000],
} as const satisfies Partial<CheckoutPolicy>;

const buyerPaysLater = { ...common, firstQueryMs: 15_000, queryIntervalMs: 15_000 } as const;

/**
 * The documented rhythm of each rail. `barcode`: docs/wire/acquiring §8. `payment-code`: docs/wire/v1 §5.3. The others, which
 * the buyer pays later: docs/wire/v1 §5.4.
 */
export const defaultPolicies: Readonly<Record<RailName, CheckoutPolicy>> = {
  barcode: { ...common, queryIntervalMs: 4_000, cancelIntervalMs: 5_000 },
  'payment-code': { ...common, queryIntervalMs: 3_000, cancelIntervalMs: 10_000 },
  'entry-code': { ...buyerPaysLater, cancelIntervalMs: 10_000, placeRepeats: 2 },
  'order-code': { ...buyerPaysLater, cancelIntervalMs: 10_000, placeRepeats: 2 },
  'pre-create': { ...buyerPaysLater, cancelIntervalMs: 5_000 },
};

const within = (least: number, most: number): z.ZodOptional<z.ZodInt> =>
  z.int().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`).optional();

const times = (most: number): z.ZodArray<z.ZodInt> =>
  z.array(z.int().min(1_000, 'must be at least 1000').max(most, `must be at most ${most}`));

const subject = { code: 'ERR_OPTION_INVALID', name: 'checkout policy' } as const;

const policySchema: z.ZodType<PolicyChanges> = z.strictObject({
  firstQueryMs: within(1_000, 600_000),
  queryIntervalMs: within(3_000, 30_000),
  notFoundIntervalMs: within(5_000, 7_000),
  notFoundQueries: within(3, 10),
  limitMs: within(5_000, 180_000),
  closingMarginMs: within(0, 300_000),
  placeRepeats: within(0, 3),
  placeGapMs: within(1_000, 10_000),
  cancelRepeats: within(3, 5),
  cancelIntervalMs: within(5_000, 30_000),
  callDeadlineMs: within(1_000, 30_000),
  paidAfterEnd: z.enum(['refund', 'alarm'], 'must be refund or alarm').optional(),
  neverFound: z.enum(['manual', 'declined'], 'must be manual or declined').optional(),
  lookBacksMs: times(86_400_000).max(5, 'must hold at most 5 times').optional(),
  refundGapsMs: times(3_600_000)
    .min(1, 'must hold at least 1 gap')
    .max(20, 'must hold at most 20 gaps')
    .optional(),
});

/**
 * The policy of a rail with your changes.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting that is outside its limits, or that contradicts another.
 */
export function settlePolicy(rail: RailName, changes: PolicyChanges = {}): CheckoutPolicy {
  const checked = checkInput(policySchema, changes, subject);
  const set = Object.entries(checked).filter(([, value]) => value !== undefined);
  const policy: CheckoutPolicy = { ...defaultPolicies[rail], ...Object.fromEntries(set) };
  const isAtTheTill = rail === 'barcode' || rail === 'payment-code';
  const consistent = z
    .custom<CheckoutPolicy>(
      () => !isAtTheTill || policy.firstQueryMs < policy.limitMs,
      'firstQueryMs must be below limitMs',
    )
    .refine(
      () => policy.neverFound === 'manual' || policy.lookBacksMs.length > 0,
      'neverFound "declined" needs look backs',
    );
  return Object.freeze(checkInput(consistent, policy, subject));
}
