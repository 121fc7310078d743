import type { Disposition, LedgerStatus } from '@alipay-intl/reconciliation/match';
import { type Branch, never } from '../branch.ts';
import { book, settle } from '../compare.ts';
import { type Fates, ownSideOf, type ProviderRow, sideOf, sizeOf } from '../row.ts';
import { dayAt } from '../setting.ts';
import { untaken } from '../untaken.ts';
import { hasCancels, isNewer, type Stories } from './story.ts';

/** A cancellation: the ids of the payment, its money and its fee given back. */
function cancelOf(branch: Branch, payment: ProviderRow, dayNo: number): ProviderRow {
  const { gross = 0n, converted = 0n, fee = 0n } = payment;
  return {
    ...payment,
    ...{ kind: 'cancel', type: 'CANCEL', gross: -gross, converted: -converted, fee: -fee },
    atMs: Math.max(
      branch.time(dayNo),
      dayOfMs(payment.atMs) === dayOfMs(branch.time(dayNo)) ? payment.atMs : 0,
    ),
  };
}

const dayOfMs = (atMs: number): number => Math.floor((atMs + 28_800_000) / 86_400_000);

/** From a day on in every run, up to another. */
function always(branch: Branch, from: number, fate: Disposition, until = never): Map<number, Disposition> {
  const fates = new Map<number, Disposition>();
  for (let run = from; run <= branch.lastDay && run < until; run += 1) fates.set(run, fate);
  return fates;
}

const once = (run: number, fate: Disposition): Fates => new Map([[run, fate]]);

/** A payment and its cancellation in one file, and what own books say. */
function cancelAtOnce(branch: Branch, dayNo: number, status: LedgerStatus | undefined): void {
  const payment = branch.payment(dayNo);
  const cancel = cancelOf(branch, payment, dayNo);
  const isWrong = status === 'succeeded';
  const fate = isWrong ? 'mismatched' : 'netted';
  for (const row of [payment, cancel])
    branch.placeTransaction(dayNo, row, once(dayNo, fate), always(branch, dayNo, 'netted'));
  if (status === undefined) return;
  const own = branch.record(payment, status);
  branch.placeOwn(
    dayNo,
    own,
    once(dayNo, isWrong ? 'mismatched' : status === 'reversed' ? 'netted' : 'no-money'),
  );
  if (isWrong) plantStatus(branch, dayNo, { row: payment, ledger: ownSideOf(own) });
}

function plantStatus(
  branch: Branch,
  run: number,
  {
    row,
    ledger,
    dayNo = run,
  }: { readonly row: ProviderRow; readonly ledger?: string | undefined; readonly dayNo?: number },
): void {
  branch.plant(run, {
    ...{ kind: 'STATUS_MISMATCH', day: dayAt(branch.setting, dayNo), currency: row.currency },
    ...{ atStake: sizeOf(row.gross ?? 0n), ledger, transaction: sideOf(row) },
  });
}

/** A refund that failed later: the money comes back. */
function reversalOf(branch: Branch, refund: ProviderRow, dayNo: number): ProviderRow {
  const { gross = 0n, converted = 0n, fee = 0n } = refund;
  return {
    ...refund,
    ...{ kind: 'refund-reversal', type: 'REFUND_REVERSAL', gross: -gross, converted: -converted, fee: -fee },
    atMs: branch.time(dayNo),
  };
}

function refundAndReversal(branch: Branch, dayNo: number, status: 'succeeded' | 'reversed'): void {
  const payment = branch.payment(dayNo);
  book(branch, { own: { row: branch.record(payment), on: dayNo }, transaction: { row: payment, on: dayNo } });
  const refund = branch.refund(payment, dayNo, 700n);
  const reversal = reversalOf(branch, refund, dayNo);
  const own = branch.record(refund, status);
  const isWrong = status === 'succeeded';
  branch.placeOwn(dayNo, own, once(dayNo, isWrong ? 'mismatched' : 'matched'));
  const settled = (row: ProviderRow) => settle(branch, { row, on: dayNo }, { row, on: dayNo + 1 });
  branch.placeTransaction(dayNo, refund, once(dayNo, isWrong ? 'mismatched' : 'matched'), settled(refund));
  branch.placeTransaction(
    dayNo,
    reversal,
    once(dayNo, isWrong ? 'mismatched' : 'adjustment'),
    settled(reversal),
  );
  if (isWrong) plantStatus(branch, dayNo, { row: refund, ledger: ownSideOf(own) });
}

/** A refund, and its reversal in the file of the next day. */
function failLater(branch: Branch, dayNo: number, status: 'succeeded' | 'reversed'): void {
  const payment = branch.payment(dayNo);
  book(branch, { own: { row: branch.record(payment), on: dayNo }, transaction: { row: payment, on: dayNo } });
  const refund = branch.refund(payment, dayNo, 750n);
  book(branch, {
    own: { row: branch.record(refund, status), on: dayNo },
    transaction: { row: refund, on: dayNo },
  });
  const on = dayNo + 1;
  const reversal = reversalOf(branch, refund, on);
  const settling = settle(
    branch,
    { row: reversal, on },
    { row: reversal, on: on + branch.random.between(1, 2) },
  );
  const isWrong = status === 'succeeded';
  branch.placeTransaction(on, reversal, once(on, isWrong ? 'mismatched' : 'adjustment'), settling);
  if (isWrong) plantStatus(branch, on, { row: reversal });
}

/** Only the settlement tells that a refund failed. */
function reversalInSettlement(branch: Branch, dayNo: number, status: 'succeeded' | 'reversed'): void {
  const payment = branch.payment(dayNo);
  book(branch, { own: { row: branch.record(payment), on: dayNo }, transaction: { row: payment, on: dayNo } });
  const refund = branch.refund(payment, dayNo, 700n);
  const on = dayNo + 1;
  const reversal = reversalOf(branch, refund, on);
  book(branch, {
    own: { row: branch.record(refund, status), on: dayNo },
    transaction: { row: refund, on: dayNo },
    settled: { row: refund, on },
  });
  const isWrong = status === 'succeeded';
  branch.placeSettlement(on, reversal, once(on, isWrong ? 'mismatched' : 'adjustment'));
  if (!isWrong) return;
  branch.plant(on, {
    ...{ kind: 'STATUS_MISMATCH', day: dayAt(branch.setting, on), currency: reversal.currency },
    ...{ atStake: 700n, settlement: sideOf(reversal) },
  });
}

/** Money that was taken back. */
export const takebacks: Stories = {
  'cancelled at once': {
    plants: 'none',
    fits: hasCancels,
    tell: (branch, dayNo) =>
      cancelAtOnce(branch, dayNo, branch.random.pick(['reversed', 'reversed', 'failed', 'open', undefined])),
  },
  'cancelled by Alipay, paid in own books': {
    plants: 'STATUS_MISMATCH',
    fits: hasCancels,
    tell: (branch, dayNo) => cancelAtOnce(branch, dayNo, 'succeeded'),
  },
  'cancelled before it succeeded': {
    plants: 'none',
    fits: hasCancels,
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      branch.placeTransaction(
        dayNo,
        cancelOf(branch, payment, dayNo),
        once(dayNo, 'netted'),
        always(branch, dayNo, 'netted'),
      );
      const status = branch.random.pick<LedgerStatus | undefined>(['failed', 'reversed', 'open', undefined]);
      if (status !== undefined)
        branch.placeOwn(dayNo, branch.record(payment, status), branch.withoutMoney(dayNo));
    },
  },
  'cancelled before it succeeded, paid in own books': {
    plants: 'STATUS_MISMATCH',
    fits: hasCancels,
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo);
      const own = branch.record(payment);
      const cancel = cancelOf(branch, payment, dayNo);
      branch.placeOwn(dayNo, own, once(dayNo, 'mismatched'));
      branch.placeTransaction(dayNo, cancel, once(dayNo, 'mismatched'), always(branch, dayNo, 'netted'));
      plantStatus(branch, dayNo, { row: cancel, ledger: ownSideOf(own) });
    },
  },
  'cancelled on the next day': {
    plants: 'MISSING_IN_LEDGER',
    fits: hasCancels,
    tell: (branch, dayNo) => {
      const on = dayNo + 1;
      const payment = branch.payment(dayNo);
      const own = branch.record(payment, 'reversed', { occurredAtMs: branch.time(on) });
      const fates = branch.lonely(dayNo, on, {
        ...{ kind: 'MISSING_IN_LEDGER', day: dayAt(branch.setting, dayNo), currency: payment.currency },
        ...{ atStake: sizeOf(payment.gross ?? 0n), transaction: sideOf(payment) },
      });
      const settling = branch.unsettled(dayNo, payment, on);
      for (const [run, fate] of always(branch, on, 'netted')) settling.set(run, fate);
      branch.placeOwn(on, own, once(on, 'netted'));
      branch.placeTransaction(dayNo, payment, fates.set(on, 'netted'), settling);
      branch.placeTransaction(
        on,
        cancelOf(branch, payment, on),
        once(on, 'netted'),
        always(branch, on, 'netted'),
      );
    },
  },
  'cancelled on the next day, paid in own books': {
    plants: 'STATUS_MISMATCH',
    fits: hasCancels,
    tell: (branch, dayNo) => {
      const on = dayNo + 1;
      const payment = branch.payment(dayNo);
      const cancel = cancelOf(branch, payment, on);
      const settling = branch.unsettled(dayNo, payment, on);
      for (const [run, fate] of always(branch, on, 'netted')) settling.set(run, fate);
      branch.placeOwn(dayNo, branch.record(payment), once(dayNo, 'matched'));
      branch.placeTransaction(dayNo, payment, once(dayNo, 'matched'), settling);
      branch.placeTransaction(on, cancel, once(on, 'mismatched'), always(branch, on, 'netted'));
      plantStatus(branch, on, { row: cancel });
    },
  },
  'own books took it back, Alipay does so days later': {
    plants: 'STATUS_MISMATCH',
    fits: hasCancels,
    tell: (branch, dayNo) => {
      const takenAt = dayNo + branch.random.between(1, 3);
      const payment = branch.payment(dayNo);
      const own = branch.record(payment, branch.random.pick(['reversed', 'reversed', 'failed', 'open']));
      const fates = untaken(branch, { row: payment, own, on: dayNo, takenAt });
      const settling = branch.unsettled(dayNo, payment, takenAt);
      for (const [run, fate] of always(branch, takenAt, 'netted')) settling.set(run, fate);
      const isReversed = own.status === 'reversed';
      branch.placeOwn(dayNo, own, new Map([...fates, [takenAt, isReversed ? 'netted' : 'no-money']]));
      branch.placeTransaction(dayNo, payment, new Map([...fates, [takenAt, 'netted']]), settling);
      const cancel = cancelOf(branch, payment, takenAt);
      branch.placeTransaction(takenAt, cancel, once(takenAt, 'netted'), always(branch, takenAt, 'netted'));
    },
  },
  'a refund that failed in own books, and at Alipay days later': {
    plants: 'STATUS_MISMATCH',
    fits: isNewer,
    tell: (branch, dayNo) => {
      const takenAt = dayNo + branch.random.between(1, 2);
      const payment = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const refund = branch.refund(payment, dayNo, 720n);
      const own = branch.record(refund, branch.random.pick(['failed', 'open']));
      const fates = untaken(branch, { row: refund, own, on: dayNo, takenAt });
      const reversal = reversalOf(branch, refund, takenAt);
      const settled = (row: ProviderRow, on: number) => settle(branch, { row, on }, { row, on: on + 1 });
      branch.placeOwn(dayNo, own, new Map([...fates, [takenAt, 'no-money']]));
      branch.placeTransaction(
        dayNo,
        refund,
        new Map([...fates, [takenAt, 'netted']]),
        settled(refund, dayNo),
      );
      branch.placeTransaction(takenAt, reversal, once(takenAt, 'netted'), settled(reversal, takenAt));
    },
  },
  'cancelled, but settled and taken back there': {
    plants: 'none',
    fits: ({ family }) => family === 'A1',
    tell: (branch, dayNo) => {
      const on = dayNo + 1;
      const payment = branch.payment(dayNo);
      const cancel = cancelOf(branch, payment, dayNo);
      const inverse: ProviderRow = { ...cancel, kind: 'refund', type: 'REFUND', ownId: payment.providerId };
      branch.placeOwn(dayNo, branch.record(payment, 'reversed'), once(dayNo, 'netted'));
      for (const row of [payment, cancel])
        branch.placeTransaction(
          dayNo,
          row,
          once(dayNo, 'netted'),
          always(branch, dayNo, 'netted', on).set(on, 'matched'),
        );
      for (const row of [payment, inverse]) branch.placeSettlement(on, row, once(on, 'matched'));
    },
  },
  'cancelled, but settled all the same': {
    plants: 'OVERDUE_SETTLEMENT',
    fits: hasCancels,
    tell: (branch, dayNo) => {
      const on = dayNo + branch.random.between(1, 3);
      const payment = branch.payment(dayNo);
      const cancel = cancelOf(branch, payment, dayNo);
      branch.placeOwn(dayNo, branch.record(payment, 'reversed'), once(dayNo, 'netted'));
      branch.placeTransaction(
        dayNo,
        payment,
        once(dayNo, 'netted'),
        always(branch, dayNo, 'netted', on).set(on, 'matched'),
      );
      branch.placeSettlement(on, payment, once(on, 'matched'));
      // Who took it back must take it back there, too.
      const awaited = branch.unsettled(dayNo, cancel, never, on);
      for (const [run, fate] of always(branch, dayNo, 'netted', on)) awaited.set(run, fate);
      branch.placeTransaction(dayNo, cancel, once(dayNo, 'netted'), awaited);
    },
  },
  'a refund that failed later': {
    plants: 'none',
    fits: isNewer,
    tell: (branch, dayNo) => refundAndReversal(branch, dayNo, 'reversed'),
  },
  'a refund that failed later, done in own books': {
    plants: 'STATUS_MISMATCH',
    fits: isNewer,
    tell: (branch, dayNo) => refundAndReversal(branch, dayNo, 'succeeded'),
  },
  'a refund that fails on the next day': {
    plants: 'none',
    fits: isNewer,
    tell: (branch, dayNo) => failLater(branch, dayNo, 'reversed'),
  },
  'a refund that fails on the next day, done in own books': {
    plants: 'STATUS_MISMATCH',
    fits: isNewer,
    tell: (branch, dayNo) => failLater(branch, dayNo, 'succeeded'),
  },
  'a failed refund that only the settlement tells': {
    plants: 'none',
    fits: isNewer,
    tell: (branch, dayNo) => reversalInSettlement(branch, dayNo, 'reversed'),
  },
  'a failed refund that only the settlement tells, done in own books': {
    plants: 'STATUS_MISMATCH',
    fits: isNewer,
    tell: (branch, dayNo) => reversalInSettlement(branch, dayNo, 'succeeded'),
  },
};
