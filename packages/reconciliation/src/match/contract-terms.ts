import type { WorkingDay } from '../fetch/working-days.ts';

/** When Alipay pays out. docs/wire/statements §3.3 */
export type SettlementCycle =
  /** `T+N`: N working days after the day of the payment. */
  | { readonly kind: 'daily'; readonly workingDays: number }
  /** `W+N`: N working days after the Sunday of the week. */
  | { readonly kind: 'weekly'; readonly workingDays: number }
  /** `M+N`: N working days after the last day of the month. */
  | { readonly kind: 'monthly'; readonly workingDays: number };

/** What a contract says about the fee of payments. The first rule that fits a row counts. */
export interface FeeTerms {
  /** ISO 4217 of the payment; any where left out. */
  readonly currency?: string | undefined;
  /** First and last day (`YYYY-MM-DD`, UTC+8) on which it applies; without end where left out. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Millionths of the gross amount: 6000 is 0.6 %. An integer. */
  readonly perMillion: number;
  /** Taken on top for each payment, in the smallest unit of the settlement currency. */
  readonly fixed?: bigint | undefined;
  /** Not less and not more than these, in the smallest unit of the settlement currency. */
  readonly least?: bigint | undefined;
  readonly most?: bigint | undefined;
  /** What a refund does with the fee of its payment. Default: `kept`. */
  readonly onRefund?: 'returned' | 'kept' | undefined;
  /** How far the printed fee may be off, in the smallest unit. Default 1, as no page tells how Alipay rounds. */
  readonly tolerance?: number | undefined;
}

/** What a contract says about the exchange rate. */
export interface RateTerms {
  /** Currencies of payment and settlement. */
  readonly from: string;
  readonly to: string;
  /** First and last day on which it applies. */
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  /** Units of `to` for one of `from`, in decimal text: `0.85329`. */
  readonly rate: string;
  /** How far the printed amounts may be off, in millionths of the settled amount; 1000 is 0.1 %. */
  readonly tolerancePerMillion: number;
}

/** What is agreed with Alipay, as data. */
export interface ContractTerms {
  readonly settlement: SettlementCycle;
  /** Calendar days beyond the settlement day before it is overdue. Default 1. */
  readonly graceDays?: number | undefined;
  readonly isWorkingDay: WorkingDay;
  readonly fees?: readonly FeeTerms[] | undefined;
  readonly rates?: readonly RateTerms[] | undefined;
  /** The first reconciled day; payments before it are in no book. */
  readonly booksBegin: string;
  /** For so many days from `booksBegin` on a refund may belong to a payment that is in no book. Default 365. */
  readonly refundReachDays?: number | undefined;
}

/** A payment of Alipay to the merchant's bank account, from the bank's own record. */
export interface Payout {
  readonly batchId: string;
  readonly currency: string;
  /** In the smallest unit, signed. */
  readonly value: bigint;
  /** `YYYY-MM-DD`: of the settlement, or of the bank. All payouts of a batch that have one day are handed over together. */
  readonly day: string;
}
