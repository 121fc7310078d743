import { expect, test, vi } from 'vitest';
import { checkOrder } from '../../src/checkout/order-schema.ts';
import { defaultPolicies } from '../../src/checkout/policy.ts';

const nowMs = Date.UTC(2026, 10, 20);
const policy = defaultPolicies['entry-code'];
const order = {
  attemptId: 'attempt-1',
  orderId: 'order-1',
  description: 'Coffee',
  amount: { currency: 'EUR', value: '450' },
};

test('checks orders without making a schema for each', () => {
  const later = { ...order, closesAtMs: nowMs + 600_000 };
  checkOrder(later, nowMs, policy);
  // A schema compiles itself when it is first used.
  const compile = vi.fn(Function);
  vi.stubGlobal('Function', compile);
  try {
    for (let time = 0; time < 10; time += 1) checkOrder(later, nowMs + time, policy);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(compile).not.toHaveBeenCalled();
});

test.each([
  ['at the closing margin', policy.closingMarginMs, false],
  ['behind the closing margin', policy.closingMarginMs + 1, true],
  ['after 24 hours', 86_400_000, true],
  ['after more than 24 hours', 86_400_001, false],
])('takes a closing time %s or refuses it', (_name, fromNowMs, isTaken) => {
  const check = (): unknown => checkOrder({ ...order, closesAtMs: nowMs + fromNowMs }, nowMs, policy);
  if (isTaken) expect(check()).toMatchObject(order);
  else {
    expect(check).toThrow(
      expect.objectContaining({
        code: 'ERR_REQUEST_INVALID',
        issues: [{ path: 'closesAtMs', message: expect.stringContaining('within 24 hours') }],
      }),
    );
  }
});
