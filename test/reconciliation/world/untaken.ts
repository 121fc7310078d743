import type { BreakStanding, Disposition, LedgerRecord } from '@alipay-intl/reconciliation/match';
import type { Branch } from './branch.ts';
import { type Fates, ownSideOf, type ProviderRow, sideOf, sizeOf } from './row.ts';
import { dayAt, isOver } from './setting.ts';

/** Money of which Alipay and own books do not say the same: that it moved, that it did not, or that it went back. */
export interface Untaken {
  readonly row: ProviderRow;
  readonly own: LedgerRecord;
  readonly on: number;
  /** The day on which Alipay says the same, if it does. */
  readonly takenAt: number;
}

/**
 * What becomes of both rows until then. Where own books say that it went back, Alipay may do so behind midnight, and behind a payment that
 * failed another attempt may succeed, so it waits until the transactions of the next day are in the books.
 */
export function untaken(branch: Branch, { row, own, on, takenAt }: Untaken): Map<number, Disposition> {
  const { setting } = branch;
  const canWait =
    row.kind === 'failed' || own.status === 'reversed' || (own.status === 'failed' && own.kind === 'refund');
  const fates = new Map<number, Disposition>();
  const standings = new Map<number, BreakStanding>();
  for (let run = on; run <= branch.lastDay && run < takenAt; run += 1) {
    const isWaiting = canWait && !isOver(setting, on, run);
    fates.set(run, isWaiting ? 'waiting' : 'mismatched');
    standings.set(run, isWaiting ? 'waiting' : 'open');
  }
  branch.breaks.push({
    ...{
      kind: 'STATUS_MISMATCH',
      day: dayAt(setting, on),
      currency: row.currency,
      standings,
      endsAt: takenAt,
    },
    ...{ dueDay: dayAt(setting, on + 1), isDueWhileWaiting: true },
    ...{ atStake: sizeOf(row.gross ?? 0n), ledger: ownSideOf(own), transaction: sideOf(row) },
  });
  return fates;
}

/** Both rows are placed, and stay as they are. */
export function placeUntaken(
  branch: Branch,
  given: Omit<Untaken, 'takenAt'>,
  settling: Fates,
  never: number,
): void {
  const { row, own, on } = given;
  const fates = untaken(branch, { ...given, takenAt: never });
  branch.placeOwn(on, own, fates);
  branch.placeTransaction(on, row, fates, settling);
}
