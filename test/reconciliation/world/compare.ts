import type { Disposition, LedgerRecord } from '@alipay-intl/reconciliation/match';
import { type Branch, never } from './branch.ts';
import { type ExpectedBreak, ownSideOf, type ProviderRow, sideOf, sizeOf } from './row.ts';
import { dayAt } from './setting.ts';

/** What two rows that belong together come to; they agree where it is left out. */
export interface Verdict {
  readonly kind:
    | 'AMOUNT_MISMATCH'
    | 'CURRENCY_MISMATCH'
    | 'STATUS_MISMATCH'
    | 'TYPE_MISMATCH'
    | 'FEE_MISMATCH';
  readonly currency: string;
  readonly atStake: bigint;
}

/** A row with the day on which it comes. */
export interface Coming<Row> {
  readonly row: Row;
  readonly on: number;
}

/** A sale in both books, as far as it is there, and its settlement. */
export interface Sale {
  readonly own?: Coming<LedgerRecord> | undefined;
  readonly transaction?: Coming<ProviderRow> | undefined;
  /** The settlement of the transaction; by default on a day that suits the contract, or later, or never. */
  readonly settled?: Coming<ProviderRow> | 'never' | undefined;
  readonly verdict?: Verdict | undefined;
  readonly settledVerdict?: Verdict | undefined;
}

/** Places a sale and says what each day must make of it. */
export function book(branch: Branch, sale: Sale): void {
  const { own, transaction, verdict, settledVerdict } = sale;
  const foundAt = own === undefined || transaction === undefined ? never : Math.max(own.on, transaction.on);
  const pairFate: Disposition = verdict === undefined ? 'matched' : 'mismatched';
  if (own !== undefined) branch.placeOwn(own.on, own.row, ownFates(branch, own, foundAt, pairFate));
  if (transaction === undefined) {
    settleAlone(branch, sale);
    return;
  }
  const { row, on } = transaction;
  const fates = branch.lonely(on, foundAt, {
    ...{ kind: 'MISSING_IN_LEDGER', day: dayAt(branch.setting, on), currency: row.currency },
    ...{ atStake: sizeOf(row.gross ?? 0n), transaction: sideOf(row) },
  });
  if (foundAt <= branch.lastDay) {
    fates.set(foundAt, pairFate);
    if (verdict !== undefined)
      plantPair(branch, foundAt, on, {
        ...verdict,
        ledger: own && ownSideOf(own.row),
        transaction: sideOf(row),
      });
  }
  const settled =
    sale.settled === 'never' ? undefined : (sale.settled ?? usualSettlement(branch, transaction));
  branch.placeTransaction(on, row, fates, settle(branch, transaction, settled, settledVerdict));
}

function plantPair(
  branch: Branch,
  run: number,
  dayNo: number,
  facts: Omit<ExpectedBreak, 'standings' | 'day'>,
): void {
  branch.plant(run, { ...facts, day: dayAt(branch.setting, dayNo) });
}

function ownFates(branch: Branch, { row, on }: Coming<LedgerRecord>, foundAt: number, pairFate: Disposition) {
  if (foundAt > on && row.status !== 'succeeded') return branch.withoutMoney(on);
  const fates = branch.lonely(on, foundAt, {
    ...{ kind: 'MISSING_AT_PROVIDER', day: dayAt(branch.setting, on), currency: row.amount.currency },
    ...{ atStake: BigInt(row.amount.value), ledger: ownSideOf(row) },
  });
  return foundAt <= branch.lastDay ? fates.set(foundAt, pairFate) : fates;
}

/** Mostly when the contract says, sometimes too late, and often beyond the last day. */
export function usualSettlement(branch: Branch, { row, on }: Coming<ProviderRow>): Coming<ProviderRow> {
  return { row, on: on + branch.random.pick([1, 1, 2, 2, 3, 4, 5, never]) };
}

/** Places the settlement of a transaction. @returns what becomes of the transaction in the second comparison. */
export function settle(
  branch: Branch,
  transaction: Coming<ProviderRow>,
  settled: Coming<ProviderRow> | undefined,
  verdict: Verdict | undefined = undefined,
): Map<number, Disposition> {
  const at = settled?.on ?? never;
  const fates = branch.unsettled(transaction.on, transaction.row, at);
  if (settled === undefined || at > branch.lastDay) return fates;
  const fate: Disposition = verdict === undefined ? 'matched' : 'mismatched';
  const together = Math.max(at, transaction.on);
  fates.set(together, fate);
  branch.placeSettlement(at, settled.row, untransacted(branch, settled, transaction.on).set(together, fate));
  if (verdict !== undefined) {
    const [one, other] = [sideOf(transaction.row), sideOf(settled.row)];
    plantPair(branch, together, at, { ...verdict, transaction: one, settlement: other });
  }
  return fates;
}

/** A settlement that no transaction explains, until one does. */
export function untransacted(
  branch: Branch,
  { row, on }: Coming<ProviderRow>,
  foundAt: number,
): Map<number, Disposition> {
  const occurredNo = branch.setting.days.findIndex(
    (_, dayNo) => dayAt(branch.setting, dayNo + 1) > dayOfRow(row),
  );
  return branch.lonely(
    on,
    foundAt,
    settledFacts(branch, 'SETTLED_BUT_NOT_TRANSACTED', { row, on }),
    occurredNo,
  );
}

/** A break about a settlement alone: at stake is its net. */
export function settledFacts(
  branch: Branch,
  kind: 'SETTLED_BUT_NOT_TRANSACTED' | 'SETTLED_TWICE',
  { row, on }: Coming<ProviderRow>,
) {
  const net = (row.converted ?? 0n) + (row.fee ?? 0n) + row.netOff;
  const day = dayAt(branch.setting, on);
  return { kind, day, currency: row.netCurrency, atStake: sizeOf(net), settlement: sideOf(row) };
}

const dayOfRow = ({ atMs }: ProviderRow): string => new Date(atMs + 28_800_000).toISOString().slice(0, 10);

function settleAlone(branch: Branch, { settled }: Sale): void {
  if (settled === undefined || settled === 'never') return;
  branch.placeSettlement(settled.on, settled.row, untransacted(branch, settled, never));
}
