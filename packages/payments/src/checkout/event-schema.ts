import { isAmount } from '@alipay-intl/core/money';
import { z } from 'zod';
import type { PaymentEvent } from './payment-event.ts';

// What the store gives back is checked before anything is decided from it.

const text = z.string();
const optionalText = text.optional();
const atMs = z.number();
const number = z.int();
const amount = z.custom<{ readonly currency: string; readonly value: string }>(
  isAmount,
  'expected an amount',
);

const answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('paid'),
    providerId: optionalText,
    amount: amount.optional(),
    traceId: optionalText,
  }),
  z.object({ kind: z.literal('placed'), providerId: optionalText, traceId: optionalText }),
  z.object({ kind: z.enum(['processing', 'cancelled', 'not-found']), traceId: optionalText }),
  z.object({ kind: z.literal('declined'), resultCode: text, traceId: optionalText }),
  z.object({ kind: z.literal('refunded'), providerRefundId: optionalText, traceId: optionalText }),
  z.object({
    kind: z.literal('unknown'),
    errorCode: text,
    resultCode: optionalText,
    traceId: optionalText,
  }),
  z.object({ kind: z.literal('not-sent'), errorCode: text }),
]);

const policy = z.object({
  firstQueryMs: number,
  queryIntervalMs: number,
  notFoundIntervalMs: number,
  notFoundQueries: number,
  limitMs: number,
  closingMarginMs: number,
  placeRepeats: number,
  placeGapMs: number,
  cancelRepeats: number,
  cancelIntervalMs: number,
  callDeadlineMs: number,
  paidAfterEnd: z.enum(['refund', 'alarm']),
  neverFound: z.enum(['manual', 'declined']),
  lookBacksMs: z.array(number),
  refundGapsMs: z.array(number),
});

const fact = z.object({
  kind: z.enum(['paid', 'declined', 'cancelled']),
  amount: amount.optional(),
  providerId: optionalText,
  resultCode: optionalText,
});

const alarm = z.enum([
  'paid-after-end',
  'paid-while-manual',
  'cancelled-after-paid',
  'declined-after-paid',
  'open-after-end',
  'amount-differs',
  'refund-undecided',
  'refund-refused',
]);

const ended = z.discriminatedUnion('end', [
  z.object({ type: z.literal('ended'), atMs, end: z.literal('paid'), providerId: optionalText }),
  z.object({
    type: z.literal('ended'),
    atMs,
    end: z.literal('declined'),
    resultCode: optionalText,
    notSent: optionalText,
  }),
  z.object({ type: z.literal('ended'), atMs, end: z.literal('reversed') }),
  z.object({
    type: z.literal('ended'),
    atMs,
    end: z.literal('manual'),
    reason: z.enum(['cancel-undecided', 'cancel-refused', 'never-found', 'amount-differs']),
  }),
]);

const refundOf = { atMs, refundAttemptId: text } as const;

/** How each event looks, by its `type`. */
export const eventSchemas: Readonly<Record<PaymentEvent['type'], z.ZodType<PaymentEvent>>> = {
  intent: z.object({
    type: z.literal('intent'),
    atMs,
    format: number,
    attemptId: text,
    rail: text,
    orderId: text,
    amount,
    closesAtMs: z.number().optional(),
    policy,
  }),
  sent: z.object({ type: z.literal('sent'), atMs, action: z.enum(['pay', 'cancel']), number }),
  answered: z.object({
    type: z.literal('answered'),
    atMs,
    action: z.enum(['pay', 'query', 'cancel']),
    number,
    answer,
  }),
  notified: z.object({ type: z.literal('notified'), atMs, fact }),
  'cancel-asked': z.object({ type: z.literal('cancel-asked'), atMs }),
  abandoned: z.object({
    type: z.literal('abandoned'),
    atMs,
    reason: z.enum(['time-limit', 'not-found', 'not-placed', 'caller']),
  }),
  ended,
  alarm: z.object({ type: z.literal('alarm'), atMs, alarm }),
  'alarm-settled': z.object({
    type: z.literal('alarm-settled'),
    atMs,
    alarm,
    how: z.enum(['reversal-stands', 'refunded', 'not-refunded', 'by-person']),
  }),
  'refund-intent': z.object({
    type: z.literal('refund-intent'),
    ...refundOf,
    amount,
    reason: optionalText,
    isAutomatic: z.boolean().optional(),
  }),
  'refund-sent': z.object({ type: z.literal('refund-sent'), ...refundOf, number }),
  'refund-answered': z.object({ type: z.literal('refund-answered'), ...refundOf, number, answer }),
  'refund-ended': z.object({
    type: z.literal('refund-ended'),
    ...refundOf,
    end: z.enum(['refunded', 'declined', 'manual']),
    resultCode: optionalText,
    by: optionalText,
    note: optionalText,
  }),
  'refund-reopened': z.object({ type: z.literal('refund-reopened'), ...refundOf }),
  settled: z.object({
    type: z.literal('settled'),
    atMs,
    as: z.enum(['paid', 'declined', 'reversed']),
    by: text,
    note: text,
  }),
  reopened: z.object({ type: z.literal('reopened'), atMs, by: text }),
};
