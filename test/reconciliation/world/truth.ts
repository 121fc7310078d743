import type { BreakStanding, DayBalances, DayResult, Disposition } from '@alipay-intl/reconciliation/match';
import type { World } from './make-world.ts';
import { type ExpectedBreak, type Fates, netOf, sizeOf } from './row.ts';
import { dayAt, dueDayOf } from './setting.ts';

/** Money by currency; a currency without money is left out. */
type Money = Record<string, bigint>;

interface Line {
  readonly dayNo: number;
  readonly fates: Fates;
  readonly currency: string;
  readonly money: bigint | undefined;
}

type Side = keyof DayBalances;

/** The rows of each side with the money that they are counted by. */
function linesOf({ branches }: World): Readonly<Record<Side, readonly Line[]>> {
  const transactions = branches.flatMap((branch) => branch.transactions);
  return {
    ledger: branches
      .flatMap((branch) => branch.own)
      .map(({ dayNo, fates, row: { kind, amount } }) => {
        const value = BigInt(amount.value);
        return { dayNo, fates, currency: amount.currency, money: kind === 'refund' ? -value : value };
      }),
    transactions: transactions.map(({ dayNo, fates, row }) => ({
      dayNo,
      fates,
      currency: row.currency,
      money: row.gross,
    })),
    unsettled: transactions.map(({ dayNo, settling, row }) => ({
      dayNo,
      fates: settling,
      currency: row.currency,
      money: row.gross,
    })),
    settlements: branches
      .flatMap((branch) => branch.settlements)
      .map(({ dayNo, fates, row }) => ({ dayNo, fates, currency: row.netCurrency, money: netOf(row) })),
  };
}

/** Rows and money as one text: what was added and carried in, and what became of it. */
export function balanceTexts(world: World, run: number): Readonly<Record<Side, string>> {
  const texts: Partial<Record<Side, string>> = {};
  for (const [side, lines] of Object.entries(linesOf(world)) as [Side, readonly Line[]][]) {
    const taking = lines.filter(({ fates }) => fates.has(run));
    const by = new Map<Disposition, Line[]>();
    for (const line of taking) {
      const fate = line.fates.get(run);
      if (fate !== undefined) by.set(fate, [...(by.get(fate) ?? []), line]);
    }
    texts[side] = [
      `added ${sumText(taking.filter(({ dayNo }) => dayNo === run))}`,
      `carried ${sumText(taking.filter(({ dayNo }) => dayNo < run))}`,
      ...[...by].map(([fate, part]) => `${fate} ${sumText(part)}`).toSorted(),
    ].join('; ');
  }
  return texts as Record<Side, string>;
}

function sumText(lines: readonly Line[]): string {
  const money: Money = {};
  for (const { currency, money: value = 0n } of lines) money[currency] = (money[currency] ?? 0n) + value;
  return rowSumText({ rows: lines.length, money });
}

/** A sum of the library in the same words. */
function rowSumText({ rows, money }: { readonly rows: number; readonly money: Readonly<Money> }): string {
  const parts = Object.entries(money)
    .filter(([, value]) => value !== 0n)
    .map(([currency, value]) => `${value} ${currency}`);
  return [`${rows} rows`, ...parts.toSorted()].join(' ');
}

/** A balance of the library in the same words. */
export function balanceText({ added, carriedIn, by }: DayBalances[Side]): string {
  const parts = Object.entries(by).map(([fate, sum]) => `${fate} ${rowSumText(sum)}`);
  return [`added ${rowSumText(added)}`, `carried ${rowSumText(carriedIn)}`, ...parts.toSorted()].join('; ');
}

type NamedBreak = Omit<ExpectedBreak, 'standings' | 'endsAt'>;

/** What names a break in all runs. */
export function breakName(found: NamedBreak): string {
  const { kind, day, currency, atStake, ledger, transaction, settlement, file, batch } = found;
  const sides = { ledger, transaction, settlement, file, batch };
  const named = Object.entries(sides)
    .filter(([, side]) => side !== undefined)
    .map(([name, side]) => `${name} ${side}`);
  return [kind, `of ${day}`, `${atStake} ${currency}`, ...named].join(', ');
}

/** A break with what a run says of it. */
export function breakText(found: NamedBreak, standing: BreakStanding): string {
  const { dueDay, isDueWhileWaiting = false } = found;
  const isDue = dueDay !== undefined && (standing === 'waiting' || !isDueWhileWaiting);
  return `${standing} ${breakName(found)}${isDue ? `, due ${dueDay}` : ''}`;
}

/** The breaks that a run must list. */
export function breaksOf(
  world: World,
  run: number,
): readonly { readonly standing: BreakStanding; readonly expected: ExpectedBreak }[] {
  return allBreaks(world).flatMap((expected) => {
    const standing = expected.standings.get(run);
    return standing === undefined ? [] : [{ standing, expected }];
  });
}

export function allBreaks({ branches, days }: World): readonly ExpectedBreak[] {
  return [...branches.flatMap((branch) => branch.breaks), ...days.flatMap((day) => day.fileBreaks)];
}

/** Counts of breaks by kind, standing and currency, those included that are only counted. */
export function countTexts(world: World, run: number): readonly string[] {
  const counts = new Map<string, { rows: number; atStake: bigint }>();
  const add = (key: string, atStake: bigint): void => {
    const count = counts.get(key) ?? { rows: 0, atStake: 0n };
    counts.set(key, { rows: count.rows + 1, atStake: count.atStake + atStake });
  };
  for (const { expected, standing } of breaksOf(world, run))
    add(`${expected.kind} ${standing} ${expected.currency}`, expected.atStake);
  for (const { settling, row } of world.branches.flatMap((branch) => branch.transactions))
    if (settling.get(run) === 'waiting')
      add(`PENDING_SETTLEMENT waiting ${row.currency}`, sizeOf(row.gross ?? 0n));
  return [...counts].map(([key, { rows, atStake }]) => `${key}: ${rows}, ${atStake}`).toSorted();
}

/** What own books, transactions and settlements of a day add up to, by currency. */
export function totalTexts({ branches }: World, run: number): readonly string[] {
  const totals = new Map<string, bigint>();
  const add = (name: string, currency: string, value: bigint): void => {
    totals.set(`${name} ${currency}`, (totals.get(`${name} ${currency}`) ?? 0n) + value);
  };
  const today = <Item extends { readonly dayNo: number }>(items: readonly Item[]): readonly Item[] =>
    items.filter(({ dayNo }) => dayNo === run);
  for (const { row } of today(branches.flatMap((branch) => branch.own))) {
    const value = BigInt(row.amount.value);
    if (row.status === 'succeeded')
      add('ledger', row.amount.currency, row.kind === 'refund' ? -value : value);
  }
  for (const { row } of today(branches.flatMap((branch) => branch.transactions))) {
    const isMoney = row.kind !== 'authorization' && row.kind !== 'failed';
    if (isMoney) add('transactions', row.currency, row.gross ?? 0n);
  }
  for (const { row } of today(branches.flatMap((branch) => branch.settlements))) {
    add('settledGross', row.currency, row.gross ?? 0n);
    add('fee', row.netCurrency, row.fee ?? 0n);
    add('net', row.netCurrency, netOf(row));
  }
  return textsOf(totals);
}

/** Totals of the library in the same words. */
export function foundTotals(totals: DayResult['totals']): readonly string[] {
  return textsOf(
    totals.flatMap(({ currency, ...sums }) =>
      Object.entries(sums).map(([name, value]) => [`${name} ${currency}`, value] as const),
    ),
  );
}

function textsOf(sums: Iterable<readonly [string, bigint]>): readonly string[] {
  return [...sums]
    .filter(([, value]) => value !== 0n)
    .map(([key, value]) => `${key} ${value}`)
    .toSorted();
}

/** Payments and refunds of the transaction files by hour and currency. */
export function hourTexts({ branches }: World, run: number): readonly string[] {
  const rows = branches
    .flatMap((branch) => branch.transactions)
    .filter(({ dayNo, row }) => dayNo === run && /^(payment|refund)$/.test(row.kind));
  const hours = new Map<string, { payments: number; refunds: number; paid: bigint; refunded: bigint }>();
  for (const { row } of rows) {
    const key = `${Math.floor((row.atMs + 28_800_000) / 3_600_000) % 24} ${row.currency}`;
    const hour = hours.get(key) ?? { payments: 0, refunds: 0, paid: 0n, refunded: 0n };
    const isPayment = row.kind === 'payment';
    hours.set(key, {
      payments: hour.payments + (isPayment ? 1 : 0),
      refunds: hour.refunds + (isPayment ? 0 : 1),
      paid: hour.paid + (isPayment ? (row.gross ?? 0n) : 0n),
      refunded: hour.refunded + (isPayment ? 0n : (row.gross ?? 0n)),
    });
  }
  return [...hours]
    .map(
      ([key, { payments, refunds, paid, refunded }]) => `${key}: ${payments} ${paid}, ${refunds} ${refunded}`,
    )
    .toSorted();
}

/** Hours of the library in the same words. */
export function foundHours(hours: DayResult['hours']): readonly string[] {
  return hours
    .map(
      ({ hour, currency, payments, refunds, paid, refunded }) =>
        `${hour} ${currency}: ${payments} ${paid}, ${refunds} ${refunded}`,
    )
    .toSorted();
}

/** Whether all agrees, all but for what is awaited, or something is open. */
export function stateOf(world: World, run: number): DayResult['state'] {
  const isOpen = breaksOf(world, run).some(({ standing }) => standing === 'open');
  if (isOpen) return 'open';
  return countTexts(world, run).length > 0 ? 'waiting' : 'closed';
}

/** The setting in a few words, for whoever looks at a violation. */
export function settingText({ setting }: World): string {
  const { family, unit, cycle, currency, netCurrency, accepted, incompleteDay } = setting;
  const due = setting.days.map((_, dayNo) => dueDayOf(setting, dayNo)).join(' ');
  return `${family} ${unit} ${currency}>${netCurrency} from ${dayAt(setting, 0)}, ${cycle.kind}+${cycle.workingDays}, due ${due}, accepts ${accepted}, incomplete ${incompleteDay ?? '-'}`;
}
