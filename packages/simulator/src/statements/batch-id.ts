import { dayDigits, type StatementDay } from './statement-day.ts';
import type { StatementRow } from './statement-row.ts';

/** Batch id of an empty settlement (docs/wire/statements §3.3, §9.1). */
export const emptyBatchId = '0000000000000000000';

/** The 19 digits of a batch: its day and its currency, so that every writing of the day gives the same one (docs/wire/statements §9.1). */
export function batchIdOf({ settlementDay, net }: Pick<StatementRow, 'settlementDay' | 'net'>): string {
  return `${dayDigits(settlementDay)}10210${currencyDigits(net.currency)}`;
}

/** The 32 digits of an AlipayHK batch (docs/wire/statements §6.1). */
export function longBatchIdOf(settlementDay: StatementDay, currency: string): string {
  return `5000${dayDigits(settlementDay)}${currencyDigits(currency).padStart(20, '0')}`;
}

function currencyDigits(currency: string): string {
  return [...currency].map((letter) => String(letter.charCodeAt(0) - 64).padStart(2, '0')).join('');
}
