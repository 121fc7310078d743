import type { PaymentEvent } from '@alipay-intl/payments/checkout';
import { type CrashWorld, crashPolicy, leaseMs, order } from './crash-world.ts';
import { netOf, refundedSum } from './gateway-model.ts';

/** What is wrong when nothing moves any more; empty where all holds. */
export function judgeRun(world: CrashWorld, idleMs: number): readonly string[] {
  const events = world.watched.events(order.attemptId);
  const wrong = [...world.violations];
  if (events.length === 0) {
    if (world.gateway.truth.payRequests > 0) wrong.push('V6: sent without an intent');
    return wrong;
  }
  return [
    ...wrong,
    ...judgeMoney(world, events),
    ...judgeEnds(world, events, idleMs),
    ...judgeReports(world),
    ...judgeNotifications(world, events),
  ];
}

/** V1, V2, V5, V11. */
function judgeMoney({ gateway, watched }: CrashWorld, events: readonly PaymentEvent[]): readonly string[] {
  const wrong: string[] = [];
  const { truth } = gateway;
  if (truth.payRequests > 1 || truth.charges > 1) {
    wrong.push(`V1: sent ${truth.payRequests} times, charged ${truth.charges} times`);
  }
  const intents = events.filter((event) => event.type === 'refund-intent');
  const declinedRefunds = new Set(
    events.flatMap((event) =>
      event.type === 'refund-ended' && event.end === 'declined' ? [event.refundAttemptId] : [],
    ),
  );
  const meant = intents
    .filter(({ refundAttemptId }) => !declinedRefunds.has(refundAttemptId))
    .reduce((sum, { amount }) => sum + Number(amount.value), 0);
  if (refundedSum(truth) > truth.charged || meant > Number(order.amount.value)) {
    wrong.push(`V5: ${refundedSum(truth)} of ${truth.charged} was refunded, ${meant} was meant to be`);
  }
  if (new Set(intents.map(({ refundAttemptId }) => refundAttemptId)).size < intents.length) {
    wrong.push('V6: a refund has two intents');
  }
  const summary = watched.summary(order.attemptId);
  const believed = summary?.state === 'paid' ? Number(order.amount.value) - believedRefunds(events) : 0;
  if (summary?.needsPerson !== true && netOf(truth) !== believed) {
    wrong.push(
      `V2, V11: the merchant holds ${netOf(truth)}, the journal says ${believed} (${summary?.state})`,
    );
  }
  return wrong;
}

function believedRefunds(events: readonly PaymentEvent[]): number {
  const done = new Set(
    events.flatMap((event) =>
      event.type === 'refund-ended' && event.end === 'refunded' ? [event.refundAttemptId] : [],
    ),
  );
  return events
    .filter((event) => event.type === 'refund-intent')
    .filter(({ refundAttemptId }) => done.has(refundAttemptId))
    .reduce((sum, { amount }) => sum + Number(amount.value), 0);
}

/** V3, V4, V5. */
function judgeEnds(
  { fate, gateway }: CrashWorld,
  events: readonly PaymentEvent[],
  idleMs: number,
): readonly string[] {
  const wrong: string[] = [];
  const ends = events.filter((event) => event.type === 'ended');
  const [end] = ends;
  if (end === undefined) return ['V3: it never ended'];
  if (ends.length > 1) wrong.push(`V5: it ended ${ends.length} times`);
  const { limitMs, notFoundQueries, notFoundIntervalMs, cancelRepeats, cancelIntervalMs, callDeadlineMs } =
    crashPolicy;
  const driveMs =
    limitMs +
    notFoundQueries * (notFoundIntervalMs + callDeadlineMs) +
    (cancelRepeats + 1) * (cancelIntervalMs + callDeadlineMs) +
    60_000;
  const tookMs = end.atMs - (events[0]?.atMs ?? 0);
  if (tookMs > driveMs + idleMs + fate.deaths.length * leaseMs) wrong.push(`V3: it took ${tookMs} ms`);
  const isProven = events.some(
    (event) =>
      (event.type === 'answered' && event.answer.kind === 'cancelled') ||
      (event.type === 'notified' && event.fact.kind === 'cancelled'),
  );
  // A cancellation whose answer was lost shows in a query.
  if (end.end === 'reversed' && !(isProven && gateway.truth.cancelsDone > 0)) {
    wrong.push('V4: reversed without a confirmation');
  }
  return wrong;
}

/** What the merchant was told is what the journal says. */
function judgeReports({ told, watched }: CrashWorld): readonly string[] {
  const state = watched.summary(order.attemptId)?.state;
  return told
    .filter((one) => one !== state && one !== 'pending')
    .map((one) => `V5: told ${one}, then ${state}`);
}

/** V8. */
function judgeNotifications(
  { acknowledged }: CrashWorld,
  events: readonly PaymentEvent[],
): readonly string[] {
  const notified = events.filter((event) => event.type === 'notified');
  if (acknowledged.length > 0 && notified.length !== 1) {
    return [`V8: acknowledged ${acknowledged.length} times, written ${notified.length} times`];
  }
  return [];
}
