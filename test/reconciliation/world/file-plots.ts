import type { BreakKind, BreakStanding, Payout } from '@alipay-intl/reconciliation/match';
import type { Draft } from '../../statements/day/draft.ts';
import { digits } from '../../statements/day/event.ts';
import { decimalsOf, major } from '../../statements/day/money.ts';
import type { Random } from '../../trial/random.ts';
import type { Batch, PrintedSettlement } from './print/batch.ts';
import { type ExpectedBreak, sizeOf } from './row.ts';
import { bankDueDayOf, dayAt, type Setting } from './setting.ts';

/** A payment of the bank, and the day on which its record comes. */
export interface PlottedPayout {
  readonly on: number;
  readonly payout: Payout;
}

/** The settlement files of a day with something wrong between them, and what must be said of it. */
export interface PlottedSettlement {
  readonly drafts: readonly Draft[];
  readonly payouts: readonly PlottedPayout[];
  readonly breaks: readonly ExpectedBreak[];
}

interface Plot {
  readonly setting: Setting;
  readonly random: Random;
  readonly dayNo: number;
  readonly printed: PrintedSettlement;
}

type FilePlot = (plot: Plot) => Omit<PlottedSettlement, 'payouts'> | undefined;

/** Sums and names that do not agree. Each is a thing that happens to all files of a day; `undefined` where it cannot. */
const filePlots: Readonly<Record<string, FilePlot>> = {
  'sums of a summary': (plot) =>
    changeSummary(plot, BigInt(plot.random.pick([1, -7, 1_205])), 'settlementAmount'),
  'counts of a summary': (plot) => changeSummary(plot, 1n, 'count'),
  'no summary': (plot) => {
    const details = detailsOf(plot);
    if (!plot.setting.family.startsWith('B') || details === undefined) return undefined;
    const drafts = plot.printed.drafts.filter(({ report }) => report !== 'summary');
    return { drafts, breaks: [fileBreak(plot, 'FILE_MISSING', details.name)] };
  },
  'a part that should be the first': (plot) => {
    const details = detailsOf(plot);
    const parts = plot.printed.drafts.filter(({ report }) => report === 'settlement');
    if (details === undefined || parts.length > 1 || !/_000\.csv$/.test(details.name)) return undefined;
    const name = details.name.replace('_000.csv', '_001.csv');
    const drafts = plot.printed.drafts.map((draft) => (draft === details ? { ...draft, name } : draft));
    return { drafts, breaks: [fileBreak(plot, 'FILE_SEQ_GAP', name)] };
  },
  'the batch file and its settle file': (plot) =>
    changeBatchFile(plot, (rows) => {
      const [first, ...others] = rows;
      const { currency } = plot.setting;
      if (first === undefined) return undefined;
      const [, , amount = '', , net = ''] = first;
      const moved = (text: string): string => major(smallest(text, currency) + 250n, currency);
      const changed = first.with(2, moved(amount)).with(4, moved(net));
      return { rows: [changed, ...others], kind: 'SUMMARY_MISMATCH', atStake: 250n };
    }),
  'a batch without a file': (plot) =>
    changeBatchFile(plot, (rows) => {
      const [first] = rows;
      if (first === undefined) return undefined;
      return { rows: [...rows, first.with(0, digits(plot.random, 32))], kind: 'FILE_MISSING', atStake: 0n };
    }),
};

function detailsOf({ printed }: Plot): Draft | undefined {
  return printed.drafts.find(({ report }) => report === 'settlement');
}

/** Puts something on the first sum and on the total, so that the summary agrees with itself. */
function changeSummary(plot: Plot, off: bigint, what: 'settlementAmount' | 'count'): ReturnType<FilePlot> {
  const { setting, printed } = plot;
  const summary = printed.drafts.find(({ report }) => report === 'summary');
  if (summary === undefined) return undefined;
  const typeAt = summary.columns.findIndex((name) => /^(summaryType|type)$/.test(name));
  const at = summary.columns.findIndex((name) => name.startsWith(what));
  const first = summary.rows.findIndex((cells) => cells[typeAt] !== 'TOTAL');
  const change = (text: string): string => {
    if (what === 'count') return String(BigInt(text) + off);
    const isSmallest = /^B[12]$/.test(setting.family) && setting.unit === 'smallest';
    return isSmallest
      ? String(BigInt(text) + off)
      : major(smallest(text, setting.netCurrency) + off, setting.netCurrency);
  };
  const rows = summary.rows.map((cells, index) =>
    index === first || cells[typeAt] === 'TOTAL' ? cells.with(at, change(cells[at] ?? '')) : cells,
  );
  const changed = { ...summary, rows };
  const found = fileBreak(plot, 'SUMMARY_MISMATCH', summary.name, what === 'count' ? 0n : sizeOf(off));
  return {
    drafts: printed.drafts.map((draft) => (draft === summary ? changed : draft)),
    breaks: [found, found],
  };
}

function changeBatchFile(
  plot: Plot,
  change: (
    rows: Draft['rows'],
  ) => { readonly rows: Draft['rows']; readonly kind: BreakKind; readonly atStake: bigint } | undefined,
): ReturnType<FilePlot> {
  const batchFile = plot.printed.drafts.find(({ report }) => report === 'batch');
  const changed = batchFile && change(batchFile.rows);
  if (batchFile === undefined || changed === undefined) return undefined;
  const { rows, kind, atStake } = changed;
  const drafts = plot.printed.drafts.map((draft) => (draft === batchFile ? { ...batchFile, rows } : draft));
  return { drafts, breaks: [fileBreak(plot, kind, batchFile.name, atStake)] };
}

/** Digits of the smallest unit of an amount in major units. */
function smallest(text: string, currency: string): bigint {
  const [whole = '', decimals = ''] = text.trim().split('.');
  return BigInt(whole + decimals.padEnd(decimalsOf(currency) ?? 2, '0'));
}

function fileBreak(
  { setting, dayNo }: Plot,
  kind: BreakKind,
  file: string | undefined,
  atStake = 0n,
): ExpectedBreak {
  const day = dayAt(setting, dayNo);
  return { kind, day, currency: setting.netCurrency, atStake, file, standings: new Map([[dayNo, 'open']]) };
}

/** Puts something wrong into the settlement files of a day now and then, and makes the payouts of the bank. */
export function plotSettlement(plot: Plot): PlottedSettlement {
  const { setting, random, printed } = plot;
  const names = Object.keys(filePlots);
  const name = names[random.between(0, names.length - 1)] ?? '';
  const plotted = random.chance(0.35) ? filePlots[name]?.(plot) : undefined;
  const { drafts, breaks } = plotted ?? { drafts: printed.drafts, breaks: [] };
  const payouts = setting.hasPayouts ? payOut(plot) : { payouts: [], breaks: [] };
  return { drafts, payouts: payouts.payouts, breaks: [...breaks, ...payouts.breaks] };
}

/** Mostly what the batches add up to; now and then another amount, nothing, later, or something that no file explains. */
function payOut(plot: Plot): Pick<PlottedSettlement, 'payouts' | 'breaks'> {
  const paid = plot.printed.batches.map((batch) => payBatch(plot, batch));
  return { payouts: paid.flatMap(({ payouts }) => payouts), breaks: paid.flatMap(({ breaks }) => breaks) };
}

function payBatch(
  plot: Plot,
  { batchId, currency, net }: Batch,
): Pick<PlottedSettlement, 'payouts' | 'breaks'> {
  const { setting, random, dayNo } = plot;
  const payout = (value: bigint, ofBatch = batchId, on = dayNo): PlottedPayout => ({
    ...{ on, payout: { batchId: ofBatch, currency, value, day: dayAt(setting, on) } },
  });
  const broken = (atStake: bigint, batch = batchId): ExpectedBreak => ({
    ...fileBreak(plot, 'SUMMARY_MISMATCH', undefined, sizeOf(atStake)),
    ...{ currency, batch },
  });
  switch (random.pick(['right', 'right', 'right', 'right', 'in two', 'other', 'none', 'late', 'more'])) {
    case 'none':
      return { payouts: [], breaks: net === 0n ? [] : [{ ...broken(net), ...awaited(plot, undefined) }] };
    case 'late': {
      const on = dayNo + random.between(1, 3);
      if (net === 0n) return { payouts: [payout(net)], breaks: [] };
      return { payouts: [payout(net, batchId, on)], breaks: [{ ...broken(net), ...awaited(plot, on) }] };
    }
    case 'in two':
      return { payouts: [payout(net - 100n), payout(100n)], breaks: [] };
    case 'other':
      return { payouts: [payout(net + 1_234n)], breaks: [broken(1_234n)] };
    case 'more':
      return { payouts: [payout(net), payout(999n, `${batchId}77`)], breaks: [broken(999n, `${batchId}77`)] };
    default:
      return { payouts: [payout(net)], breaks: [] };
  }
}

/** The bank has a working day and the days of grace. */
function awaited(
  { setting, dayNo }: Plot,
  paidOn: number | undefined,
): Pick<ExpectedBreak, 'standings' | 'dueDay' | 'endsAt'> {
  const due = bankDueDayOf(setting, dayNo);
  const standings = new Map<number, BreakStanding>();
  for (let run = dayNo; run < Math.min(setting.days.length, paidOn ?? setting.days.length); run += 1)
    standings.set(run, dayAt(setting, run) > due ? 'open' : 'waiting');
  return { standings, dueDay: due, endsAt: paidOn };
}
