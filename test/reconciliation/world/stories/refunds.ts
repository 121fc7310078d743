import type { Branch } from '../branch.ts';
import { book } from '../compare.ts';
import { type ProviderRow, sideOf, sizeOf } from '../row.ts';
import { dayAt, startAt } from '../setting.ts';
import { laterDay } from './sales.ts';
import type { Stories } from './story.ts';

/** A refund of a payment that no book has. */
function orphan(branch: Branch, dayNo: number): ProviderRow {
  return branch.refund(branch.payment(dayNo), dayNo, BigInt(branch.random.between(200, 900)));
}

function plantOrphan(branch: Branch, row: ProviderRow, dayNo: number): void {
  branch.plant(dayNo, {
    ...{ kind: 'ORPHAN_REFUND', day: dayAt(branch.setting, dayNo), currency: row.currency },
    ...{ atStake: sizeOf(row.gross ?? 0n), transaction: sideOf(row) },
  });
}

/** Refunds against the payments that they give back. */
export const refunds: Stories = {
  'a refund of nothing': {
    plants: 'ORPHAN_REFUND',
    tell: (branch, dayNo) => {
      const row = orphan(branch, dayNo);
      book(branch, { transaction: { row, on: dayNo } });
      plantOrphan(branch, row, dayNo);
    },
  },
  'a refund of a payment older than the books': {
    plants: 'none',
    fits: ({ refundReachDays }) => refundReachDays === 365,
    tell: (branch, dayNo) => {
      const row = orphan(branch, dayNo);
      book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
    },
  },
  'a refund of a payment that the books should have': {
    plants: 'ORPHAN_REFUND',
    fits: ({ refundReachDays }) => refundReachDays < 6,
    tell: (branch) => {
      const dayNo = branch.random.between(branch.setting.refundReachDays + 1, branch.lastDay);
      const row = orphan(branch, dayNo);
      book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
      plantOrphan(branch, row, dayNo);
    },
  },
  'refunds above the payment': {
    plants: 'OVER_REFUND',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const paid = sizeOf(payment.gross ?? 0n);
      const firstOn = laterDay(branch, dayNo, 2);
      const secondOn = laterDay(branch, firstOn + 1, 2);
      if (secondOn === firstOn) return;
      const first = branch.refund(payment, firstOn, paid - 1_000n);
      const second = branch.refund(payment, secondOn, 1_000n + BigInt(branch.random.between(1, 900)));
      for (const [row, on] of [
        [first, firstOn],
        [second, secondOn],
      ] as const)
        book(branch, { own: { row: branch.record(row), on }, transaction: { row, on } });
      branch.plant(secondOn, {
        ...{ kind: 'OVER_REFUND', day: dayAt(branch.setting, secondOn), currency: payment.currency },
        ...{ atStake: sizeOf(second.gross ?? 0n) - 1_000n, transaction: sideOf(second) },
      });
    },
  },
  'refunds above the payment on one day': {
    plants: 'OVER_REFUND',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo, { atMs: startAt(branch.setting, dayNo) });
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const paid = sizeOf(payment.gross ?? 0n);
      const atMs = startAt(branch.setting, dayNo) + 50_000_000;
      const first = branch.refund(payment, dayNo, paid - 1n, { atMs });
      const second = branch.refund(payment, dayNo, 500n, { atMs: atMs + 1_000 });
      for (const row of [first, second])
        book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
      branch.plant(dayNo, {
        ...{ kind: 'OVER_REFUND', day: dayAt(branch.setting, dayNo), currency: payment.currency },
        ...{ atStake: 499n, transaction: sideOf(second) },
      });
    },
  },
};
