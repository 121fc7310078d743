import type { Random } from '../../trial/random.ts';
import type { TrueRecord } from './true-record.ts';

/** What the rows of one printed type add up to. */
export interface TypeSum {
  readonly type: string;
  readonly kind: string;
  readonly direction: string;
  readonly count: number;
  readonly net: bigint;
  readonly fee: bigint;
}

/** Adds up rows by their printed type. */
export function sumsByType(rows: readonly TrueRecord[]): TypeSum[] {
  const sums = new Map<string, TypeSum>();
  for (const { printedType, kind, net = 0n, fee = 0n } of rows) {
    const known = sums.get(printedType);
    sums.set(
      printedType,
      sumOf(printedType, kind, [(known?.count ?? 0) + 1, (known?.net ?? 0n) + net, (known?.fee ?? 0n) + fee]),
    );
  }
  return [...sums.values()];
}

function sumOf(type: string, kind: string, [count, net, fee]: readonly [number, bigint, bigint]): TypeSum {
  const money = net === 0n ? fee : net;
  return { type, kind, count, net, fee, direction: money === 0n ? 'none' : money > 0n ? 'in' : 'out' };
}

/** The sums and their TOTAL, which comes first or last. */
export function summaryRows(random: Random, sums: readonly TypeSum[]): TypeSum[] {
  const add = (of: (sum: TypeSum) => bigint): bigint => sums.reduce((total, sum) => total + of(sum), 0n);
  const count = sums.reduce((all, sum) => all + sum.count, 0);
  const total = sumOf('TOTAL', 'total', [count, add((sum) => sum.net), add((sum) => sum.fee)]);
  return random.chance(0.5) ? [total, ...sums] : [...sums, total];
}
