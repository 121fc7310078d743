import type { LedgerRecord } from '@alipay-intl/reconciliation/match';
import { type Branch, never } from '../branch.ts';
import { book, settle, usualSettlement } from '../compare.ts';
import { type ProviderRow, sizeOf } from '../row.ts';
import { placeUntaken } from '../untaken.ts';
import type { Stories } from './story.ts';

/** A payment that both books have, one of them with something wrong. */
function sellWrong(
  branch: Branch,
  dayNo: number,
  wrong: (record: LedgerRecord, row: ProviderRow) => LedgerRecord,
  kind: 'AMOUNT_MISMATCH' | 'CURRENCY_MISMATCH',
): void {
  const { random } = branch;
  const payment = branch.payment(dayNo);
  const row = random.chance(0.7) ? payment : refundOf(branch, payment, dayNo);
  const own = wrong(branch.record(row), row);
  const [has, should] = [sizeOf(row.gross ?? 0n), BigInt(own.amount.value)];
  const atStake = kind === 'AMOUNT_MISMATCH' ? sizeOf(has - should) : should;
  book(branch, {
    own: { row: own, on: dayNo },
    transaction: { row, on: dayNo },
    verdict: { kind, currency: own.amount.currency, atStake },
  });
}

function refundOf(branch: Branch, payment: ProviderRow, dayNo: number): ProviderRow {
  book(branch, { own: { row: branch.record(payment), on: dayNo }, transaction: { row: payment, on: dayNo } });
  // Where a refund has the own id of its payment, only amount and currency lead to it.
  return branch.setting.refundsHaveOwnIdOfPayment
    ? branch.payment(dayNo)
    : branch.refund(payment, dayNo, 1_000n);
}

const withValue = (record: LedgerRecord, value: bigint): LedgerRecord => ({
  ...record,
  amount: { ...record.amount, value: String(value) },
});

/** Both books have the row, and say different things of it. */
export const mismatches: Stories = {
  'Alipay has more': {
    plants: 'AMOUNT_MISMATCH',
    tell: (branch, dayNo) =>
      sellWrong(
        branch,
        dayNo,
        (record, row) => withValue(record, sizeOf(row.gross ?? 0n) - BigInt(branch.random.between(1, 900))),
        'AMOUNT_MISMATCH',
      ),
  },
  'Alipay has less': {
    plants: 'AMOUNT_MISMATCH',
    tell: (branch, dayNo) =>
      sellWrong(
        branch,
        dayNo,
        (record, row) => withValue(record, sizeOf(row.gross ?? 0n) + BigInt(branch.random.between(1, 900))),
        'AMOUNT_MISMATCH',
      ),
  },
  'the amount differs and the row is late': {
    plants: 'AMOUNT_MISMATCH',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo + 1);
      const own = withValue(branch.record(row, 'succeeded', { occurredAtMs: branch.time(dayNo) }), 77n);
      const verdict = {
        kind: 'AMOUNT_MISMATCH',
        currency: row.currency,
        atStake: sizeOf((row.gross ?? 0n) - 77n),
      } as const;
      book(branch, { own: { row: own, on: dayNo }, transaction: { row, on: dayNo + 1 }, verdict });
    },
  },
  'another currency': {
    plants: 'CURRENCY_MISMATCH',
    tell: (branch, dayNo) =>
      sellWrong(
        branch,
        dayNo,
        (record) => ({ ...record, amount: { ...record.amount, currency: branch.setting.otherCurrency } }),
        'CURRENCY_MISMATCH',
      ),
  },
  'Alipay was paid, own books say otherwise': {
    plants: 'STATUS_MISMATCH',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const own = branch.record(row, branch.random.pick(['failed', 'open', 'reversed']));
      const settled = usualSettlement(branch, { row, on: dayNo });
      placeUntaken(branch, { row, own, on: dayNo }, settle(branch, { row, on: dayNo }, settled), never);
    },
  },
  'Alipay refunded, own books say otherwise': {
    plants: 'STATUS_MISMATCH',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const row = branch.refund(payment, dayNo, 500n);
      const own = branch.record(row, branch.random.pick(['failed', 'open']));
      const settled = usualSettlement(branch, { row, on: dayNo });
      placeUntaken(branch, { row, own, on: dayNo }, settle(branch, { row, on: dayNo }, settled), never);
    },
  },
  'a payment that own books have as a refund': {
    plants: 'TYPE_MISMATCH',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const own: LedgerRecord = { ...branch.record(row), kind: 'refund', originalOwnId: `${row.ownId}-none` };
      const verdict = {
        kind: 'TYPE_MISMATCH',
        currency: row.currency,
        atStake: sizeOf(row.gross ?? 0n),
      } as const;
      book(branch, { own: { row: own, on: dayNo }, transaction: { row, on: dayNo }, verdict });
    },
  },
  'a refund that own books have as a payment': {
    plants: 'TYPE_MISMATCH',
    // In A1 and B0 the own id of a refund may be that of its payment.
    fits: ({ family }) => family !== 'A1' && family !== 'B0',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const row = branch.refund(payment, dayNo, 400n);
      const own: LedgerRecord = branch.record({ ...row, kind: 'payment', original: undefined });
      const verdict = { kind: 'TYPE_MISMATCH', currency: row.currency, atStake: 400n } as const;
      book(branch, { own: { row: own, on: dayNo }, transaction: { row, on: dayNo }, verdict });
    },
  },
};
