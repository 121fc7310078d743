import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createMemoryDayBook } from '../../../src/days.ts';
import { addDays, startOfDay } from '../../../src/fetch/calendar-day.ts';
import { createMemoryFetchedFiles, workingDays } from '../../../src/fetch.ts';
import type { LedgerRecord, ReconcileSettings } from '../../../src/match.ts';

export const merchant = '2088000000000000';

/** A payment as own books and a statement have it. */
export interface Paid {
  readonly id: string;
  readonly day: string;
  /** In the smallest unit of HKD. */
  readonly amount?: bigint | undefined;
}

/** A merchant with own books, fetched files and a book of days, all of which a test can change. */
export interface SmallWorld {
  readonly settings: ReconcileSettings;
  /** Own books. */
  readonly ledger: LedgerRecord[];
  readonly folder: string;
  /** Sets the clock to an hour of a day in UTC+8. */
  at(day: string, hour: number): void;
  book(...paid: readonly Paid[]): void;
  /** Fetches a file; the day of its folder is told where the name has none. */
  fetch(name: string, content: string, day?: string, remotePath?: string): Promise<void>;
  /** Fetches the transaction file of a day. */
  fetchTransactions(day: string, ...paid: readonly Paid[]): Promise<void>;
}

export function smallWorld(changes: Partial<ReconcileSettings> = {}): SmallWorld {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-days-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ledger: LedgerRecord[] = [];
  const register = createMemoryFetchedFiles();
  let nowMs = startOfDay('2027-06-01');
  const statementFolder = join(folder, 'statements');
  const settings: ReconcileSettings = {
    merchant,
    ledger: {
      kind: 'records',
      read: ({ fromMs, toMs }) => ledger.filter(({ occurredAtMs: at }) => fromMs <= at && at < toMs),
    },
    terms: {
      settlement: { kind: 'daily', workingDays: 1 },
      isWorkingDay: workingDays(),
      booksBegin: '2026-11-16',
    },
    family: 'A1',
    reports: ['transaction'],
    register,
    statementFolder,
    book: createMemoryDayBook(),
    rowsFolder: join(folder, 'rows'),
    by: 'nightly',
    clock: { now: () => nowMs, sleep: async () => undefined },
    ...changes,
  };
  const fetch: SmallWorld['fetch'] = async (name, content, day, remotePath) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const [, digits = ''] = /_(\d{8})\./.exec(name) ?? [];
    const folderDay = day ?? digits.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
    const path = `${folderDay}/${sha256.slice(0, 8)}/${name}`;
    mkdirSync(dirname(join(statementFolder, path)), { recursive: true });
    writeFileSync(join(statementFolder, path), content);
    await register.record({
      ...{ merchant, name, day: folderDay, remotePath: remotePath ?? `/${folderDay}/${name}`, path, sha256 },
      ...{ bytes: content.length, modifiedAtMs: nowMs, fetchedAtMs: nowMs },
    });
  };
  return {
    settings,
    ledger,
    folder,
    fetch,
    at: (day, hour) => {
      nowMs = startOfDay(day) + hour * 3_600_000;
    },
    book: (...paid) => {
      ledger.push(...paid.map(recordOf));
    },
    fetchTransactions: (day, ...paid) =>
      fetch(`${merchant}_transaction_${day.replaceAll('-', '')}.txt`, transactionsOf(day, paid)),
  };
}

const noonMs = 12 * 3_600_000;

function recordOf({ id, day, amount = 100n }: Paid): LedgerRecord {
  return {
    kind: 'payment',
    ownId: id,
    providerId: `2026${id}`,
    status: 'succeeded',
    amount: { currency: 'HKD', value: `${amount}` },
    occurredAtMs: startOfDay(day) + noonMs,
  };
}

const columns =
  'Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark|' +
  'Secondary_merchant_industry|Secondary_merchant_name|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate';

/** An in-store transaction file. docs/wire/statements §4.1 */
export function transactionsOf(day: string, paid: readonly Paid[]): string {
  const rows = paid.map(({ id, day: paidOn, amount = 100n }) => {
    const money = `${amount / 100n}.${`${amount % 100n}`.padStart(2, '0')}`;
    return `${id}|2026${id}|${money}|0.00|HKD|${paidOn} 12:00:00|PAYMENT||5812|a shop|x|shopQrCode|HKD|${money}|1`;
  });
  const first = `Partner:${merchant}|Payment_time: ${day}|Total_count:${rows.length}`;
  return `${[first, columns, ...rows].join('\n')}\n`;
}

/** The days from one to another, both included. */
export function daysFrom(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
