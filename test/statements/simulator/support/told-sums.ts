import type { StatementRecord } from '@alipay-intl/reconciliation';
import type { AmountText, BookEntry, BookFile } from '@alipay-intl/simulator';
import { moneyText } from './told-rows.ts';

/** What a row of a summary or of a batch file must say. */
export interface ToldSum {
  readonly printedType: string;
  readonly count: number | undefined;
  readonly gross: string | undefined;
  readonly fee: string | undefined;
  readonly net: string | undefined;
  readonly batchId: string | undefined;
}

export function sumByRecord(record: StatementRecord): ToldSum {
  const { printedType, count, batchId, gross, fee, net, currency, netCurrency } = record;
  return {
    ...{ printedType, count, batchId },
    gross: moneyText(gross, currency),
    fee: moneyText(fee, netCurrency),
    net: moneyText(net, netCurrency),
  };
}

/** The rows of a summary: one for each type in the books and one for all; B3 prints no fees there. */
export function summaryByBooks({ family, entries }: BookFile): readonly ToldSum[] {
  const types = [...new Set(entries.map(({ printedType }) => printedType))];
  const groups = types.map(
    (type) => [type, entries.filter(({ printedType }) => printedType === type)] as const,
  );
  return [...groups, ['TOTAL', entries] as const]
    .filter(([, group]) => group.length > 0)
    .map(([printedType, group]) => ({
      printedType,
      count: group.length,
      gross: undefined,
      fee: family === 'B3' ? undefined : sumOf(group, ({ fee }) => fee),
      net: sumOf(group, ({ net }) => net),
      batchId: group[0]?.batchId,
    }));
}

/** The rows of the batch file in an archive: one for each batch. */
export function batchesByBooks({ entries }: BookFile): readonly ToldSum[] {
  return [...new Set(entries.map(({ batchId }) => batchId))].map((batchId) => {
    const group = entries.filter((entry) => entry.batchId === batchId);
    return {
      ...{ printedType: '', count: undefined, batchId },
      gross: sumOf(group, ({ gross }) => gross),
      fee: sumOf(group, ({ fee }) => fee),
      net: sumOf(group, ({ net }) => net),
    };
  });
}

function sumOf(entries: readonly BookEntry[], choose: (entry: BookEntry) => AmountText): string {
  const amounts = entries.map(choose);
  const sum = amounts.reduce((total, { value }) => total + BigInt(value), 0n);
  return `${sum} ${amounts[0]?.currency}`;
}
