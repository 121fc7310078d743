import { divideHalfUp } from '../payments/convert-money.ts';
import type { Money } from '../payments/money.ts';
import { convertAt, findQuote, type Quote } from './exchange-rate.ts';
import { settlementDayOf } from './settlement-day.ts';
import { dayOf, type StatementDay } from './statement-day.ts';
import type { StatementSettings } from './statement-settings.ts';
import type { Transaction } from './transaction.ts';

/** A transaction with what the contract makes of it; all money is signed as the merchant sees it (docs/wire/statements §10.2). */
export interface StatementRow extends Transaction {
  /** The kind in the word of the family: `PAYMENT`, or `P`. */
  readonly printedType: string;
  /** The payment's own id; an empty text in the row of a payment. */
  readonly originalOwnId: string;
  readonly originalProviderId: string;
  readonly day: StatementDay;
  readonly settlementDay: StatementDay;
  /** `undefined` when the settlement currency is that of the payment. */
  readonly quote: Quote | undefined;
  /** `amount` in the settlement currency. */
  readonly gross: Money;
  /** Below 0 when it is charged, above when it comes back. */
  readonly fee: Money;
  /** `gross` plus `fee`. */
  readonly net: Money;
}

/** Works out fee, net and settlement day of a transaction; integers only. */
export function toStatementRow(settings: StatementSettings, transaction: Transaction): StatementRow {
  const { kind, payment, amount, atMs } = transaction;
  const day = dayOf(atMs);
  const target = settings.settlementCurrency ?? amount.currency;
  const quote = findQuote(settings.rates, amount.currency, target);
  const gross = convertAt(amount, quote);
  const { currency } = gross;
  const isKept = kind === 'refund' && settings.refundFees === 'kept';
  const feeUnits = isKept ? 0n : -divideHalfUp(gross.units * BigInt(settings.feeBasisPoints), 10_000n);
  const isPayment = kind === 'payment';
  return {
    ...transaction,
    printedType: kind.toUpperCase(),
    originalOwnId: isPayment ? '' : payment.order.paymentRequestId,
    originalProviderId: isPayment ? '' : payment.paymentId,
    day,
    settlementDay: settlementDayOf(settings, day),
    quote,
    gross,
    fee: { currency, units: feeUnits },
    net: { currency, units: gross.units + feeUnits },
  };
}

/** Rows by the currency that `currencyOf` finds in them, each group in the order of the rows. */
export function rowsByCurrency(
  rows: readonly StatementRow[],
  currencyOf: (row: StatementRow) => string,
): ReadonlyMap<string, readonly StatementRow[]> {
  const groups = new Map<string, StatementRow[]>();
  for (const row of rows) {
    const currency = currencyOf(row);
    const group = groups.get(currency);
    if (group === undefined) groups.set(currency, [row]);
    else group.push(row);
  }
  return groups;
}
