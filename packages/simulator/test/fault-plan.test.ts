import { createManualClock, type FaultPlan, type Simulator, usualFaults } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { type Family, families, v1 } from './support/families.ts';
import { newId, payBody, send } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

const started: Simulator[] = [];
afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.close();
});
async function start(faults?: FaultPlan) {
  const clock = createManualClock(1_800_000_000_000);
  const simulator = await startQuickly({ clock, notifications: 'off', ...(faults && { faults }) });
  started.push(simulator);
  return simulator;
}

/** Everything but the two that make a caller wait. */
const quickFaults = usualFaults.filter((one) => one !== 'stall' && one !== 'stall-body');

/** Pays, queries and cancels some times over, whatever comes back. */
async function trade(simulator: Simulator, family: Family, rounds = 12) {
  for (let round = 0; round < rounds; round += 1) {
    const id = newId();
    for (const step of ['pay', 'query', 'query', 'cancel'] as const) {
      await family.send(simulator, step, id).catch(() => undefined);
    }
  }
}
async function runOf(family: Family, plan: FaultPlan) {
  const simulator = await start({ faults: quickFaults, switchOn: 0.5, fire: 0.3, ...plan });
  await trade(simulator, family);
  return simulator.control.faultPlan()!;
}

describe.each(families)('a plan for %s', (_name, family) => {
  it('does the same again for the same seed, and something else for another', async () => {
    const [first, second, other] = [
      await runOf(family, { seed: 7 }),
      await runOf(family, { seed: 7 }),
      await runOf(family, { seed: 8 }),
    ];
    expect(first.hits.length).toBeGreaterThan(5);
    expect(second).toEqual(first);
    expect(other.switchedOn).not.toEqual(first.switchedOn);
    expect(other.hits).not.toEqual(first.hits);
  });

  it('is found again in the log of calls', async () => {
    const simulator = await start({ seed: 3, faults: quickFaults, switchOn: 1, fire: 0.3 });
    await trade(simulator, family);
    simulator.control.stopFaultPlan();
    simulator.control.deliverHeldCalls();
    const { hits, switchedOn, isRunning } = simulator.control.faultPlan()!;
    expect(isRunning).toBe(false);
    expect(switchedOn).toHaveLength(quickFaults.length);
    const planned = simulator.control.calls().filter(({ isPlanned }) => isPlanned);
    const byNumber = new Map(planned.map(({ number, fault, operation }) => [number, { fault, operation }]));
    expect(hits.map(({ number }) => byNumber.get(number))).toEqual(
      hits.map(({ fault, operation }) => ({ fault, operation })),
    );
    expect(byNumber.size).toBe(hits.length);
    expect(new Set(hits.map(({ fault }) => fault)).size).toBeGreaterThan(6);
  });
});

describe('a plan', () => {
  it('hits only what it is for, as often as it says', async () => {
    const simulator = await start({
      seed: 1,
      operations: ['inquiryPayment'],
      faults: ['status-500'],
      switchOn: 1,
      fire: 1,
    });
    await trade(simulator, v1, 3);
    const { hits } = simulator.control.faultPlan()!;
    expect(hits).toHaveLength(6);
    expect(
      hits.every(({ operation, fault }) => operation === 'inquiryPayment' && fault === 'status-500'),
    ).toBe(true);
  });

  it('switches on about as many faults as it says, and fires about as often', async () => {
    const simulator = await start();
    const plans = Array.from({ length: 200 }, (_, seed) => simulator.control.planFaults({ seed }));
    const count = plans.reduce((sum, { switchedOn }) => sum + switchedOn.length, 0);
    expect(count / 200 / usualFaults.length).toBeCloseTo(0.25, 1);
    simulator.control.planFaults({ seed: 5, faults: [{ fault: 'html', fire: 0.5, switchOn: 1 }], fire: 0 });
    for (let round = 0; round < 200; round += 1) await v1.send(simulator, 'query', 'x');
    const { hits } = simulator.control.faultPlan()!;
    expect(hits.length).toBeGreaterThan(70);
    expect(hits.length).toBeLessThan(130);
  });

  it('gives way to what was ordered, and is not shifted by it', async () => {
    const plan: FaultPlan = { seed: 9, faults: ['html', 'status-500'], switchOn: 1, fire: 0.4 };
    const hitsOf = async (orderedCall: number | undefined) => {
      const simulator = await start(plan);
      for (let round = 0; round < 30; round += 1) {
        if (round === orderedCall) simulator.control.failNext({ fault: 'empty-body' });
        await send(simulator, 'pay', payBody('PaymentCode'));
      }
      return simulator.control.faultPlan()!.hits;
    };
    const plain = await hitsOf(undefined);
    const { number } = plain[1]!;
    expect(await hitsOf(number - 1)).toEqual(plain.filter((hit) => hit.number !== number));
  });

  it('can be stopped and replaced', async () => {
    const simulator = await start();
    expect(simulator.control.faultPlan()).toBeUndefined();
    simulator.control.stopFaultPlan();
    const all = { faults: ['html'], switchOn: 1, fire: 1 } as const;
    simulator.control.planFaults({ seed: 1, ...all });
    expect((await v1.send(simulator, 'query', 'x')).status).toBe(502);
    simulator.control.clearFaults();
    expect((await v1.send(simulator, 'query', 'x')).status).toBe(502);
    simulator.control.stopFaultPlan();
    expect((await v1.send(simulator, 'query', 'x')).status).toBe(200);
    expect(simulator.control.faultPlan()).toMatchObject({ seed: 1, isRunning: false });
    expect(simulator.control.planFaults({ seed: 2, ...all, fire: 0 })).toMatchObject({ seed: 2, hits: [] });
    expect((await v1.send(simulator, 'query', 'x')).status).toBe(200);
  });

  it.each([
    {},
    { seed: 1.5 },
    { seed: 1, fire: 2 },
    { seed: 1, switchOn: '1' },
    { seed: 1, faults: 'html' },
    { seed: 1, faults: ['explode'] },
    { seed: 1, faults: [null] },
    { seed: 1, faults: [{ fault: 'html', fire: -1 }] },
    { seed: 1, operations: 'pay' },
    { seed: 1, operations: ['capture'] },
  ])('refuses %j', async (plan) => {
    const refused = expect.objectContaining({ code: 'ERR_SIMULATOR_OPTION_INVALID' });
    const simulator = await start();
    expect(() => simulator.control.planFaults(plan as FaultPlan)).toThrow(refused);
    await expect(start(plan as FaultPlan)).rejects.toThrow(refused);
  });
});
