import type { FeeTerms, RateTerms, SettlementCycle } from '@alipay-intl/reconciliation/match';
import { z } from 'zod';
import { count, currency, day, smallestUnits } from './cells.ts';
import type { ContractConfiguration } from './configuration.ts';

const cycles = { T: 'daily', W: 'weekly', M: 'monthly' } as const;

// What the engine takes: dueDayOf.
const cycleDaysMax = 60;
const graceDaysMax = 60;

const cycle: z.ZodType<SettlementCycle> = z.unknown().transform((value, context) => {
  const [, kind, workingDays] = /^([TWM])\+(\d{1,2})$/.exec(typeof value === 'string' ? value : '') ?? [];
  const count = Number(workingDays);
  if ((kind === 'T' || kind === 'W' || kind === 'M') && count >= 1 && count <= cycleDaysMax)
    return { kind: cycles[kind], workingDays: count };
  const message = `must be T+N, W+N or M+N, for instance T+1: N working days, 1 to ${cycleDaysMax}, after the day, week or month`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const fee: z.ZodType<FeeTerms> = z
  .strictObject({
    currency: currency.optional(),
    from: day.optional(),
    to: day.optional(),
    perMillion: count(0, 1_000_000),
    fixed: smallestUnits.optional(),
    least: smallestUnits.optional(),
    most: smallestUnits.optional(),
    onRefund: z.enum(['returned', 'kept'], 'must be returned or kept').optional(),
    tolerance: count(0, 1_000_000).optional(),
  })
  .refine(({ from, to }) => isInOrder(from, to), { path: ['to'], message: 'is before from' })
  .refine(({ least, most }) => isInOrder(least, most), { path: ['most'], message: 'is less than least' });

const rate: z.ZodType<RateTerms> = z
  .strictObject({
    from: currency,
    to: currency,
    fromDay: day.optional(),
    toDay: day.optional(),
    rate: z
      .string('expected a rate')
      .regex(/^(?=.*[1-9])\d{1,8}(?:\.\d{1,12})?$/, 'must be a rate as 0.85329'),
    tolerancePerMillion: count(0, 1_000_000),
  })
  .refine(({ fromDay, toDay }) => isInOrder(fromDay, toDay), {
    path: ['toDay'],
    message: 'is before fromDay',
  });

function isInOrder<Value extends string | bigint>(
  first: Value | undefined,
  last: Value | undefined,
): boolean {
  return first === undefined || last === undefined || first <= last;
}

/** The `contract` of a merchant. */
export const contract: z.ZodType<ContractConfiguration> = z
  .strictObject({
    settlement: cycle,
    graceDays: count(0, graceDaysMax).optional(),
    refundReachDays: count(0, 3_650).optional(),
    fees: z.array(fee, 'expected a list').default([]),
    rates: z.array(rate, 'expected a list').default([]),
  })
  .transform(({ graceDays, refundReachDays, ...rest }) => ({ ...rest, graceDays, refundReachDays }));
