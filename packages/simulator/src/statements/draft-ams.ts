import { type AmsParty, itemCells, summaryCells } from './ams-cells.ts';
import type { AmsLayout } from './ams-layout.ts';
import { batchIdOf, emptyBatchId } from './batch-id.ts';
import { type Columns, commaLine, linesText, tableLines } from './delimited-table.ts';
import type { DraftContext, DraftFamily } from './draft-context.ts';
import { isWorkingDay } from './settlement-day.ts';
import { dayDigits } from './statement-day.ts';
import type { StatementDraft } from './statement-draft.ts';
import type { StatementFamily } from './statement-options.ts';
import { rowsByCurrency, type StatementRow } from './statement-row.ts';
import { type SummaryLine, summaryLines, totalLine } from './summary-line.ts';

/** The line that ends every file of the family (docs/wire/statements §9). */
const endLine = '<END>';

/** The three reports of AMS, in parts of `rowsPerFile`; a day without transactions has empty files (docs/wire/statements §3.3, §9.1). */
export function draftAms(family: StatementFamily, layout: AmsLayout): DraftFamily {
  return (context) => {
    const { settings, day } = context;
    const { customerId, unit } = settings.statements;
    const party: AmsParty = { customerId, unit: family === 'B3' ? 'major' : unit };
    const shared: Shared = { day, family, directory: `/v1/settlements/${customerId}/${dayDigits(day)}` };
    const items = parts(context, context.transactions, `transactionItems_${dayDigits(day)}`).map(
      (part): StatementDraft => ({
        ...{ ...shared, ...part, report: 'transaction' },
        render: renderItems(chosen(itemCells(party), layout.transactions)),
      }),
    );
    return [
      ...items,
      ...settledBatches(context).flatMap((batch) => batchFiles(context, layout, party, shared, batch)),
    ];
  };
}

/** The details of a batch and its sums. */
function batchFiles(
  context: DraftContext,
  layout: AmsLayout,
  party: AmsParty,
  shared: Shared,
  { currency, batchId, rows }: Batch,
): readonly StatementDraft[] {
  const details = parts(context, rows, `settlementItems_${currency}_${batchId}`).map(
    (part): StatementDraft => ({
      ...{ ...shared, ...part, report: 'settlement' },
      render: renderItems(chosen(itemCells(party), layout.settlement)),
    }),
  );
  const sums: StatementDraft = {
    ...{ ...shared, rows, report: 'summary', name: `settlementSummary_${currency}_${batchId}_000.csv` },
    render: renderSummary(chosen(summaryCells(party), layout.summary)),
  };
  return [...details, sums];
}

type Shared = Pick<StatementDraft, 'directory' | 'day' | 'family'>;

interface Batch {
  readonly currency: string;
  readonly batchId: string;
  readonly rows: readonly StatementRow[];
}

/** A batch for each currency; on a working day without any an empty one, if its currency is known. */
function settledBatches({ settings, day, settled }: DraftContext): readonly Batch[] {
  const batches = [...rowsByCurrency(settled, ({ net }) => net.currency)].flatMap(([currency, rows]) =>
    rows.slice(0, 1).map((first) => ({ currency, batchId: batchIdOf(first), rows })),
  );
  const { settlementCurrency: currency } = settings.statements;
  const isEmpty = batches.length === 0 && isWorkingDay(settings.statements, day);
  return isEmpty && currency !== undefined ? [{ currency, batchId: emptyBatchId, rows: [] }] : batches;
}

/** Splits rows into the parts `000`, `001` and so on; without rows there is one empty part. */
function parts(
  { settings }: DraftContext,
  rows: readonly StatementRow[],
  stem: string,
): readonly Pick<StatementDraft, 'name' | 'rows'>[] {
  const { rowsPerFile } = settings.statements;
  const count = Math.max(1, Math.ceil(rows.length / rowsPerFile));
  return Array.from({ length: count }, (_, index) => ({
    name: `${stem}_${String(index).padStart(3, '0')}.csv`,
    rows: rows.slice(index * rowsPerFile, (index + 1) * rowsPerFile),
  }));
}

function chosen<Row>(cells: Columns<Row>, names: readonly string[]): Columns<Row> {
  return Object.fromEntries(names.map((name) => [name, cells[name] ?? (() => '')]));
}

function renderItems(columns: Columns<StatementRow>): StatementDraft['render'] {
  return (rows) => Buffer.from(linesText([...tableLines(commaLine, columns, rows), endLine]));
}

/** The total comes first, as in the samples (docs/wire/statements §9.3). */
function renderSummary(columns: Columns<SummaryLine>): StatementDraft['render'] {
  return (rows) => {
    const lines = tableLines(commaLine, columns, [...totalLine(rows), ...summaryLines(rows)]);
    return Buffer.from(linesText([...lines, endLine]));
  };
}
