import { formatIsoTime } from '../iso-time.ts';
import { type AmountText, toAmountText } from '../payments/money.ts';
import type { PaymentFamily } from '../payments/payment.ts';
import { batchIdOf, longBatchIdOf } from './batch-id.ts';
import type { StatementDay } from './statement-day.ts';
import type { StatementDraft, StatementReport } from './statement-draft.ts';
import type { StatementFamily } from './statement-options.ts';
import type { StatementRow } from './statement-row.ts';
import type { TransactionKind } from './transaction.ts';

/** One transaction that a statement file tells of. Amounts are in the smallest unit, below 0 when they leave the merchant. */
export interface BookEntry {
  readonly kind: TransactionKind;
  /** The type as this file prints it; a cancel is an `R` where there is no word for it. */
  readonly printedType: string;
  /** API that took the payment. */
  readonly api: PaymentFamily;
  /** The merchant's id as this file prints it; families differ for refunds and cancels. */
  readonly ownId: string;
  /** Alipay's id as this file prints it. */
  readonly providerId: string;
  /** Ids of the payment behind a refund or a cancel, whether the file prints them or not. */
  readonly originalOwnId: string | undefined;
  readonly originalProviderId: string | undefined;
  /** ISO 8601 with offset +08:00. */
  readonly time: string;
  /** In the currency of the payment. */
  readonly amount: AmountText;
  /** `amount` in the settlement currency. */
  readonly gross: AmountText;
  /** In the settlement currency; below 0 when it is charged. */
  readonly fee: AmountText;
  /** `gross` plus `fee`. */
  readonly net: AmountText;
  /** `YYYY-MM-DD` */
  readonly settlementDay: StatementDay;
  readonly batchId: string;
}

/** One statement file and what it tells of. */
export interface BookFile {
  /** Absolute path on the SFTP server. */
  readonly path: string;
  readonly family: StatementFamily;
  /** `summary` files print sums over the entries; `archive` is the zip of A4. */
  readonly report: StatementReport;
  /** In the order of the records. */
  readonly entries: readonly BookEntry[];
}

/** What was written for one day: transactions of that day, and settlements on it. */
export interface StatementBooks {
  readonly day: StatementDay;
  readonly files: readonly BookFile[];
}

/** Absolute path of a file. */
export function pathOf({ directory, name }: StatementDraft): string {
  return `${directory}/${name}`;
}

/** Puts down what files tell of, as plain data that JSON can hold. */
export function toBooks(day: StatementDay, drafts: readonly StatementDraft[]): StatementBooks {
  return { day, files: drafts.map(toBookFile) };
}

function toBookFile(draft: StatementDraft): BookFile {
  const { family, report, rows } = draft;
  return { path: pathOf(draft), family, report, entries: rows.map((row) => toBookEntry(family, row)) };
}

function toBookEntry(family: StatementFamily, row: StatementRow): BookEntry {
  const { kind, printedType, ownId, providerId, settlementDay, net } = row;
  return {
    ...{ kind, printedType, ownId, providerId, settlementDay },
    api: row.payment.order.family,
    originalOwnId: row.originalOwnId || undefined,
    originalProviderId: row.originalProviderId || undefined,
    time: formatIsoTime(row.atMs),
    amount: toAmountText(row.amount),
    gross: toAmountText(row.gross),
    fee: toAmountText(row.fee),
    net: toAmountText(net),
    batchId: family === 'A4' ? longBatchIdOf(settlementDay, net.currency) : batchIdOf(row),
  };
}
