import type { Made } from './draft.ts';
import { dayDigits, digits, type Shop, type ShopEvent, someName, wallClock } from './event.ts';
import { baseOf, settledRow } from './in-store.ts';
import { type AmountStyle, major } from './money.ts';
import { bare, given } from './signed.ts';
import { rowOf, someStyle, split } from './style.ts';
import type { TrueRecord } from './true-record.ts';

const online = split(
  'Partner_transaction_id Amount Rmb_amount Fee Settlement Rmb_settlement Currency Rate Payment_time Settlement_time Type Status Remarks',
);
const autoDebit = split(
  'Partner_transaction_id Transaction_id Amount Rmb_amount Fee Distribute_amount Distribute_rmb_amount Settlement Rmb_settlement Currency Rate Payment_time Settlement_time Type Status Remarks',
);
const styles: readonly [AmountStyle, ...AmountStyle[]] = ['padded', 'short'];

/** How a family of the online products prints its rows. */
interface Printing {
  readonly family: 'A2' | 'A3' | 'A4';
  readonly columns: readonly string[];
  readonly style: Made['draft']['style'];
  readonly isSettled: boolean;
  readonly batchId?: string | undefined;
}

function printed(shop: Shop, event: ShopEvent, printing: Printing): { cells: string[]; truth: TrueRecord } {
  const { random } = shop;
  const { family, columns, isSettled } = printing;
  const hasYuan = family !== 'A4';
  const { values, fields } = settledRow(shop, event, hasYuan, random.pick(styles));
  const status = isSettled ? 'L' : 'P';
  const more = {
    Status: status,
    ...(isSettled ? {} : { Settlement_time: '' }),
    Remarks: remarkOf(shop, event, printing),
    Original_partner_transaction_ID: event.original?.ownId ?? '',
    ...{ Transaction_ID: event.providerId, Stem_from: '', Issue: 'ALIPAYCN', Product: 'Cross_wap' },
    ...(family === 'A3' ? { Distribute_amount: '0.0', Distribute_rmb_amount: '0.0' } : {}),
  };
  const cells = rowOf(columns, { ...values, ...more });
  const has = (column: string): boolean => columns.includes(column);
  const base = baseOf(event, values['Type'] ?? '', cells, { net: true });
  const truth: TrueRecord = {
    ...base,
    ...fields,
    ...{ status, batchId: printing.batchId, remark: given(more.Remarks) },
    settledAtMs: isSettled ? event.settledAtMs : undefined,
    providerId: has('Transaction_id') || has('Transaction_ID') ? event.providerId : undefined,
    originalOwnId:
      has('Original_partner_transaction_ID') || family === 'A3' ? event.original?.ownId : undefined,
    ...(family === 'A3' ? { distributed: 0n } : {}),
  };
  return { cells, truth };
}

function remarkOf({ random }: Shop, event: ShopEvent, { family, style }: Printing): string {
  if (family === 'A3') return (event.original ?? event).ownId;
  return someName(random, 'quoted', style.encoding);
}

const withoutCancels = (events: readonly ShopEvent[]): readonly ShopEvent[] =>
  events.filter(({ kind }) => kind !== 'cancel');

/** The transaction file of families A2 and A4. */
export function onlineTransactions(shop: Shop, events: readonly ShopEvent[], family: 'A2' | 'A4'): Made {
  const { pid, dayMs } = shop;
  const printing = somePrinting(shop, family, false);
  const rows = withoutCancels(events).map((event) => printed(shop, event, printing));
  return file(`${family}-fptrade`, `${pid}_fptrade_${dayDigits(dayMs)}.csv`, printing, rows);
}

/** What was settled: the batch file and one settle file for each batch, as a zip holds them. */
export function onlineSettlement(shop: Shop, events: readonly ShopEvent[], family: 'A2' | 'A4'): Made[] {
  const { random, pid, dayMs } = shop;
  const all = withoutCancels(events);
  const cut = all.length > 2 && random.chance(0.4) ? 1 : all.length;
  const parts = [all.slice(0, cut), all.slice(cut)].filter((part) => part.length > 0);
  const day = dayDigits(dayMs + 86_400_000);
  const batches = parts.map((part) => ({ part, batchId: digits(random, 32) }));
  const files = batches.map(({ part, batchId }) => {
    const printing = { ...somePrinting(shop, family, true), batchId };
    const rows = part.map((event) => printed(shop, event, printing));
    return file(`${family}-settle`, `${pid}_settle_${day}_${batchId}.csv`, printing, rows);
  });
  return batches.length === 0 ? [] : [batchFile(shop, batches, `${pid}_settlebatch_${day}.csv`), ...files];
}

function file(
  layout: string,
  name: string,
  { family, columns, style }: Printing,
  rows: readonly { readonly cells: readonly string[]; readonly truth: TrueRecord }[],
): Made {
  return {
    ...{ layout, truth: rows.map(({ truth }) => truth) },
    draft: {
      ...{ name, family, unit: 'major', trailer: undefined, preamble: undefined, columns, style },
      report: layout.endsWith('settle') || layout === 'A3-settlement' ? 'settlement' : 'transaction',
      delimiter: family === 'A3' ? '|' : ',',
      rows: rows.map(({ cells }) => cells),
    },
  };
}

const hongKong = split(
  'Partner_transaction_id Transaction_id Amount Fee Settlement Currency Payment_time Settlement_time Issue Product Type Status Remarks Original_partner_transaction_ID',
);

function somePrinting({ random }: Shop, family: 'A2' | 'A4', isSettled: boolean): Printing {
  const style = someStyle(random, { gb18030: true, quotes: true });
  if (family === 'A4') return { family, isSettled, style, columns: hongKong };
  const columns = [...online];
  if (isSettled && random.chance(0.5)) columns.splice(columns.indexOf('Remarks'), 0, 'Stem_from');
  if (random.chance(0.7)) columns.push('Original_partner_transaction_ID');
  if (random.chance(0.6)) columns.push('Transaction_ID');
  return { family, isSettled, style, columns };
}

const batchColumns = split('Settle_batch_no Settle_date Amount Fee Settlement Currency');

function batchFile(
  shop: Shop,
  batches: readonly { readonly part: readonly ShopEvent[]; readonly batchId: string }[],
  name: string,
): Made {
  const { random, currency } = shop;
  const settledAtMs = shop.dayMs + 2 * 86_400_000 - 30_240_000;
  const rows = batches.map(({ part, batchId }) => {
    const sum = (of: (event: ShopEvent) => bigint): bigint =>
      part.reduce((total, event) => total + (event.kind === 'payment' ? of(event) : -of(event)), 0n);
    const [gross, fee] = [sum((event) => event.gross), sum((event) => event.fee)];
    const net = gross - fee;
    const write = (value: bigint): string => major(value, currency);
    const cells = [batchId, wallClock(settledAtMs), write(gross), write(fee), write(net), currency];
    const truth: TrueRecord = {
      ...{ kind: 'total', printedType: '', batchId, settledAtMs, currency, netCurrency: currency },
      direction: net === 0n ? 'none' : net > 0n ? 'in' : 'out',
      ...{ gross, fee: -fee, net, cells: cells.map(bare) },
    };
    return { cells, truth };
  });
  const style = someStyle(random, { quotes: true });
  const made = file(
    'A2-settlebatch',
    name,
    { family: 'A2', columns: batchColumns, style, isSettled: true },
    rows,
  );
  return { ...made, draft: { ...made.draft, report: 'batch' } };
}

/** Both files of family A3: pipes, and no line before the column names. */
export function autoDebitFile(shop: Shop, events: readonly ShopEvent[], isSettled: boolean): Made {
  const { random, pid, dayMs } = shop;
  const style = someStyle(random, { gb18030: true });
  const printing: Printing = { family: 'A3', columns: autoDebit, style, isSettled };
  const rows = withoutCancels(events).map((event) => printed(shop, event, printing));
  const report = isSettled ? 'settlement' : 'transaction';
  const name = `${pid}_${report}_${dayDigits(dayMs + (isSettled ? 86_400_000 : 0))}.txt`;
  return file(`A3-${report}`, name, printing, isSettled ? rows : rows.map((row) => oftenFailed(shop, row)));
}

/** Now and then a refund of the transaction file has failed: no money was moved. */
function oftenFailed({ random }: Shop, row: { cells: string[]; truth: TrueRecord }) {
  if (row.truth.kind !== 'refund' || !random.chance(0.2)) return row;
  const cells = row.cells.with(autoDebit.indexOf('Status'), 'F');
  return {
    cells,
    truth: { ...row.truth, kind: 'failed', direction: 'none', status: 'F', cells: cells.map(bare) },
  };
}
