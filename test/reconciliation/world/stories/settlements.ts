import { type Branch, never } from '../branch.ts';
import { book, untransacted } from '../compare.ts';
import { type ProviderRow, sizeOf } from '../row.ts';
import { startAt } from '../setting.ts';
import { laterDay } from './sales.ts';
import { isNewer, type Stories } from './story.ts';

/** A payment of a settlement whose money is another than that of its transaction. */
function settleOtherwise(branch: Branch, dayNo: number, change: bigint): void {
  const payment = branch.payment(dayNo);
  const isRefund = branch.random.chance(0.3);
  const row = isRefund ? branch.refund(payment, dayNo, 2_000n) : payment;
  if (isRefund)
    book(branch, {
      own: { row: branch.record(payment), on: dayNo },
      transaction: { row: payment, on: dayNo },
    });
  const gross = (row.gross ?? 0n) + change;
  const other = branch.row(row.kind, row.type, gross, { ...withoutPrice(row) });
  book(branch, {
    own: { row: branch.record(row), on: dayNo },
    transaction: { row, on: dayNo },
    settled: { row: other, on: dayNo + 1 },
    settledVerdict: { kind: 'AMOUNT_MISMATCH', currency: row.currency, atStake: sizeOf(change) },
  });
}

function withoutPrice({ ownId, providerId, atMs, original, currency }: ProviderRow) {
  return { ownId, providerId, atMs, original, currency };
}

/** Settlements beside transactions. */
export const settlements: Stories = {
  'never settled': {
    plants: 'OVERDUE_SETTLEMENT',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: 'never',
      });
    },
  },
  'settled late': {
    plants: 'OVERDUE_SETTLEMENT',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const on = branch.lastDay - branch.random.between(0, 1);
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: { row, on: Math.max(on, dayNo) },
      });
    },
  },
  'a refund never settled': {
    plants: 'OVERDUE_SETTLEMENT',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const row = branch.refund(payment, dayNo, 1_100n);
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: 'never',
      });
    },
  },
  'settled, but in no transaction file': {
    plants: 'SETTLED_BUT_NOT_TRANSACTED',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        settled: { row, on: laterDay(branch, dayNo, 2) },
      });
    },
  },
  'settled before the transaction file has it': {
    plants: 'SETTLED_BUT_NOT_TRANSACTED',
    fits: isNewer,
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const on = dayNo + branch.random.between(1, 3);
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on },
        settled: { row, on: dayNo + branch.random.between(0, on - dayNo - 1) },
      });
    },
  },
  'settled, older than the books': {
    plants: 'none',
    tell: (branch, dayNo) => {
      const atMs = startAt(branch.setting, 0) - branch.random.between(1, 200_000) * 1_000;
      const row = branch.payment(dayNo, { atMs });
      branch.placeSettlement(dayNo, row, new Map([[dayNo, 'before-books']]));
    },
  },
  'settled with more': {
    plants: 'AMOUNT_MISMATCH',
    tell: (branch, dayNo) => settleOtherwise(branch, dayNo, 150n),
  },
  'settled with less': {
    plants: 'AMOUNT_MISMATCH',
    tell: (branch, dayNo) => settleOtherwise(branch, dayNo, -150n),
  },
  'settled in another currency': {
    plants: 'CURRENCY_MISMATCH',
    fits: ({ family }) => family === 'A1',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const { otherCurrency } = branch.setting;
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: { row: { ...row, currency: otherCurrency, netCurrency: otherCurrency }, on: dayNo + 1 },
        settledVerdict: {
          kind: 'CURRENCY_MISMATCH',
          currency: row.currency,
          atStake: sizeOf(row.gross ?? 0n),
        },
      });
    },
  },
  'an adjustment of Alipay': {
    plants: 'none',
    fits: isNewer,
    tell: (branch, dayNo) => {
      const ids = { ownId: '', providerId: branch.newIds(dayNo).providerId };
      const { netCurrency } = branch.setting;
      const value = BigInt(branch.random.between(1, 50_000));
      const isFee = branch.random.chance(0.5);
      const common = { ...ids, atMs: branch.time(dayNo), currency: netCurrency };
      const row: ProviderRow = {
        ...branch.row('account-level', isFee ? 'SETTLEMENT_FEE' : 'RESERVE', 0n, common),
        ...{ gross: undefined, converted: undefined, rate: undefined, netCurrency },
        ...(isFee ? { fee: -value, netOff: 0n } : { fee: undefined, netOff: -value }),
      };
      branch.placeSettlement(dayNo, row, new Map([[dayNo, 'account-level']]));
      const correction: ProviderRow = {
        ...row,
        kind: 'provider-rounding',
        type: 'DEFAULT',
        fee: -2n,
        netOff: 0n,
        providerId: `${ids.providerId}9`,
      };
      if (branch.random.chance(0.5))
        branch.placeSettlement(dayNo, correction, new Map([[dayNo, 'provider-rounding']]));
    },
  },
  'a dispute': {
    plants: 'none',
    fits: isNewer,
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const on = laterDay(branch, dayNo, 2);
      const [kind, type] = branch.random.pick([
        ['dispute', 'DISPUTE'],
        ['dispute', 'DISPUTE'],
        ['rapid-dispute-resolution', 'RAPID_DISPUTE_RESOLUTION'],
      ] as const);
      const ids = { ownId: '', providerId: `D${branch.newIds(on).providerId}` };
      const row = branch.row(kind, type, -(payment.gross ?? 0n), {
        ...ids,
        atMs: branch.time(on),
        original: payment,
      });
      adjust(branch, row, on);
      if (branch.random.chance(0.4)) {
        const won = branch.row('dispute-reversal', 'DISPUTE_REVERSAL', payment.gross ?? 0n, {
          ...ids,
          atMs: branch.time(on),
          original: payment,
        });
        adjust(branch, won, on);
      }
    },
  },
  'a success that came too late': {
    plants: 'none',
    fits: isNewer,
    tell: (branch, dayNo) => {
      const ids = { ownId: '', providerId: `L${branch.newIds(dayNo).providerId}` };
      const row = branch.row('payment-reversal', 'PAYMENT_REVERSAL', branch.amount(), {
        ...ids,
        atMs: branch.time(dayNo),
      });
      branch.placeSettlement(dayNo, row, new Map([[dayNo, 'adjustment']]));
    },
  },
  'an authorization and its capture': {
    plants: 'none',
    fits: ({ family }) => family === 'B1' || family === 'B2',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      const authorization: ProviderRow = {
        ...payment,
        kind: 'authorization',
        type: 'AUTHORIZATION',
        providerId: `A${payment.providerId}`,
      };
      const capture: ProviderRow = { ...payment, type: 'CAPTURE', original: authorization };
      branch.placeTransaction(dayNo, authorization, new Map([[dayNo, 'no-money']]), new Map());
      const own = branch.record(payment, 'succeeded', { providerId: authorization.providerId });
      book(branch, { own: { row: own, on: dayNo }, transaction: { row: capture, on: dayNo } });
    },
  },
};

/** A dispute is in no own book, and is settled like anything else. */
function adjust(branch: Branch, row: ProviderRow, on: number): void {
  const settledOn = branch.random.pick([on, on + 1, never]);
  const transaction = { row, on };
  const fates = branch.unsettled(on, row, settledOn);
  if (settledOn <= branch.lastDay) {
    fates.set(settledOn, 'matched');
    branch.placeSettlement(
      settledOn,
      row,
      untransacted(branch, { row, on: settledOn }, on).set(settledOn, 'matched'),
    );
  }
  branch.placeTransaction(transaction.on, row, new Map([[on, 'adjustment']]), fates);
}
