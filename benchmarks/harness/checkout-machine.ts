import type { CheckoutPolicy, IntentEvent, PaymentEvent } from '@alipay-intl/payments/checkout';

/** As much of the checkout's machine as a benchmark needs. It is no part of the library's interface. */
export interface CheckoutMachine {
  readonly initialState: (intent: IntentEvent) => object;
  readonly fold: (state: object, event: PaymentEvent) => object;
  readonly decide: (
    state: object,
    present: { nowMs: number; holdsCharge: boolean },
  ) => { readonly kind: string };
  readonly readState: (attemptId: string, stored: readonly unknown[]) => object;
}

/** The machine of the very package that is measured. */
export async function loadMachine(): Promise<CheckoutMachine> {
  const load = (name: string): Promise<object> =>
    import(new URL(`checkout/${name}.js`, import.meta.resolve('@alipay-intl/payments/checkout')).href);
  const parts = await Promise.all(['payment-state', 'decide', 'read-events'].map(load));
  return Object.assign({}, ...parts) as CheckoutMachine;
}

/** A payment that is asked for again and again: one placing, and so many queries that decide nothing. */
export function undecidedEvents(
  policy: CheckoutPolicy,
  queries: number,
): readonly [IntentEvent, ...PaymentEvent[]] {
  const atMs = Date.UTC(2026, 10, 22);
  const answer = { kind: 'processing', traceId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' } as const;
  return [
    {
      ...{
        type: 'intent',
        atMs,
        format: 1,
        attemptId: 'attempt-1',
        rail: 'payment-code',
        orderId: 'order-1',
      },
      amount: { currency: 'USD', value: '599' },
      policy,
    },
    { type: 'answered', atMs, action: 'pay', number: 1, answer },
    ...Array.from(
      { length: queries },
      (_, index): PaymentEvent => ({
        ...{ type: 'answered', atMs: atMs + 3_000 * index, action: 'query', number: index + 1 },
        answer,
      }),
    ),
  ];
}
