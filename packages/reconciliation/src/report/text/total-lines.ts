import type { DayResult } from '../../match/day-result.ts';
import { groupedText } from '../money-text.ts';
import type { Paint } from './paint.ts';
import { type TextColumn, textTable } from './text-layout.ts';

const columns: readonly TextColumn[] = [
  { name: '', isNumber: false },
  { name: 'own books', isNumber: true },
  { name: 'Alipay', isNumber: true },
  { name: 'difference', isNumber: true },
  { name: 'fee', isNumber: true },
  { name: 'settled net', isNumber: true },
];

/** Totals of each currency. */
export function totalLines({ totals }: DayResult, paint: Paint, width: number): readonly string[] {
  if (totals.length === 0) return [];
  const rows = totals.map(({ currency, ledger, transactions, fee, net }) => [
    currency,
    ...[ledger, transactions, transactions - ledger, fee, net].map((value) =>
      groupedText({ currency, value }),
    ),
  ]);
  return [paint('heading', 'Totals of the day'), ...textTable(columns, rows, width)];
}
