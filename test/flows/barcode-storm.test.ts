import type { PaymentRail, RailCharge } from '@alipay-intl/payments';
import { createManualClock, type FaultName, testPaymentCodes } from '@alipay-intl/simulator';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openScene, type Scene } from './support/till.ts';

// Whatever goes wrong between the till and Alipay, what the till believes in the end is true, or it knows that it
// does not know. A small driver asks and reverses as docs/wire/acquiring §8.2 says, with every call at risk.

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(createManualClock(Date.parse('2026-11-01T12:00:00+08:00')));
});
afterAll(() => scene.close());

const faults: readonly FaultName[] = [
  ...(['lose-request', 'lose-answer', 'truncated', 'unsigned', 'unsigned-failure', 'foreign-key'] as const),
  ...(['wrong-signature', 'wrong-message', 'wrong-function', 'wrong-client', 'repeated-key'] as const),
  ...(['repeated-member', 'hidden-member', 'trailing-bytes', 'html', 'status-500', 'empty-body'] as const),
  ...(['double-base64', 'triple-base64', 'sha1-signature', 'result', 'late'] as const),
];
const risk = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: fc.constantFrom(...faults) },
);
const codes = Object.entries(testPaymentCodes).filter(([name]) => name !== 'invalidCode');
const storm = fc.record({
  code: fc.constantFrom(...codes.map(([, code]) => code)),
  risks: fc.array(risk, { minLength: 12, maxLength: 12 }),
  confirmsAt: fc.nat({ max: 8 }),
  repeats: fc.boolean(),
});

type Belief = 'paid' | 'declined' | 'cancelled' | 'manual';

/** Drives one charge to its end: pay, queries, reversals. Nothing is believed but outcomes. */
async function drive(
  rail: PaymentRail,
  charge: RailCharge,
  step: () => Promise<void>,
  repeats: boolean,
): Promise<Belief> {
  const reference = { attemptId: charge.attemptId };
  await step();
  const first = await rail.pay(charge);
  if (first.kind === 'paid' || first.kind === 'declined') return first.kind;
  for (let round = 0; round < 4; round += 1) {
    await step();
    const state = repeats && round === 1 ? await rail.pay(charge) : await rail.query(reference);
    if (state.kind === 'paid' || state.kind === 'declined' || state.kind === 'cancelled') return state.kind;
  }
  for (let round = 0; round < 5; round += 1) {
    await step();
    if ((await rail.cancel(reference)).kind === 'cancelled') return 'cancelled';
  }
  return 'manual';
}

let charges = 0;

it('nothing is charged twice, lost, or believed wrongly', async () => {
  const beliefs: Record<Belief, number> = { paid: 0, declined: 0, cancelled: 0, manual: 0 };
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(storm, async ({ code, risks, confirmsAt, repeats }) => {
      const { simulator, rail } = scene;
      const { control } = simulator;
      charges += 1;
      const attemptId = `storm_${charges}`;
      const amount = { currency: 'USD', value: String(1_000 + charges) };
      const charge = { attemptId, orderId: 'o', description: 'Coffee', amount, scannedCode: code };
      let steps = 0;
      const step = async (): Promise<void> => {
        const fault = risks[steps];
        if (steps === confirmsAt && control.payment(attemptId)?.paymentStatus === 'PROCESSING')
          await control.confirm(attemptId);
        steps += 1;
        control.clearFaults();
        if (fault === undefined) return;
        hits += 1;
        control.failNext({ operation: 'any', fault, ...(fault === 'late' && { delayMs: 2_000 }) });
      };
      const belief = await drive(rail, charge, step, repeats);
      control.clearFaults();
      // Whatever is still on its way arrives.
      await control.advance(10_000);
      beliefs[belief] += 1;

      const payments = control.payments().filter(({ paymentRequestId }) => paymentRequestId === attemptId);
      expect(payments.length).toBeLessThanOrEqual(1);
      const truth = payments[0]?.paymentStatus ?? 'NONE';
      if (belief === 'paid') expect(truth).toBe('SUCCESS');
      if (belief === 'declined') expect(['FAIL', 'NONE', 'CANCELLED']).toContain(truth);
      if (belief === 'cancelled') expect(['CANCELLED', 'FAIL', 'NONE']).toContain(truth);
      if (belief === 'manual') {
        // Once the storm is over, a query tells.
        const { kind } = await rail.query({ attemptId });
        const kinds = {
          SUCCESS: 'paid',
          PROCESSING: 'processing',
          FAIL: 'cancelled',
          CANCELLED: 'cancelled',
          NONE: 'not-found',
        };
        expect(kind).toBe(kinds[truth]);
      }
      if (payments[0] !== undefined) expect(payments[0].paymentAmount).toEqual(amount);
    }),
    { numRuns: 250 },
  );
  expect(hits).toBeGreaterThan(250);
  expect(beliefs.paid).toBeGreaterThan(20);
  expect(beliefs.declined).toBeGreaterThan(5);
  expect(beliefs.cancelled).toBeGreaterThan(10);
});
