import type { PaymentEvent } from '@alipay-intl/payments/checkout';
import type { PaymentSnapshot } from '@alipay-intl/simulator';
import type { JournalledPayment, KillRun } from './kill-run.ts';

/** What is wrong behind a run, each with the facts that explain it; empty where all holds. */
export function judgeKills(run: KillRun): readonly string[] {
  const truths = new Map(run.payments.map((one) => [one.paymentRequestId, one]));
  const wrong = [...run.violations];
  const note = (attemptId: string, what: string): void => {
    const ofPayment = (one: { readonly paymentRequestId: string | undefined }): boolean =>
      one.paymentRequestId === attemptId;
    const seen = [...run.calls.filter(ofPayment), ...run.deliveries.filter(ofPayment)];
    wrong.push(explain(attemptId, what, truths.get(attemptId), run.journal.get(attemptId), seen));
  };
  for (const attemptId of truths.keys()) {
    if (!run.journal.has(attemptId))
      note(attemptId, 'V6: Alipay has a payment that the journal does not hold');
  }
  for (const [attemptId, payment] of run.journal) {
    for (const what of judgePayment(attemptId, payment, truths.get(attemptId), run)) note(attemptId, what);
  }
  for (const attemptId of run.told.keys()) {
    if (!run.journal.has(attemptId)) note(attemptId, 'V2: an end was told that the journal does not hold');
  }
  return [...wrong, ...judgeOrders(run, truths)];
}

function judgePayment(
  attemptId: string,
  payment: JournalledPayment,
  truth: PaymentSnapshot | undefined,
  run: KillRun,
): readonly string[] {
  const { events, outcome } = payment;
  const wrong = [...judgeMoney(payment, truth), ...judgeTold(attemptId, payment, run)];
  if (outcome === 'pending') wrong.push('V3: never ended');
  if (events.filter(({ type }) => type === 'ended').length > 1) wrong.push('V5: ended more than once');
  if (outcome === 'reversed' && !events.some(isCancelProof))
    wrong.push('V4: reversed without a confirmation');
  const pays = run.calls.filter((call) => isPay(call.operation) && call.paymentRequestId === attemptId);
  const sent = new Set(pays.map(({ number }) => number)).size;
  if (sent > 1) wrong.push(`V1: sent ${sent} times`);
  // A failure of the acquiring family names no payment, so it has nowhere to be written. docs/wire/acquiring §11.
  const isAcknowledged = run.deliveries.some(
    (one) => one.paymentRequestId === attemptId && one.acknowledged && one.resultCode === 'SUCCESS',
  );
  const notified = events.filter(({ type }) => type === 'notified').length;
  if (isAcknowledged && notified !== 1)
    wrong.push(`V8: a notification was acknowledged and written ${notified} times`);
  return wrong;
}

function judgeMoney(
  { events, outcome, openAlarms }: JournalledPayment,
  truth: PaymentSnapshot | undefined,
): readonly string[] {
  const [intent] = events;
  const paid = intent?.type === 'intent' ? BigInt(intent.amount.value) : 0n;
  if (truth !== undefined && BigInt(truth.paymentAmount.value) !== paid)
    return ['V6: another amount was sent'];
  const needsPerson = outcome === 'manual' || openAlarms.length > 0;
  const believed = outcome === 'paid' ? paid - refundedIn(events) : 0n;
  if (needsPerson || believed === heldOf(truth)) return [];
  return [`V2, V11: Alipay says ${heldOf(truth)}, the journal says ${believed} (${outcome})`];
}

function judgeTold(
  attemptId: string,
  { events, outcome }: JournalledPayment,
  { told, toldRefunds }: KillRun,
): readonly string[] {
  const end = told.get(attemptId);
  const wrong = end === undefined || end === outcome ? [] : [`V5: told ${end}, is ${outcome}`];
  for (const event of events) {
    if (event.type !== 'refund-ended') continue;
    const toldEnd = toldRefunds.get(event.refundAttemptId) ?? event.end;
    if (toldEnd === 'manual' || toldEnd === event.end) continue;
    wrong.push(`V5: the refund ${event.refundAttemptId} was told ${toldEnd}, is ${event.end}`);
  }
  return wrong;
}

/** V1 over the attempts of one order. */
function judgeOrders({ journal }: KillRun, truths: ReadonlyMap<string, PaymentSnapshot>): readonly string[] {
  const held = new Map<string, string[]>();
  for (const [attemptId, { events, openAlarms, outcome }] of journal) {
    const [intent] = events;
    if (intent?.type !== 'intent' || outcome === 'manual' || openAlarms.length > 0) continue;
    if (truths.get(attemptId)?.paymentStatus !== 'SUCCESS' || outcome !== 'paid') continue;
    held.set(intent.orderId, [...(held.get(intent.orderId) ?? []), attemptId]);
  }
  return [...held]
    .filter(([, attempts]) => attempts.length > 1)
    .map(([orderId, attempts]) => `V1: ${orderId} was paid by ${attempts}`);
}

function isPay(operation: string): boolean {
  return operation === 'pay' || operation === 'acquiring.pay';
}

function isCancelProof(event: PaymentEvent): boolean {
  return event.type === 'answered' && event.answer.kind === 'cancelled';
}

/** What the merchant holds in truth, in the smallest unit. */
function heldOf(truth: PaymentSnapshot | undefined): bigint {
  if (truth?.paymentStatus !== 'SUCCESS') return 0n;
  return BigInt(truth.paymentAmount.value) - BigInt(truth.refundedAmount.value);
}

function refundedIn(events: readonly PaymentEvent[]): bigint {
  const done = new Set<string>();
  for (const event of events) {
    if (event.type === 'refund-ended' && event.end === 'refunded') done.add(event.refundAttemptId);
  }
  let sum = 0n;
  for (const event of events) {
    if (event.type === 'refund-intent' && done.has(event.refundAttemptId)) sum += BigInt(event.amount.value);
  }
  return sum;
}

function explain(
  attemptId: string,
  what: string,
  truth: PaymentSnapshot | undefined,
  payment: JournalledPayment | undefined,
  seen: readonly object[],
): string {
  const lines = [
    ...(payment?.events ?? []).map((event) => JSON.stringify({ ...event, policy: undefined })),
    ...seen.map((one) => `at Alipay ${JSON.stringify(one)}`),
    `truth ${JSON.stringify(truth)}`,
    `alarms ${JSON.stringify(payment?.openAlarms)}`,
  ];
  return [`${what}: ${attemptId}`, ...lines].join('\n    ');
}
