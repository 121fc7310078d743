import type { StatementRecord } from '@alipay-intl/reconciliation';
import { moneyText } from '../output/money-text.ts';

/** Columns of records that hold money, for alignment. */
export const moneyColumns: readonly number[] = [4, 5, 6];

/** The cells of a record for people. */
export function recordRow(record: StatementRecord): readonly string[] {
  const { line, kind, ownId = '', providerId = '', currency, netCurrency } = record;
  const at = (record.occurredAt ?? record.settledAt ?? '').slice(0, 19).replace('T', ' ');
  return [
    String(line),
    at,
    kind,
    ownId === '' ? providerId : ownId,
    moneyText(record.gross, currency),
    moneyText(record.fee, netCurrency),
    moneyText(record.net, netCurrency),
  ];
}

/** The cells above records. */
export const recordHeader: readonly string[] = ['line', 'time', 'kind', 'id', 'gross', 'fee', 'net'];
