import type { Made } from './draft.ts';
import { dayDigits, digits, isoText, type Shop, type ShopEvent, someName } from './event.ts';
import { major } from './money.ts';
import { bare, given, signedFields } from './signed.ts';
import { rowOf, someStyle, split } from './style.ts';
import { summaryRows, sumsByType } from './summary.ts';
import type { TrueRecord } from './true-record.ts';

const transactionColumns = split(
  'merchantId sellerId storeId productCode paymentTime orderTitle transType transSTatus merchantTransId acquirementId originalAcquirementId orderAmount orderCurrency remark userSite siteUserId',
);
const settlementColumns = split(
  'merchantId sellerID storeId transType productCode remark acquirementId originalAcquirementId paymentTime userSite referenceId settlementTime merchantTransId orderAmount orderCurrency settlementAmount settlementCurrency commission',
);
const summaryColumns = split(
  'type settlementTime count settlementAmount settlementCurrency commission referenceId merchantId',
);

/** The three files of family B0: amounts in major units, the fee with its sign. */
export function acquiringFiles(shop: Shop, events: readonly ShopEvent[]): Made[] {
  const { currency, dayMs, random } = shop;
  const [day, settled] = [dayDigits(dayMs), dayDigits(dayMs + 86_400_000)];
  const referenceId = digits(random, 16);
  const details = detailFile(
    shop,
    events,
    `ALIPAY_SETTLEMENT_DETAIL_${currency}_${settled}.csv`,
    referenceId,
  );
  const transactions = detailFile(
    shop,
    events,
    `ALIPAY_TRANSACTION_DETAIL_${currency}_${day}.csv`,
    undefined,
  );
  if (events.length === 0) return [transactions];
  return [
    transactions,
    details,
    summaryFile(shop, details, `ALIPAY_SETTLEMENT_SUMMARY_${currency}_${settled}.csv`),
  ];
}

function detailFile(
  shop: Shop,
  events: readonly ShopEvent[],
  name: string,
  referenceId: string | undefined,
): Made {
  const { random } = shop;
  const style = someStyle(random, { quotes: true });
  const columns = referenceId === undefined ? transactionColumns : settlementColumns;
  const rows = events.map((event) => detailRow(shop, event, columns, referenceId));
  const report = referenceId === undefined ? 'transaction' : 'settlement';
  return {
    layout: `B0-${report}`,
    truth: rows.map(({ truth }) => truth),
    draft: {
      ...{
        name,
        family: 'B0',
        report,
        unit: 'major',
        delimiter: ',',
        preamble: undefined,
        trailer: undefined,
      },
      ...{ columns, style, rows: rows.map(({ cells }) => cells) },
    },
  };
}

function detailRow(
  shop: Shop,
  event: ShopEvent,
  columns: readonly string[],
  referenceId: string | undefined,
) {
  const { random, mid } = shop;
  const { kind, currency, gross, fee, original, atMs } = event;
  const isSettled = referenceId !== undefined;
  const sign = kind === 'payment' ? 1n : -1n;
  const type = kind.toUpperCase();
  const remark = someName(random, 'quoted', 'utf-8');
  const cells = rowOf(columns, {
    ...{
      merchantId: mid,
      sellerId: '123',
      productCode: 'GlobalOfflineAcquire',
      paymentTime: isoText(random, atMs),
    },
    ...{
      orderTitle: 'Pencil',
      transType: type,
      transSTatus: 'Success',
      merchantTransId: event.ownId,
      remark,
    },
    ...{ acquirementId: event.providerId, originalAcquirementId: original?.providerId ?? '' },
    ...{ orderAmount: major(gross, currency), orderCurrency: currency, userSite: 'Alipay_CN' },
    siteUserId: digits(random, 16),
    settlementTime: isoText(random, event.settledAtMs),
    ...{ referenceId: referenceId ?? '', settlementAmount: major(sign * (gross - fee), currency, 'plus') },
    ...{ settlementCurrency: currency, commission: major(-sign * fee, currency, 'plus') },
  });
  const truth: TrueRecord = {
    ...(signedFields(event, { net: isSettled }) as TrueRecord),
    ...{ printedType: type, ownId: event.ownId, providerId: event.providerId, batchId: referenceId },
    originalProviderId: original?.providerId,
    ...(isSettled ? { settledAtMs: event.settledAtMs } : { fee: undefined, status: 'Success' }),
    ...{ remark: given(remark), cells: cells.map(bare) },
  };
  return { cells, truth };
}

function summaryFile(shop: Shop, details: Made, name: string): Made {
  const { random, currency, mid } = shop;
  const settledAtMs = details.truth[0]?.settledAtMs ?? 0;
  const rows = summaryRows(random, sumsByType(details.truth)).map((sum) => {
    const { type, count, net, fee } = sum;
    const batchId = details.truth[0]?.batchId ?? '';
    const cells = rowOf(summaryColumns, {
      ...{ type, settlementTime: isoText(random, settledAtMs), count: String(count), merchantId: mid },
      ...{ settlementAmount: major(net, currency), settlementCurrency: currency, referenceId: batchId },
      commission: major(fee, currency, 'plus'),
    });
    const truth: TrueRecord = {
      ...{
        kind: sum.kind,
        printedType: type,
        direction: sum.direction,
        batchId,
        settledAtMs,
        count,
        net,
        fee,
      },
      ...{ netCurrency: currency, cells: cells.map(bare) },
    };
    return { cells, truth };
  });
  return {
    layout: 'B0-summary',
    truth: rows.map(({ truth }) => truth),
    draft: {
      ...{ name, family: 'B0', report: 'summary', unit: 'major', delimiter: ',', columns: summaryColumns },
      ...{ preamble: undefined, trailer: undefined, style: someStyle(random) },
      rows: rows.map(({ cells }) => cells),
    },
  };
}
