import { acquiringFiles } from '../../../statements/day/acquiring.ts';
import type { Draft, Made } from '../../../statements/day/draft.ts';
import type { Shop, ShopEvent } from '../../../statements/day/event.ts';
import { inStoreSettlement, inStoreTransactions } from '../../../statements/day/in-store.ts';
import { major } from '../../../statements/day/money.ts';
import { onlineSettlement, onlineTransactions } from '../../../statements/day/online.ts';
import type { Random } from '../../../trial/random.ts';
import { type Ids, netOf, type ProviderRow, sizeOf } from '../row.ts';
import { dayAt, type Setting, startAt } from '../setting.ts';
import { type Batch, batchesOf, type PrintedSettlement } from './batch.ts';

const dayMs = 86_400_000;

/** The transaction file of a day of A1, A4 or B0. */
export function classicTransactions(
  setting: Setting,
  random: Random,
  dayNo: number,
  rows: readonly ProviderRow[],
): Draft {
  const shop = shopOf(setting, random, startAt(setting, dayNo));
  const events = rows.map((row) => eventOf(row, 0));
  if (setting.family === 'A1') return inStoreTransactions(shop, events).draft;
  if (setting.family === 'A4') return onlineTransactions(shop, events, 'A4').draft;
  const [file] = acquiringFiles(shop, events);
  if (file === undefined) throw new Error('a day without a file');
  return file.draft;
}

/** The files of what was settled on a day of A1, A4 or B0. */
export function classicSettlement(
  setting: Setting,
  random: Random,
  dayNo: number,
  rows: readonly ProviderRow[],
): PrintedSettlement {
  // The writers count from the day of the payments, which is the one before.
  const startMs = startAt(setting, dayNo);
  const shop = shopOf(setting, random, startMs - dayMs);
  const settledAtMs = startMs + dayMs - 1_000;
  const events = rows.map((row) => eventOf(row, settledAtMs));
  if (setting.family === 'A1') {
    const file = withNets(inStoreSettlement(shop, events), rows);
    return { drafts: [file], batches: batchesOf(dayAt(setting, dayNo), rows) };
  }
  const files =
    setting.family === 'A4' ? onlineSettlement(shop, events, 'A4') : acquiringFiles(shop, events).slice(1);
  const details = files.filter(({ draft }) => draft.report === 'settlement');
  return { drafts: files.map(({ draft }) => draft), batches: details.map((made) => batchOf(setting, made)) };
}

function batchOf({ netCurrency: currency }: Setting, { truth }: Made): Batch {
  const batchId = truth[0]?.batchId ?? '';
  return { batchId, currency, net: truth.reduce((sum, { net = 0n }) => sum + net, 0n) };
}

function shopOf({ pid, currency }: Setting, random: Random, startMs: number): Shop {
  return { random, pid, mid: pid, dayMs: startMs, currency };
}

function eventOf(row: ProviderRow, settledAtMs: number): ShopEvent {
  const { kind, ownId, providerId, original, atMs, currency, gross = 0n, fee = 0n } = row;
  if (kind !== 'payment' && kind !== 'refund' && kind !== 'cancel')
    throw new Error(`a classic file has no ${kind}`);
  return {
    ...{
      kind,
      ownId,
      providerId,
      atMs,
      settledAtMs,
      currency,
      gross: sizeOf(gross),
      fee: sizeOf(fee),
      remark: '',
    },
    original: original === undefined ? undefined : originalOf(original),
  };
}

/** Writers print no more of it than its ids. */
function originalOf({ ownId, providerId }: Ids): ShopEvent {
  return {
    kind: 'payment',
    ownId,
    providerId,
    atMs: 0,
    settledAtMs: 0,
    currency: '',
    gross: 0n,
    fee: 0n,
    remark: '',
  };
}

/** Puts in the nets that do not follow from gross and fee. */
function withNets({ draft: printed }: Made, rows: readonly ProviderRow[]): Draft {
  const at = printed.columns.indexOf('Settlement');
  const cellsOf = (cells: readonly string[], row: ProviderRow | undefined): readonly string[] =>
    row === undefined || row.netOff === 0n ? cells : cells.with(at, major(sizeOf(netOf(row)), row.currency));
  return { ...printed, rows: printed.rows.map((cells, index) => cellsOf(cells, rows[index])) };
}
