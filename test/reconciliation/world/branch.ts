import type {
  BreakStanding,
  Disposition,
  LedgerRecord,
  LedgerStatus,
} from '@alipay-intl/reconciliation/match';
import { digits } from '../../statements/day/event.ts';
import type { Random } from '../../trial/random.ts';
import { dayOf } from './calendar.ts';
import {
  type ExpectedBreak,
  type Fates,
  type Ids,
  type Placed,
  type PlacedOwn,
  type PlacedTransaction,
  type ProviderRow,
  type RowKind,
  sideOf,
  sizeOf,
} from './row.ts';
import { dayAt, dueDayOf, exchanged, fairFee, isOver, type Setting, startAt } from './setting.ts';

/** Never within the days of the world. */
export const never = 99;

/** What a break is about, without when it is listed. */
type BreakFacts = Omit<ExpectedBreak, 'standings' | 'endsAt'>;

/**
 * One branch of a merchant: what happened there, in both books, and what reconciling must make of it. Nothing is searched for here:
 * whoever places a row says what belongs to it.
 */
export class Branch {
  readonly setting: Setting;
  readonly random: Random;
  readonly own: PlacedOwn[] = [];
  readonly transactions: PlacedTransaction[] = [];
  readonly settlements: Placed<ProviderRow>[] = [];
  readonly breaks: ExpectedBreak[] = [];
  readonly #prefix: string;
  #count = 0;

  constructor(setting: Setting, random: Random, number: number) {
    [this.setting, this.random] = [setting, random];
    this.#prefix = `${random.pick(['order', 'R', 'T0', '77'])}-${number}-`;
  }

  get lastDay(): number {
    return this.setting.days.length - 1;
  }

  newIds(dayNo: number): Ids {
    const day = dayAt(this.setting, dayNo).replaceAll('-', '');
    return {
      ownId: `${this.#prefix}${(this.#count++).toString(36)}`,
      providerId: day + digits(this.random, 20),
    };
  }

  /** A moment of a day in UTC+8, often beside midnight. */
  time(dayNo: number): number {
    const { random } = this;
    const second = random.chance(0.3)
      ? random.pick([0, 1, 86_398, 86_399, 28_799, 28_800])
      : random.between(0, 86_399);
    return startAt(this.setting, dayNo) + second * 1_000;
  }

  amount(): bigint {
    return BigInt(this.random.between(5_000, this.random.pick([9_999, 999_999, 99_999_999])));
  }

  payment(dayNo: number, more: Partial<ProviderRow> = {}): ProviderRow {
    return this.row('payment', 'PAYMENT', more.gross ?? this.amount(), {
      ...this.newIds(dayNo),
      atMs: this.time(dayNo),
      ...more,
    });
  }

  /** A refund has an id of Alipay of its own, but in store that of its payment. */
  refund(payment: ProviderRow, dayNo: number, gross: bigint, more: Partial<ProviderRow> = {}): ProviderRow {
    const { family } = this.setting;
    const ids = this.newIds(dayNo);
    const earliest = payment.atMs + 1_000;
    const atMs = Math.max(this.time(dayNo), dayOf(earliest) === dayAt(this.setting, dayNo) ? earliest : 0);
    return this.row('refund', 'REFUND', -gross, {
      ownId: this.setting.refundsHaveOwnIdOfPayment ? payment.ownId : ids.ownId,
      providerId: family === 'A1' ? payment.providerId : ids.providerId,
      ...{ original: payment, atMs, currency: payment.currency },
      ...more,
    });
  }

  /** A row with the fee that the contract takes. */
  row(
    kind: RowKind,
    type: string,
    gross: bigint,
    more: Ids & { readonly atMs: number } & Partial<ProviderRow>,
  ): ProviderRow {
    const { currency, netCurrency } = this.setting;
    const rate = more.rate ?? this.setting.rate;
    const own = more.currency ?? currency;
    const converted = exchanged(this.setting, gross, rate);
    // A refund goes by the terms of its payment's day.
    const paidAtMs = kind === 'refund' ? (more.original?.atMs ?? more.atMs) : more.atMs;
    const fee =
      kind === 'payment' || kind === 'refund' ? fairFee(this.setting, kind, converted, paidAtMs) : 0n;
    return {
      ...{ kind, type, original: undefined, currency: own, fee, converted, rate, netOff: 0n },
      netCurrency: own === currency ? netCurrency : own,
      ...more,
      gross,
    };
  }

  /** How own books have a row. They may not know Alipay's ids, but where nothing else leads to a refund's payment. */
  record(
    row: ProviderRow,
    status: LedgerStatus = 'succeeded',
    more: Partial<LedgerRecord> = {},
  ): LedgerRecord {
    const { random } = this;
    const { family, refundsHaveOwnIdOfPayment } = this.setting;
    const isRefund = row.kind === 'refund';
    const needsOriginal = isRefund && refundsHaveOwnIdOfPayment;
    const ownId = needsOriginal ? `${row.ownId}-r${(this.#count++).toString(36)}` : row.ownId;
    const knowsProvider = random.chance(0.7) && !(isRefund && family === 'A1' && random.chance(0.5));
    return {
      ...{ kind: isRefund ? 'refund' : 'payment', ownId, status },
      ...(knowsProvider ? { providerId: row.providerId } : {}),
      ...(isRefund && random.chance(0.8) ? { originalOwnId: row.original?.ownId } : {}),
      ...(isRefund && (needsOriginal || random.chance(0.5))
        ? { originalProviderId: row.original?.providerId }
        : {}),
      amount: { currency: row.currency, value: String(sizeOf(row.gross ?? 0n)) },
      occurredAtMs: row.atMs,
      ...more,
    };
  }

  /** What comes behind the last day is not told. */
  placeOwn(dayNo: number, row: LedgerRecord, fates: Fates): void {
    if (dayNo <= this.lastDay) this.own.push({ dayNo, row, fates });
  }

  placeTransaction(dayNo: number, row: ProviderRow, fates: Fates, settling: Fates): void {
    if (dayNo <= this.lastDay) this.transactions.push({ dayNo, row, fates, settling });
  }

  placeSettlement(dayNo: number, row: ProviderRow, fates: Fates): void {
    if (dayNo <= this.lastDay) this.settlements.push({ dayNo, row, fates });
  }

  /** A break that is listed in one run, open. */
  plant(run: number, facts: BreakFacts): void {
    if (run <= this.lastDay) this.breaks.push({ ...facts, standings: new Map([[run, 'open']]) });
  }

  /**
   * What becomes of a row that waits for another from a day on: waiting until the transactions of its day and of the next are in the
   * books, then missing, until the other comes.
   */
  lonely(dayNo: number, foundAt: number, facts: BreakFacts, occurredNo = dayNo): Map<number, Disposition> {
    const fates = new Map<number, Disposition>();
    const standings = new Map<number, BreakStanding>();
    for (let run = dayNo; run <= this.lastDay && run < foundAt; run += 1) {
      const isMissing = isOver(this.setting, occurredNo, run);
      fates.set(run, isMissing ? 'missing' : 'waiting');
      standings.set(run, isMissing ? 'open' : 'waiting');
    }
    const dueDay = dayAt(this.setting, occurredNo + 1);
    if (standings.size > 0) this.breaks.push({ ...facts, dueDay, standings, endsAt: foundAt });
    return fates;
  }

  /** What becomes of a row of own books without money that no transaction has: it is looked for until the next day's are in the books. */
  withoutMoney(dayNo: number): Map<number, Disposition> {
    const fates = new Map<number, Disposition>();
    for (let run = dayNo; run <= this.lastDay; run += 1) {
      fates.set(run, 'no-money');
      if (isOver(this.setting, dayNo, run)) break;
    }
    return fates;
  }

  /**
   * What becomes of a record without money and without a transaction: Alipay may have one behind midnight, so it stays until the
   * transactions of the next day are in the books, or until own books say more of it.
   */
  unmet(dayNo: number, knownAt = never): Map<number, Disposition> {
    const fates = new Map<number, Disposition>();
    for (let run = dayNo; run <= this.lastDay; run += 1) {
      fates.set(run, 'no-money');
      if (run === knownAt || isOver(this.setting, dayNo, run)) break;
    }
    return fates;
  }

  /** What becomes of a transaction from a day on until it is settled: in order until its due day. */
  unsettled(dayNo: number, row: ProviderRow, settledAt: number, from = dayNo): Map<number, Disposition> {
    const due = dueDayOf(this.setting, dayNo);
    const fates = new Map<number, Disposition>();
    const standings = new Map<number, BreakStanding>();
    for (let run = from; run <= this.lastDay && run < settledAt; run += 1) {
      const isOverdue = dayAt(this.setting, run) > due;
      fates.set(run, isOverdue ? 'missing' : 'waiting');
      if (isOverdue) standings.set(run, 'open');
    }
    if (standings.size > 0) {
      this.breaks.push({
        ...{
          kind: 'OVERDUE_SETTLEMENT',
          day: dayAt(this.setting, dayNo),
          dueDay: due,
          currency: row.currency,
        },
        ...{ atStake: sizeOf(row.gross ?? 0n), transaction: sideOf(row), standings, endsAt: settledAt },
      });
    }
    return fates;
  }
}
