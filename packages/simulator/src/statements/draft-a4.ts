import type { Money } from '../payments/money.ts';
import { printMajor, sumOf, unsigned } from './amount-print.ts';
import { longBatchIdOf } from './batch-id.ts';
import { type Columns, commaLine, linesText, tableLines } from './delimited-table.ts';
import type { DraftContext, DraftFamily } from './draft-context.ts';
import { encodeText } from './encode-text.ts';
import { settlementMoment } from './settlement-day.ts';
import { dayDigits, wallClock } from './statement-day.ts';
import type { StatementDraft } from './statement-draft.ts';
import { rowsByCurrency, type StatementRow } from './statement-row.ts';
import { type ArchiveEntry, writeZip } from './write-zip.ts';

const directory = '/download';

/** A4, AlipayHK online: a transaction file, and a zip of batch file and detail files (docs/wire/statements §6.1, §5.2). */
export const draftA4: DraftFamily = (context) => {
  const files = [transactionFile(context), settlementArchive(context)];
  return files.filter(({ rows }) => rows.length > 0);
};

function transactionFile({ settings, day, transactions }: DraftContext): StatementDraft {
  const { partnerId, encoding } = settings.statements;
  return {
    ...{ directory, day, family: 'A4', report: 'transaction' },
    name: `${partnerId}_fptrade_${dayDigits(day)}.csv`,
    rows: transactions.map(asPrinted),
    render: (rows) =>
      encodeText(
        linesText(
          tableLines(
            commaLine,
            columnsOf('P', () => ''),
            rows,
          ),
        ),
        encoding,
      ),
  };
}

function settlementArchive({ settings, day, settled }: DraftContext): StatementDraft {
  const { partnerId, encoding } = settings.statements;
  const stem = `${partnerId}_settle`;
  const detail = columnsOf('L', ({ settlementDay }) => wallClock(settlementMoment(settlementDay)));
  return {
    ...{ directory, day, family: 'A4', report: 'archive' },
    name: `${partnerId}_${dayDigits(day)}.zip`,
    rows: settled.map(asPrinted),
    render: (rows) => {
      const batches = [...rowsByCurrency(rows, ({ net }) => net.currency)];
      const entries: readonly ArchiveEntry[] = [
        { name: `${stem}batch_${dayDigits(day)}.csv`, lines: tableLines(commaLine, batchColumns, batches) },
        ...batches.map(([currency, batch]) => ({
          name: `${stem}_${dayDigits(day)}_${longBatchIdOf(day, currency)}.csv`,
          lines: tableLines(commaLine, detail, batch),
        })),
      ].map(({ name, lines }) => ({ name, bytes: encodeText(linesText(lines), encoding) }));
      return writeZip(entries, settlementMoment(day));
    },
  };
}

/** There is no type for a cancel: it is an R whose own id equals the Alipay id (docs/wire/statements §4.2, §6.2). */
function asPrinted(row: StatementRow): StatementRow {
  const printedType = row.kind === 'payment' ? 'P' : 'R';
  return { ...row, printedType, ownId: row.kind === 'cancel' ? row.providerId : row.ownId };
}

/** The blank behind ids and sums is printed in the documented samples (docs/wire/statements §6.1). */
function columnsOf(status: 'P' | 'L', settlementTime: (row: StatementRow) => string): Columns<StatementRow> {
  return {
    Partner_transaction_id: ({ ownId }) => `${ownId} `,
    Transaction_id: ({ providerId }) => `${providerId} `,
    Amount: ({ gross }) => printMajor(unsigned(gross)),
    Fee: ({ fee }) => printMajor(unsigned(fee)),
    Settlement: ({ net }) => printMajor(unsigned(net)),
    Currency: ({ gross }) => gross.currency,
    Payment_time: ({ atMs }) => wallClock(atMs),
    Settlement_time: settlementTime,
    Issue: () => 'ALIPAYCN',
    Product: () => 'Cross_wap',
    Type: ({ printedType }) => printedType,
    Status: () => status,
    Remarks: ({ payment }) => payment.order.orderDescription,
    Original_partner_transaction_ID: ({ originalOwnId }) => originalOwnId,
  };
}

type Batch = readonly [currency: string, rows: readonly StatementRow[]];

const batchColumns: Columns<Batch> = {
  Settle_batch_no: ([currency, [first]]) => `${longBatchIdOf(first?.settlementDay ?? '', currency)} `,
  Settle_date: ([, [first]]) => wallClock(settlementMoment(first?.settlementDay ?? '')),
  Amount: (batch) => `${printSum(batch, ({ gross }) => gross)} `,
  Fee: (batch) => `${printSum(batch, ({ fee }) => ({ ...fee, units: -fee.units }))} `,
  Settlement: (batch) => `${printSum(batch, ({ net }) => net)} `,
  Currency: ([currency]) => currency,
};

function printSum([currency, rows]: Batch, choose: (row: StatementRow) => Money): string {
  return printMajor(sumOf(currency, rows.map(choose)));
}
