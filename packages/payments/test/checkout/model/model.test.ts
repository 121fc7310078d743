import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallFate } from '../support/gateway-model.ts';
import { type Command, runCommands } from '../support/model-run.ts';

// More runs: CHECKOUT_MODEL_RUNS=100000 npm test -- --no-check packages/payments/test/checkout/model
const numRuns = Number(process.env['CHECKOUT_MODEL_RUNS'] ?? 1_000);

const fate = fc.oneof(
  { weight: 4, arbitrary: fc.constant<CallFate>('answered') },
  { weight: 4, arbitrary: fc.constantFrom<CallFate[]>('lost-before', 'lost-after', 'late', 'not-sent') },
);
const circumstances = {
  fates: fc.array(fate, { maxLength: 12 }),
  lateS: fc.integer({ min: 1, max: 150 }),
  diesAfter: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined, freq: 3 }),
};
const attempt = fc.integer({ min: 0, max: 3 });

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('start'), attempt, ...circumstances }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('resume', 'cancel'), attempt, ...circumstances }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund'),
      attempt,
      value: fc.constantFrom(100, 300, 599),
      ...circumstances,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('recover'), ...circumstances }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('notify'), which: fc.nat(5), keep: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('buyer'), will: fc.constantFrom('pays', 'waits', 'refuses') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('buyersPay') }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('advance'), seconds: fc.integer({ min: 1, max: 90 }) }),
  },
);

describe.each(['acquiring', 'v1'] as const)('over a model of the gateway (%s)', (family) => {
  it('whatever is lost, late, repeated or killed: all money is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 30 }), (commands) => runCommands(family, commands)),
      { numRuns },
    );
    expect.hasAssertions();
  });
});
