import type { Branch } from '../branch.ts';
import { book } from '../compare.ts';
import { sizeOf } from '../row.ts';
import { isNewer, type Stories } from './story.ts';

/** A payment that both books have on a day. */
function sell(branch: Branch, dayNo: number): ReturnType<Branch['payment']> {
  const row = branch.payment(dayNo);
  book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
  return row;
}

/** Days that are within the world. */
export const laterDay = (branch: Branch, dayNo: number, most: number): number =>
  Math.min(branch.lastDay, dayNo + branch.random.between(0, most));

/** Own books have a row on one day, Alipay on another. */
function bookApart(branch: Branch, [ownOn, transactionOn]: readonly [number, number]): void {
  const first = Math.min(ownOn, transactionOn);
  // In the newer families a row keeps its moment, in whichever file it comes.
  const atOn = isNewer(branch.setting) && branch.random.chance(0.5) ? first : transactionOn;
  const row = { ...branch.payment(first), atMs: branch.time(atOn) };
  const priced = branch.row('payment', 'PAYMENT', row.gross ?? 0n, {
    ownId: row.ownId,
    providerId: row.providerId,
    atMs: row.atMs,
  });
  const record = branch.record(priced, 'succeeded', { occurredAtMs: branch.time(ownOn) });
  book(branch, { own: { row: record, on: ownOn }, transaction: { row: priced, on: transactionOn } });
}

/** What happens in any shop. */
export const sales: Stories = {
  'a payment': { plants: 'none', tell: (branch, dayNo) => void sell(branch, dayNo) },
  'a payment in another currency': {
    plants: 'none',
    fits: ({ family }) => family === 'A1',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo, { currency: branch.setting.otherCurrency });
      book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
    },
  },
  'refunds in parts': {
    plants: 'none',
    tell: (branch, dayNo) => {
      const payment = sell(branch, dayNo);
      let left = sizeOf(payment.gross ?? 0n);
      let on = dayNo;
      for (let count = branch.random.between(1, 3); count > 0; count -= 1) {
        on = laterDay(branch, on, 2);
        const part = count === 1 && branch.random.chance(0.3) ? left : left / 3n;
        left -= part;
        const row = branch.refund(payment, on, part);
        book(branch, { own: { row: branch.record(row), on }, transaction: { row, on } });
      }
    },
  },
  'equal refunds at one moment': {
    plants: 'none',
    tell: (branch, dayNo) => {
      const payment = sell(branch, dayNo);
      const gross = sizeOf(payment.gross ?? 0n) / 4n;
      const first = branch.refund(payment, dayNo, gross);
      const second = branch.refund(payment, dayNo, gross, { atMs: first.atMs + 1_000 });
      if (
        Math.floor((second.atMs + 28_800_000) / 86_400_000) !==
        Math.floor((first.atMs + 28_800_000) / 86_400_000)
      )
        return;
      for (const row of [first, second])
        book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
    },
  },
  'booked by Alipay on the next day': {
    plants: 'MISSING_AT_PROVIDER',
    tell: (branch, dayNo) => bookApart(branch, [dayNo, dayNo + 1]),
  },
  'booked by the merchant on the next day': {
    plants: 'MISSING_IN_LEDGER',
    tell: (branch, dayNo) => bookApart(branch, [dayNo + 1, dayNo]),
  },
  'booked by Alipay days later': {
    plants: 'MISSING_AT_PROVIDER',
    tell: (branch, dayNo) => bookApart(branch, [dayNo, dayNo + branch.random.between(2, 4)]),
  },
  'booked by the merchant days later': {
    plants: 'MISSING_IN_LEDGER',
    tell: (branch, dayNo) => bookApart(branch, [dayNo + branch.random.between(2, 4), dayNo]),
  },
  'never booked by Alipay': {
    plants: 'MISSING_AT_PROVIDER',
    tell: (branch, dayNo) => book(branch, { own: { row: branch.record(branch.payment(dayNo)), on: dayNo } }),
  },
  'never booked by the merchant': {
    plants: 'MISSING_IN_LEDGER',
    tell: (branch, dayNo) => book(branch, { transaction: { row: branch.payment(dayNo), on: dayNo } }),
  },
  'a refund that Alipay never books': {
    plants: 'MISSING_AT_PROVIDER',
    tell: (branch, dayNo) => {
      const row = branch.refund(sell(branch, dayNo), dayNo, 300n);
      book(branch, { own: { row: branch.record(row), on: dayNo } });
    },
  },
  'a refund that the merchant never books': {
    plants: 'MISSING_IN_LEDGER',
    tell: (branch, dayNo) => {
      const row = branch.refund(sell(branch, dayNo), dayNo, 300n);
      book(branch, { transaction: { row, on: dayNo } });
    },
  },
  'neither failed nor open payments are awaited': {
    plants: 'none',
    tell: (branch, dayNo) => {
      const status = branch.random.pick(['failed', 'open', 'reversed'] as const);
      book(branch, { own: { row: branch.record(branch.payment(dayNo), status), on: dayNo } });
    },
  },
  'a refund booked apart': {
    plants: 'MISSING_AT_PROVIDER',
    tell: (branch, dayNo) => {
      const payment = sell(branch, dayNo);
      const row = branch.refund(payment, dayNo + 1, 800n);
      const record = branch.record(row, 'succeeded', { occurredAtMs: branch.time(dayNo) });
      book(branch, { own: { row: record, on: dayNo }, transaction: { row, on: dayNo + 1 } });
    },
  },
  'a refund that only its payment leads to': {
    plants: 'none',
    fits: ({ refundsHaveOwnIdOfPayment }) => refundsHaveOwnIdOfPayment,
    tell: (branch, dayNo) => {
      const payment = sell(branch, dayNo);
      const on = laterDay(branch, dayNo, 2);
      const row = branch.refund(payment, on, 800n);
      const { originalProviderId: _, providerId: __, ...record } = branch.record(row);
      book(branch, {
        own: { row: { ...record, originalOwnId: payment.ownId }, on },
        transaction: { row, on },
      });
    },
  },
  'ids of Alipay that contradict each other': {
    plants: 'MISSING_AT_PROVIDER',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const record = branch.record(row, 'succeeded', { providerId: branch.newIds(dayNo).providerId });
      book(branch, { own: { row: record, on: dayNo } });
      book(branch, { transaction: { row, on: dayNo } });
    },
  },
  'open on one day, paid on the next': {
    plants: 'none',
    tell: (branch, dayNo) => {
      const on = dayNo + 1;
      const row = branch.payment(on);
      const own = branch.record(row);
      const before = {
        ...own,
        status: branch.random.pick(['open', 'failed'] as const),
        occurredAtMs: branch.time(dayNo),
      };
      // The record of the next day says more of it.
      branch.placeOwn(dayNo, before, new Map([dayNo, on].map((run) => [run, 'no-money'])));
      book(branch, { own: { row: own, on }, transaction: { row, on } });
    },
  },
  'a refund with the own id of its payment': {
    plants: 'none',
    fits: ({ family, refundsHaveOwnIdOfPayment }) => family !== 'A1' && !refundsHaveOwnIdOfPayment,
    tell: (branch, dayNo) => {
      const payment = sell(branch, dayNo);
      const on = laterDay(branch, dayNo, 2);
      const row = branch.refund(payment, on, 700n, { ownId: payment.ownId });
      book(branch, { own: { row: branch.record(row), on }, transaction: { row, on } });
    },
  },
  'a refund settled under the ids of its payment': {
    plants: 'none',
    fits: ({ family }) => family === 'A1',
    tell: (branch, dayNo) => {
      const payment = sell(branch, dayNo);
      const on = laterDay(branch, dayNo, 2);
      const row = branch.refund(payment, on, 300n);
      const settled = { row: { ...row, ownId: payment.ownId }, on: on + 1 };
      book(branch, { own: { row: branch.record(row), on }, transaction: { row, on }, settled });
    },
  },
};
