import type { LedgerRecord } from '@alipay-intl/reconciliation/match';
import { expect, test } from 'vitest';
import {
  at,
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDays,
  payment,
  refund,
  terms,
} from '../support/books.ts';

const paid = '2026-11-20';
const refunded = '2026-11-23';
/** 0.6 % until the day of the payment, 6 % from the day behind it. */
const fees = [
  { currency: 'AUD', to: paid, perMillion: 6_000, onRefund: 'returned' },
  { currency: 'AUD', from: '2026-11-21', perMillion: 60_000, onRefund: 'returned' },
] as const;
const inputs = { terms: { ...terms, fees } };
const amount = { amount: { currency: 'AUD', value: '100000' } } as const;

const settledRefund = async (fee: string, paidBefore: readonly LedgerRecord[]) => {
  const [, second] = await matchSmallDays([
    {
      ledger: paidBefore,
      files: inStoreTransactions(paidBefore.map(({ ownId }) => `${ownId} 1 1000.00 6.00 10:00:00 PAYMENT`)),
      inputs,
    },
    {
      day: refunded,
      ledger: [refund('r', 'a', { ...amount, occurredAtMs: at('12:00:00', refunded) })],
      files: {
        ...inStoreTransactions(['r 1 1000.00 6.00 12:00:00 REFUND'], refunded),
        ...inStoreSettlement(
          [
            ...paidBefore.map(({ ownId }) => `${ownId} 1 1000.00 6.00 994.00 ${paid} 10:00:00 P`),
            `r 1 1000.00 ${fee} ${(1000 - Number(fee)).toFixed(2)} ${refunded} 12:00:00 R`,
          ],
          refunded,
        ),
      },
      inputs,
    },
  ]);
  return inWords(second?.result.breaks ?? []);
};

test('the fee of a refund is that of the terms of the day on which was paid', async () => {
  expect(await settledRefund('6.00', [payment('a', amount)])).toEqual([]);
  expect(await settledRefund('60.00', [payment('a', amount)])).toEqual(['FEE_MISMATCH open AUD 5400 r']);
});

test('where no file has the payment, any terms up to the day of the refund are right, and no others', async () => {
  expect(await settledRefund('6.00', [])).toEqual([]);
  expect(await settledRefund('60.00', [])).toEqual([]);
  expect(await settledRefund('0.00', [])).toEqual(['FEE_MISMATCH open AUD 600 r']);
});
