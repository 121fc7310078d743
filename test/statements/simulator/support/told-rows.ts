import type { Direction, RecordKind, StatementRecord } from '@alipay-intl/reconciliation';
import type { BookEntry, BookFile, StatementFamily } from '@alipay-intl/simulator';

/** What a record and an entry of the books must say alike. */
export interface ToldRow {
  readonly kind: RecordKind;
  readonly printedType: string;
  readonly direction: Direction;
  readonly ownId: string | undefined;
  readonly providerId: string | undefined;
  readonly originalOwnId: string | undefined;
  readonly originalProviderId: string | undefined;
  readonly occurredAt: string | undefined;
  readonly settledAt: string | undefined;
  readonly gross: string | undefined;
  readonly fee: string | undefined;
  readonly net: string | undefined;
  readonly batchId: string | undefined;
}

const kinds: Readonly<Record<string, RecordKind>> = {
  P: 'payment',
  R: 'refund',
  PAYMENT: 'payment',
  REFUND: 'refund',
  CANCEL: 'cancel',
};

/** Which id of the payment a family prints beside a refund or a cancel. docs/wire/statements §4 to §9. */
const originals: Readonly<Record<StatementFamily, readonly ('own' | 'provider')[]>> = {
  A1: [],
  A4: ['own'],
  B0: ['provider'],
  B1: ['provider'],
  B2: ['own', 'provider'],
  B3: ['own'],
};

/** What a record of a transaction or a settlement file says. */
export function toldByRecord(record: StatementRecord): ToldRow {
  const { kind, printedType, direction, ownId, providerId, originalOwnId, originalProviderId } = record;
  const { occurredAt, settledAt, gross, fee, net, currency, netCurrency, batchId } = record;
  return {
    ...{ kind, printedType, direction, ownId, providerId, originalOwnId, originalProviderId },
    ...{ occurredAt, settledAt, batchId },
    gross: moneyText(gross, currency),
    fee: moneyText(fee, netCurrency),
    net: moneyText(net, netCurrency),
  };
}

/** What it must say by the books. */
export function toldByBooks(
  { family, report }: Pick<BookFile, 'family' | 'report'>,
  entry: BookEntry,
): ToldRow {
  const { kind, printedType, ownId, providerId, originalOwnId, originalProviderId, time } = entry;
  const isSettled = report !== 'transaction';
  const gross = family.startsWith('A') ? entry.gross : entry.amount;
  const tells = originals[family];
  return {
    ...{ printedType, ownId, providerId },
    kind: kinds[printedType] ?? 'unknown',
    direction: kind === 'payment' ? 'in' : 'out',
    originalOwnId: tells.includes('own') ? originalOwnId : undefined,
    originalProviderId: tells.includes('provider') ? originalProviderId : undefined,
    occurredAt: time,
    settledAt: isSettled ? `${entry.settlementDay}T15:36:00+08:00` : undefined,
    gross: `${gross.value} ${gross.currency}`,
    fee: isSettled || feeIsTold(family, kind) ? `${entry.fee.value} ${entry.fee.currency}` : undefined,
    net: isSettled || ['A4', 'B3'].includes(family) ? `${entry.net.value} ${entry.net.currency}` : undefined,
    batchId: (isSettled && family !== 'A1') || family === 'B3' ? entry.batchId : undefined,
  };
}

/** A transaction file of A1 does not say whether the fee of a refund comes back (docs/wire/statements §10.2); B0 to B2 have no fee there. */
function feeIsTold(family: StatementFamily, kind: BookEntry['kind']): boolean {
  return family === 'A4' || family === 'B3' || (family === 'A1' && kind !== 'refund');
}

export function moneyText(value: bigint | undefined, currency: string | undefined): string | undefined {
  return value === undefined ? undefined : `${value} ${currency}`;
}
