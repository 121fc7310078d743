import type { Random } from '../../trial/random.ts';
import type { Made } from './draft.ts';
import { dayDigits, digits, type Shop, type ShopEvent, someName } from './event.ts';
import { major } from './money.ts';
import { bare, given, signedFields } from './signed.ts';
import { rowOf, someStyle, split } from './style.ts';
import type { TrueRecord } from './true-record.ts';

const columns = split(
  'Partner_transaction_id Transaction_id Amount Fee Settlement Currency Payment_time Settlement_time Issue Product Type Status Remarks Original_partner_transaction_ID',
);

/** `M/D/YYYY H:MM` as printed, or `MM/DD/YYYY HH:MM:SS` as documented, in UTC+8. */
function monthFirst(atMs: number, isLong: boolean): string {
  const [date = '', time = ''] = new Date(atMs + 28_800_000).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  if (isLong) return `${month}/${day}/${year} ${time.slice(0, 8)}`;
  return `${Number(month)}/${Number(day)}/${year} ${Number(time.slice(0, 2))}:${time.slice(3, 5)}`;
}

/** The moment that is left when the seconds are not printed. */
const kept = (atMs: number, isLong: boolean): number => (isLong ? atMs : atMs - (atMs % 60_000));

interface Row {
  readonly cells: readonly string[];
  readonly truth: TrueRecord;
}

/** In the transaction file the net and the time of the settlement are empty. */
function transactionRow(
  random: Random,
  event: ShopEvent,
  isLong: boolean,
  more = { Status: 'SUCCESS' },
): Row {
  const { kind, currency, original } = event;
  const cells = rowOf(columns, {
    ...{ Partner_transaction_id: event.ownId, Transaction_id: event.providerId, Currency: currency },
    ...{
      Amount: major(event.gross, currency, 'short').replace(/^\./, '0.'),
      Fee: major(event.fee, currency),
    },
    ...{ Payment_time: monthFirst(event.atMs, isLong), Product: 'CASHIER_PAY', Type: kind.toUpperCase() },
    ...{
      Remarks: someName(random, 'quoted', 'utf-8'),
      Original_partner_transaction_ID: original?.ownId ?? '',
    },
    ...more,
  });
  const truth: TrueRecord = {
    ...(signedFields(event, { net: true }) as TrueRecord),
    ...{ printedType: kind.toUpperCase(), ownId: event.ownId, providerId: event.providerId },
    ...{ originalOwnId: original?.ownId, status: more.Status, occurredAtMs: kept(event.atMs, isLong) },
    ...{ net: undefined, remark: given(cells[12] ?? ''), cells: cells.map(bare) },
  };
  return { cells, truth };
}

function settledRow(random: Random, event: ShopEvent, batchId: string | undefined, isLong: boolean): Row {
  const { kind, gross, fee, settledAtMs } = event;
  const net = kind === 'payment' ? gross - fee : fee - gross;
  const { cells, truth } = transactionRow(random, event, isLong, {
    Status: 'SETTLED',
    ...{ Settlement: major(net, event.currency), Settlement_time: monthFirst(settledAtMs, isLong) },
  });
  return { cells, truth: { ...truth, net, batchId, settledAtMs: kept(settledAtMs, isLong) } };
}

/** A file of family A5; a refund's net is printed with a minus there. */
export function openapiFile(shop: Shop, events: readonly ShopEvent[], isSettled: boolean): Made {
  const { random, mid, dayMs } = shop;
  const style = someStyle(random, { quotes: true });
  const isLong = random.chance(0.5);
  const batchId = isSettled ? digits(random, 19) : undefined;
  const rows = events.map((event) =>
    isSettled
      ? settledRow(random, event, batchId, isLong)
      : transactionRow(random, event.kind === 'payment' ? event : { ...event, fee: 0n }, isLong),
  );
  const day = dayDigits(dayMs);
  return {
    // Without rows, nothing tells it from the other layout of AlipayHK.
    layout: `${rows.length === 0 ? 'A4' : 'A5'}-${isSettled ? 'settle' : 'fptrade'}`,
    truth: rows.map(({ truth }) => truth),
    draft: {
      ...{ family: 'A5', report: isSettled ? 'settlement' : 'transaction', unit: 'major', delimiter: ',' },
      ...{ name: isSettled ? `${mid}_settle_${day}_${batchId}.csv` : `${mid}_fptrade_${day}.csv` },
      ...{ preamble: undefined, trailer: undefined, columns, style, rows: rows.map(({ cells }) => cells) },
    },
  };
}
