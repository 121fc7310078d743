import { OptionError } from '@alipay-intl/core/errors';
import { createCheckout, createMemoryJournal, type PolicyChanges } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { createScriptedRail } from '../support/scripted-rail.ts';
import { openTill, orderOf } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const clock = createVirtualClock();
const rail = createScriptedRail({}, { clock });
const journal = createMemoryJournal(clock);

async function refusal(options: object): Promise<OptionError> {
  return caught(() => createCheckout({ rail, journal, ...options }), OptionError);
}

describe('createCheckout refuses', () => {
  it.each([
    ['rail', { rail: undefined }],
    ['rail.name', { rail: { ...rail, name: 'cash' } }],
    ['rail.cancel', { rail: { ...rail, cancel: undefined } }],
    ['journal', { journal: undefined }],
    ['journal.takeDue', { journal: { ...journal, takeDue: 7 } }],
    ['policy', { policy: 7 }],
    ['oneAttemptPerOrder', { oneAttemptPerOrder: 'yes' }],
    ['worker', { worker: '' }],
    ['worker', { worker: 'x'.repeat(129) }],
    ['leaseMs', { leaseMs: 4_999 }],
    ['leaseMs', { leaseMs: 600_001 }],
    ['leaseMs', { leaseMs: 30_000.5 }],
    ['onAlarm', { onAlarm: 'mail' }],
    ['clock', { clock: { now: () => 0 } }],
    ['session', { session: '' }],
    ['session', { session: 'x'.repeat(129) }],
    ['polcy', { polcy: {} }],
  ])('a wrong %s: %j', async (path, options) => {
    const error = await refusal(options);
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.issues.map((issue) => issue.path.startsWith(path))).toContain(true);
  });

  it('a lease that is shorter than two calls', async () => {
    const error = await refusal({ leaseMs: 19_999 });
    expect(error.message).toContain('leaseMs must be at least twice callDeadlineMs');
    expect(() => createCheckout({ rail, journal, leaseMs: 20_000 })).not.toThrow();
  });

  it.each([5_000, 600_000])('no lease of %i ms', (leaseMs) => {
    const policy = { callDeadlineMs: 2_500 };
    expect(() => createCheckout({ rail, journal, leaseMs, policy })).not.toThrow();
  });
});

describe('the limits of the policy', () => {
  const limits: readonly (readonly [keyof PolicyChanges, number, number])[] = [
    ['firstQueryMs', 1_000, 600_000],
    ['queryIntervalMs', 3_000, 30_000],
    ['notFoundIntervalMs', 5_000, 7_000],
    ['notFoundQueries', 3, 10],
    ['limitMs', 5_000, 180_000],
    ['closingMarginMs', 0, 300_000],
    ['placeRepeats', 0, 3],
    ['placeGapMs', 1_000, 10_000],
    ['cancelRepeats', 3, 5],
    ['cancelIntervalMs', 5_000, 30_000],
    ['callDeadlineMs', 1_000, 30_000],
  ];
  const placed = createScriptedRail({}, { clock, name: 'entry-code' });

  it.each(limits)('%s: from %i to %i', async (name, least, most) => {
    for (const good of [least, most]) {
      expect(() => createCheckout({ rail: placed, journal, policy: { [name]: good } })).not.toThrow();
    }
    for (const bad of [least - 1, most + 1, least + 0.5, Number.NaN, `${least}`, null]) {
      const error = await refusal({ rail: placed, policy: { [name]: bad } });
      expect(error.issues.map(({ path }) => path)).toEqual([name]);
    }
  });

  it.each([
    [
      'lookBacksMs',
      [[], [1_000], [86_400_000], Array(5).fill(1_000)],
      [[999], [86_400_001], Array(6).fill(1_000), 7],
    ],
    [
      'refundGapsMs',
      [[1_000], [3_600_000], Array(20).fill(1_000)],
      [[], [999], [3_600_001], Array(21).fill(1_000)],
    ],
    ['paidAfterEnd', ['refund', 'alarm'], ['nothing', true]],
    ['neverFound', ['manual', 'declined'], ['paid', 7]],
  ])('%s', async (name, good, bad) => {
    for (const value of good) {
      expect(() => createCheckout({ rail, journal, policy: { [name]: value } })).not.toThrow();
    }
    for (const value of bad) {
      const error = await refusal({ policy: { [name]: value } });
      expect(error.issues.every(({ path }) => path.split('.')[0] === name)).toBe(true);
    }
  });

  it('every wrong setting is named at once, and unknown ones too', async () => {
    const error = await refusal({ policy: { limitMs: 1, cancelRepeats: 9, querys: 5 } });
    expect(error.issues.map(({ path }) => path).toSorted()).toEqual(['cancelRepeats', 'limitMs', 'querys']);
  });

  it('a first query behind the limit makes no sense at a till', async () => {
    const error = await refusal({ policy: { firstQueryMs: 6_000, limitMs: 6_000 } });
    expect(error.message).toContain('firstQueryMs must be below limitMs');
  });

  it('undefined means the default', () => {
    const policy = { limitMs: undefined, lookBacksMs: undefined };
    expect(() => createCheckout({ rail, journal, policy })).not.toThrow();
  });
});

describe('a payment keeps the policy that it began with', () => {
  it('whatever the worker that goes on is configured with', async () => {
    const till = openTill({ pay: ['processing'] }, { policy: { queryIntervalMs: 9_000 } });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const { clock: same, journal: store } = till;
    const other = openTill(
      { query: ['processing', 'paid'] },
      { clock: same, journal: store, policy: { queryIntervalMs: 3_000 } },
    );
    await other.run(other.checkout.resume(order.attemptId));
    expect(other.rail.sends).toEqual(['query@5', 'query@14']);
  });

  it('even where its owner changes the object afterwards', async () => {
    const policy = { lookBacksMs: [1_000], refundGapsMs: [1_000] };
    const till = openTill({ pay: ['paid'] }, { policy });
    policy.lookBacksMs.push(5);
    policy.refundGapsMs[0] = 1;
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    const [intent] = await till.checkout.history(order.attemptId);
    expect(intent).toMatchObject({ policy: { lookBacksMs: [1_000], refundGapsMs: [1_000] } });
  });
});

describe('options of calls', () => {
  const till = openTill({});
  it.each([
    ['concurrency', () => till.checkout.recover({ concurrency: 0 })],
    ['concurrency', () => till.checkout.recover({ concurrency: 257 })],
    ['everyMs', () => till.checkout.keepRecovering({ signal: AbortSignal.abort(), everyMs: 99 })],
    ['everyMs', () => till.checkout.keepRecovering({ signal: AbortSignal.abort(), everyMs: 60_001 })],
    ['signal', () => till.checkout.keepRecovering({} as never)],
    ['limit', () => till.checkout.list({ only: 'open', limit: 0 })],
    ['limit', () => till.checkout.list({ only: 'open', limit: 1_001 })],
    ['only', () => till.checkout.list({ only: 'all' as never, limit: 1 })],
    ['signal', () => till.checkout.collect(orderOf(), { signal: 7 as never })],
    ['onPlaced', () => till.checkout.collect(orderOf(), { onPlaced: 7 as never })],
  ] as const)('a wrong %s is refused', async (path, call) => {
    const error = await caught<OptionError>(call());
    expect(error).toMatchObject({ code: 'ERR_REQUEST_INVALID', issues: [{ path }] });
  });
});
