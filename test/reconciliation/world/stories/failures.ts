import { type Branch, never } from '../branch.ts';
import { settle, usualSettlement } from '../compare.ts';
import type { ProviderRow } from '../row.ts';
import type { Setting } from '../setting.ts';
import { placeUntaken, untaken } from '../untaken.ts';
import type { Stories } from './story.ts';

/** Only these transaction files have rows of payments that failed. */
const hasFailures = ({ family }: Setting): boolean => family === 'B3';

const failedPayment = (branch: Branch, dayNo: number): ProviderRow => ({
  ...branch.payment(dayNo),
  kind: 'failed',
});

/** Own books have the order once, Alipay each attempt with an id of its own. */
function tryAgain(branch: Branch, dayNo: number): void {
  const failed = failedPayment(branch, dayNo);
  const on = dayNo + branch.random.between(0, 3);
  const { ownId, gross = 0n } = failed;
  const { providerId } = branch.newIds(on);
  const row = branch.row('payment', 'PAYMENT', gross, { ownId, providerId, atMs: branch.time(on) });
  const own = branch.record({ ...failed, kind: 'payment' }, 'succeeded', { providerId: undefined });
  const fates = untaken(branch, { row: failed, own, on: dayNo, takenAt: on });
  branch.placeOwn(dayNo, own, new Map(fates).set(on, 'matched'));
  branch.placeTransaction(dayNo, failed, new Map(fates).set(on, 'no-money'), new Map());
  const settled = usualSettlement(branch, { row, on });
  branch.placeTransaction(on, row, new Map([[on, 'matched']]), settle(branch, { row, on }, settled));
}

/** Payments that did not succeed. */
export const failures: Stories = {
  'a failed row of Alipay that own books have as paid': {
    plants: 'STATUS_MISMATCH',
    fits: hasFailures,
    tell: (branch, dayNo) => {
      const row = failedPayment(branch, dayNo);
      const own = branch.record({ ...row, kind: 'payment' });
      placeUntaken(branch, { row, own, on: dayNo }, new Map(), never);
    },
  },
  'a payment that fails, and succeeds in another attempt': {
    plants: 'STATUS_MISMATCH',
    fits: hasFailures,
    tell: tryAgain,
  },
  'failed in both books': {
    plants: 'none',
    fits: hasFailures,
    tell: (branch, dayNo) => {
      const row = failedPayment(branch, dayNo);
      const own = branch.record({ ...row, kind: 'payment' }, branch.random.pick(['failed', 'open']));
      branch.placeOwn(dayNo, own, branch.withoutMoney(dayNo));
      branch.placeTransaction(dayNo, row, new Map([[dayNo, 'no-money']]), new Map());
    },
  },
};
