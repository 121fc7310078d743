import type { PaymentRail } from '@alipay-intl/payments';
import { testPaymentCodes } from '@alipay-intl/simulator';
import type { Shop } from './open-shop.ts';

/** A payment of the script, and what becomes of it. */
interface Sale {
  readonly at: string;
  readonly currency: string;
  readonly value: string;
  /** Refunds in the smallest unit, each on its day. */
  readonly refunds?: readonly (readonly [at: string, value: string])[];
  readonly cancelled?: boolean;
}

/** Thursday to Monday: currencies with two decimals and none, a weekend, midnight, refunds on other days, cancels. */
const script: readonly Sale[] = [
  { at: '2026-11-19T10:00', currency: 'USD', value: '7300', refunds: [['2026-11-19T11:00', '723']] },
  { at: '2026-11-19T10:01', currency: 'JPY', value: '18001', refunds: [['2026-11-21T09:00', '9000']] },
  { at: '2026-11-19T10:02', currency: 'EUR', value: '501', cancelled: true },
  { at: '2026-11-19T23:59', currency: 'USD', value: '1' },
  {
    at: '2026-11-20T00:00',
    currency: 'USD',
    value: '123456789',
    refunds: [['2026-11-20T08:00', '123456789']],
  },
  {
    at: '2026-11-20T12:00',
    currency: 'HKD',
    value: '99999',
    refunds: [
      ['2026-11-23T12:00', '1'],
      ['2026-11-23T12:01', '2'],
    ],
  },
  { at: '2026-11-21T12:00', currency: 'JPY', value: '1', cancelled: true },
  { at: '2026-11-22T12:00', currency: 'KRW', value: '18000' },
  { at: '2026-11-22T12:01', currency: 'USD', value: '5000', cancelled: true },
  { at: '2026-11-23T09:00', currency: 'EUR', value: '8333', refunds: [['2026-11-23T09:30', '833']] },
];

/** Before the first sale, after the files of Wednesday have come. */
export const weekBegins = '2026-11-19T09:30';
/** The days that have files: transactions until Monday, their settlements until Tuesday. */
export const weekDays: readonly string[] = [19, 20, 21, 22, 23, 24].map((day) => `2026-11-${day}`);
/** The morning on which the last of them is there. */
export const weekIsPublished = '2026-11-25T10:30';

type Step = readonly [at: string, take: (rail: PaymentRail) => Promise<void>];

/**
 * Takes the payments of the script over both APIs, with what the buyers give back.
 *
 * @param until - a moment; what comes later is left out.
 */
export async function playWeek({ rails, advanceTo }: Shop, until = weekIsPublished): Promise<void> {
  const steps = rails.flatMap((rail) =>
    script.flatMap((sale, index) =>
      stepsOf(sale, `${rail.name}-${index + 1}`).map(([at, take]) => ({ at, take: () => take(rail) })),
    ),
  );
  const due = steps.filter(({ at }) => at < until);
  for (const { at, take } of due.toSorted((one, other) => one.at.localeCompare(other.at))) {
    await advanceTo(at);
    await take();
  }
}

function stepsOf(
  { at, currency, value, refunds = [], cancelled = false }: Sale,
  attemptId: string,
): readonly Step[] {
  let providerId = '';
  const pay = async (rail: PaymentRail): Promise<void> => {
    const amount = { currency, value };
    const description = 'Coffee, "large" | 2 cups';
    const scannedCode = testPaymentCodes.paysAtOnce;
    const outcome = await rail.pay({ attemptId, orderId: attemptId, description, amount, scannedCode });
    if (outcome.kind !== 'paid') throw new Error(`${attemptId} came out as ${outcome.kind}`);
    providerId = outcome.providerId ?? '';
    if (cancelled) demand((await rail.cancel({ attemptId, providerId })).kind, 'cancelled');
  };
  const giveBack = refunds.map(([when, part], index): Step => {
    const refundAttemptId = `${attemptId}-refund-${index + 1}`;
    const amount = { currency, value: part };
    return [
      when,
      async (rail) => demand((await rail.refund({ refundAttemptId, providerId, amount })).kind, 'refunded'),
    ];
  });
  return [[at, pay], ...giveBack];
}

function demand(kind: string, expected: string): void {
  if (kind !== expected) throw new Error(`it came out as ${kind}, not ${expected}`);
}
