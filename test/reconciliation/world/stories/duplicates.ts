import { type Branch, never } from '../branch.ts';
import { book, settle, settledFacts } from '../compare.ts';
import { ownSideOf, type ProviderRow, sideOf, sizeOf } from '../row.ts';
import { dayAt } from '../setting.ts';
import { laterDay } from './sales.ts';
import { isNewer, type Stories } from './story.ts';

/** The same row of Alipay once more. */
function repeatTransaction(branch: Branch, row: ProviderRow, on: number): void {
  branch.placeTransaction(on, row, new Map([[on, 'duplicate']]), new Map([[on, 'duplicate']]));
  branch.plant(on, {
    ...{ kind: 'DUPLICATE_AT_PROVIDER', day: dayAt(branch.setting, on), currency: row.currency },
    ...{ atStake: sizeOf(row.gross ?? 0n), transaction: sideOf(row) },
  });
}

function settleTwice(branch: Branch, dayNo: number, gap: number): void {
  const row = branch.payment(dayNo);
  const on = laterDay(branch, dayNo, 2);
  const again = on + gap;
  book(branch, {
    own: { row: branch.record(row), on: dayNo },
    transaction: { row, on: dayNo },
    settled: { row, on },
  });
  if (again > branch.lastDay) return;
  branch.placeSettlement(again, row, new Map([[again, 'duplicate']]));
  branch.plant(again, settledFacts(branch, 'SETTLED_TWICE', { row, on: again }));
}

/** Something is there once too often. */
export const duplicates: Stories = {
  'Alipay books it again on a later day': {
    plants: 'DUPLICATE_AT_PROVIDER',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
      const on = dayNo + branch.random.between(1, 3);
      repeatTransaction(branch, { ...row, atMs: branch.time(on) }, on);
    },
  },
  'Alipay books again what the merchant never booked': {
    plants: 'DUPLICATE_AT_PROVIDER',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      book(branch, { transaction: { row, on: dayNo } });
      repeatTransaction(branch, { ...row, atMs: branch.time(dayNo + 1) }, dayNo + 1);
    },
  },
  'Alipay books it twice in one file': {
    plants: 'DUPLICATE_AT_PROVIDER',
    fits: ({ accepted }) => accepted === 'repeated rows',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
      repeatTransaction(branch, row, dayNo);
    },
  },
  'two own ids for one payment': {
    plants: 'DUPLICATE_IN_LEDGER',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const own = branch.record(row, 'succeeded', { providerId: row.providerId });
      book(branch, { own: { row: own, on: dayNo }, transaction: { row, on: dayNo } });
      const again = { ...own, ownId: `${own.ownId}-again`, occurredAtMs: branch.time(dayNo) };
      branch.placeOwn(dayNo, again, new Map([[dayNo, 'duplicate']]));
      branch.plant(dayNo, {
        ...{ kind: 'DUPLICATE_IN_LEDGER', day: dayAt(branch.setting, dayNo), currency: row.currency },
        ...{ atStake: sizeOf(row.gross ?? 0n), ledger: ownSideOf(again) },
      });
    },
  },
  'one own id on two days': {
    plants: 'DUPLICATE_IN_LEDGER',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const own = branch.record(row);
      // The first is matched, or still missing.
      const transaction = branch.random.chance(0.7) ? { row, on: dayNo } : undefined;
      book(branch, { own: { row: own, on: dayNo }, transaction });
      const on = dayNo + branch.random.between(1, 3);
      const again = { ...own, occurredAtMs: branch.time(on) };
      branch.placeOwn(on, again, new Map([[on, 'duplicate']]));
      branch.plant(on, {
        ...{ kind: 'DUPLICATE_IN_LEDGER', day: dayAt(branch.setting, on), currency: row.currency },
        ...{ atStake: sizeOf(row.gross ?? 0n), ledger: ownSideOf(again) },
      });
    },
  },
  'settled again on a later day': {
    plants: 'SETTLED_TWICE',
    tell: (branch, dayNo) => settleTwice(branch, dayNo, branch.random.between(1, 2)),
  },
  'settled twice in one file': {
    plants: 'SETTLED_TWICE',
    fits: ({ accepted }) => accepted === 'repeated rows',
    tell: (branch, dayNo) => settleTwice(branch, dayNo, 0),
  },
  'a refund settled again': {
    plants: 'SETTLED_TWICE',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const row = branch.refund(payment, dayNo, 900n);
      const [on, again] = [dayNo + 1, dayNo + 2];
      branch.placeOwn(dayNo, branch.record(row), new Map([[dayNo, 'matched']]));
      branch.placeTransaction(
        dayNo,
        row,
        new Map([[dayNo, 'matched']]),
        settle(branch, { row, on: dayNo }, { row, on }),
      );
      if (again > branch.lastDay || again >= never) return;
      branch.placeSettlement(again, row, new Map([[again, 'duplicate']]));
      branch.plant(again, settledFacts(branch, 'SETTLED_TWICE', { row, on: again }));
    },
  },
  'Alipay books a refund again': {
    plants: 'DUPLICATE_AT_PROVIDER',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const row = branch.refund(payment, dayNo, 600n);
      book(branch, { own: { row: branch.record(row), on: dayNo }, transaction: { row, on: dayNo } });
      repeatTransaction(branch, { ...row, atMs: branch.time(dayNo + 1) }, dayNo + 1);
    },
  },
  'two own ids for one refund': {
    plants: 'DUPLICATE_IN_LEDGER',
    fits: isNewer,
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const row = branch.refund(payment, dayNo, 600n);
      const own = branch.record(row, 'succeeded', { providerId: row.providerId });
      book(branch, { own: { row: own, on: dayNo }, transaction: { row, on: dayNo } });
      const again = { ...own, ownId: `${own.ownId}-again` };
      branch.placeOwn(dayNo, again, new Map([[dayNo, 'duplicate']]));
      branch.plant(dayNo, {
        ...{ kind: 'DUPLICATE_IN_LEDGER', day: dayAt(branch.setting, dayNo), currency: row.currency },
        ...{ atStake: 600n, ledger: ownSideOf(again) },
      });
    },
  },
};
