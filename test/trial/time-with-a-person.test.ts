import { defaultPolicies, type PaymentEvent } from '@alipay-intl/payments/checkout';
import { expect, test } from 'vitest';
import { Deadlines } from './deadlines.ts';
import { type Fail, Ledger } from './ledger.ts';
import { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';

/** A line of the payment's journal, or a disturbance, and at what second. */
type Step = { readonly atS: number } & ({ readonly line: PaymentEvent } | { readonly disturbedS: number });

const attemptId = 'A1';
const atMs = 0;
const manual: PaymentEvent = { type: 'ended', atMs, end: 'manual', reason: 'cancel-undecided' };
const reversed: PaymentEvent = { type: 'ended', atMs, end: 'reversed' };
const reopened: PaymentEvent = { type: 'reopened', atMs, by: 'Kim' };

// By its policy 270 s are allowed: 70 s for the window, 140 s for the cancellations, and a minute.
const intent: PaymentEvent = {
  type: 'intent',
  atMs,
  format: 1,
  attemptId,
  rail: 'payment-code',
  orderId: 'O1',
  amount: { currency: 'USD', value: '599' },
  policy: defaultPolicies['payment-code'],
};

/** A payment that is opened at second 0, and what V3 finds. */
async function judge(steps: readonly Step[]): Promise<readonly string[]> {
  const scheduler = new Scheduler(new Random(1, 0));
  const breaches: string[] = [];
  const fail: Fail = (rule, _attemptId, what) => {
    if (rule === 'V3 bounded time') breaches.push(what);
  };
  const deadlines = new Deadlines(scheduler, fail, { everyMs: 3_000, queueLength: 1 });
  const ledger = new Ledger(
    fail,
    () => true,
    () => scheduler.nowMs,
  );
  const lease = { session: 'W0.1', worker: undefined, leaseMs: 30_000 };
  const account = ledger.opened({ attemptId, events: [intent], lease }, 1, { nowMs: 0, storeMs: 0 });
  if (account === undefined) throw new Error('The payment was not opened.');
  deadlines.begin(account);
  for (const step of steps) {
    scheduler.at(step.atS * 1_000, 'step', () => {
      if ('disturbedS' in step) return deadlines.disturb(step.disturbedS * 1_000);
      ledger.rules.fold(account, step.line);
      if (step.line.type === 'reopened') deadlines.begin(account);
    });
  }
  await scheduler.run(() => false);
  return breaches;
}

// Ended within what a disturbance allowed, which puts off the judgement to second 1170, when a person has reopened it.
const reopenedBeforeTheJudgement: readonly Step[] = [
  { atS: 0, disturbedS: 900 },
  { atS: 300, line: manual },
  { atS: 1_150, line: reopened },
];

test('the time in which a payment waits for a person is not counted', async () => {
  expect(await judge([...reopenedBeforeTheJudgement, { atS: 1_340, line: reversed }])).toEqual([]);
});

test('a reopened payment has the time of its cancellations to end, and is told when it does not', async () => {
  const told = ['undecided after 200001 ms, 200000 are allowed'];
  expect(await judge(reopenedBeforeTheJudgement)).toEqual(told);
  expect(
    await judge([
      { atS: 100, line: manual },
      { atS: 1_150, line: reopened },
    ]),
  ).toEqual(told);
});

test('a disturbance that was under way at the reopening counts as far as it still lasts', async () => {
  const steps: readonly Step[] = [
    { atS: 100, line: manual },
    { atS: 1_140, disturbedS: 90 },
    { atS: 1_150, line: reopened },
  ];
  expect(await judge([...steps, { atS: 1_425, line: reversed }])).toEqual([]);
  expect(await judge(steps)).toEqual(['undecided after 280001 ms, 280000 are allowed']);
});

test('a payment that was never reopened is told when its window, its cancellations and a minute are over', async () => {
  expect(await judge([])).toEqual(['undecided after 270001 ms, 270000 are allowed']);
});
