import { currencyOf } from './currency-cell.ts';
import { decimalText } from './decimal-text.ts';
import type { Findings } from './defect.ts';
import type { RowPlan } from './row-reader.ts';
import type { StatementTotal } from './totals.ts';

/** Checks in a summary that the TOTAL of each batch is the sum of its other rows. docs/wire/statements §8.3, §9.3. */
export function checkSummary(plan: RowPlan, totals: readonly StatementTotal[], findings: Findings): void {
  if (!plan.layout.formulas.includes('summary')) return;
  const batches = new Map<string, StatementTotal[]>();
  for (const total of totals) {
    const key = `${total.batchId} ${total.netCurrency}`;
    batches.set(key, [...(batches.get(key) ?? []), total]);
  }
  for (const rows of batches.values()) checkBatchTotal(plan, rows, findings);
}

function checkBatchTotal(plan: RowPlan, rows: readonly StatementTotal[], findings: Findings): void {
  const { places, names } = plan.columns;
  const printed = rows.find((row) => row.kind === 'total');
  const parts = rows.filter((row) => row.kind !== 'total');
  const [first] = rows;
  if (printed === undefined || first === undefined) {
    findings.add({
      code: 'SUMMARY_MISMATCH',
      column: names[places.type],
      expected: `a TOTAL row for batch ${first?.batchId}`,
    });
    return;
  }
  const exponent = plan.unit === 'major' ? (currencyOf(printed.netCurrency ?? '')?.exponent ?? 0) : 0;
  const compare = (index: number, sum: bigint, shown: bigint | undefined, digits: number): void => {
    if (sum === shown || shown === undefined) return;
    findings.add({
      code: 'SUMMARY_MISMATCH',
      column: names[index],
      printed: decimalText(shown, digits),
      expected: `${decimalText(sum, digits)}, the sum of the other rows of batch ${printed.batchId}`,
    });
  };
  compare(places.net, sumOf(parts, 'net'), printed.net, exponent);
  compare(places.fee, sumOf(parts, 'fee'), printed.fee, exponent);
  compare(places.count, BigInt(parts.reduce((sum, row) => sum + row.count, 0)), BigInt(printed.count), 0);
}

function sumOf(rows: readonly StatementTotal[], member: 'net' | 'fee'): bigint {
  return rows.reduce((sum, row) => sum + (row[member] ?? 0n), 0n);
}
