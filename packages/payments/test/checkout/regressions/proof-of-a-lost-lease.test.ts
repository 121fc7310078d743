import { expect, it } from 'vitest';
import { openTill, orderOf } from '../support/till.ts';

// A worker whose call was answered after its lease had run out threw the signed answer away.
it('a payment proven to a worker that has lost its lease is written down and told', async () => {
  let answerPay: (answer: never) => void = () => undefined;
  const slow = openTill(
    { pay: [() => new Promise<never>((resolve) => (answerPay = resolve))] },
    { leaseMs: 20_000 },
  );
  const other = openTill(
    { query: ['unknown'], cancel: ['unknown'] },
    { clock: slow.clock, journal: slow.journal, session: 'other', leaseMs: 20_000 },
  );
  const { attemptId, ...order } = orderOf();
  const collected = slow.checkout.collect({ attemptId, ...order });
  await slow.pass(25);
  expect((await other.run(other.checkout.resume(attemptId))).kind).toBe('manual');
  const proof = { traceId: 't1' };
  answerPay({ kind: 'paid', providerId: 'alipay_1', amount: order.amount, proof } as never);
  expect(await slow.run(collected)).toMatchObject({ kind: 'manual', paidWasSeen: true });
  expect(await slow.checkout.status(attemptId)).toMatchObject({ openAlarms: ['paid-while-manual'] });
  expect(slow.alarms.map(({ kind }) => kind)).toEqual(['paid-while-manual']);
});

// A worker that stood still between writing "sent" and sending cancelled what a person had settled as paid meanwhile.
it('a cancellation is not sent by a process that stood still behind its own line', async () => {
  const till = openTill(
    { pay: ['processing'], query: ['processing'], cancel: ['cancelled'] },
    { leaseMs: 20_000 },
  );
  const { append } = till.journal;
  const journal = {
    ...till.journal,
    append: async (entry: Parameters<typeof append>[0]) => {
      const result = await append(entry);
      if (entry.events.some(({ type }) => type === 'sent')) await till.clock.sleep(60_000);
      return result;
    },
  };
  const still = openTill(
    { query: ['processing'], cancel: ['cancelled'] },
    { clock: till.clock, journal, leaseMs: 20_000 },
  );
  const { attemptId, ...order } = orderOf();
  await till.run(till.checkout.start({ attemptId, ...order }));
  await still.run(still.checkout.cancel(attemptId));
  expect(still.rail.calls.filter(({ verb }) => verb === 'cancel')).toEqual([]);
});

// A refusal of the first sending, read by a worker that had lost its lease, ended a refund whose second sending was being made.
it('a refusal told to a worker that has lost its lease does not end a refund that is sent again', async () => {
  const answers: ((answer: never) => void)[] = [];
  const hang = () => new Promise<never>((resolve) => answers.push(resolve));
  const first = openTill({ pay: ['paid'], refund: [hang, 'refunded'] }, { leaseMs: 20_000 });
  const second = openTill(
    { refund: [hang] },
    { clock: first.clock, journal: first.journal, session: 'other', leaseMs: 20_000 },
  );
  const { attemptId, ...order } = orderOf();
  await first.run(first.checkout.collect({ attemptId, ...order }));
  const refund = { attemptId, refundAttemptId: 'r1', amount: { currency: 'USD', value: '100' } };
  const lost = first.checkout.refund(refund);
  await first.pass(25);
  void second.checkout.refund(refund);
  await second.pass(10);
  expect(answers).toHaveLength(2);
  const result = { resultCode: 'PROCESS_FAIL', resultStatus: 'F', resultMessage: '' };
  const proof = { traceId: 't1', result };
  answers[0]?.({ kind: 'declined', reason: { resultCode: 'PROCESS_FAIL' }, proof } as never);
  // Follows the second worker, and goes on when that one has been silent for its lease.
  expect((await first.run(lost)).kind).toBe('refunded');
});
