import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createMemoryDayBook } from '@alipay-intl/reconciliation/days';
import { createMemoryFetchedFiles } from '@alipay-intl/reconciliation/fetch';
import {
  type DayResult,
  type LedgerRecord,
  type ReconciledDay,
  type ReconcileSettings,
  reconcileThrough,
} from '@alipay-intl/reconciliation/match';
import { recordsOf, statementOptions } from '../trial/run-world.ts';
import type { World, WorldDay, WrittenFile } from '../world/make-world.ts';
import { dayAt, termsOf } from '../world/setting.ts';

/** All that may be written for a merchant of any family. */
const reports = ['transaction', 'settlement', 'summary', 'batch'] as const;

const nowMs = Date.parse('2030-01-01T00:00:00Z');

/** A world whose files and own books come one after the other, and which is reconciled again and again. */
export class Nights {
  readonly world: World;
  readonly settings: ReconcileSettings;
  readonly #register = createMemoryFetchedFiles();
  /** Own books as they are known so far. */
  readonly #records: LedgerRecord[] = [];

  constructor(world: World, folder: string) {
    this.world = world;
    const { setting, days } = world;
    const ledger = this.#records;
    this.settings = {
      ...{
        merchant: setting.pid,
        terms: termsOf(setting),
        family: setting.family,
        reports,
      },
      ledger: { kind: 'records', read: (window) => readOf(ledger, window) },
      ...(setting.hasPayouts
        ? { payouts: async (day: string) => days[setting.days.indexOf(day)]?.payouts ?? [] }
        : {}),
      ...{
        register: this.#register,
        statementFolder: join(folder, 'statements'),
        rowsFolder: join(folder, 'rows'),
      },
      ...{ statementOptions: statementOptions(world), book: createMemoryDayBook(), by: 'nightly' },
      // Nothing of these days is still to come.
      clock: { now: () => nowMs, sleep: async () => undefined },
    };
  }

  /** Everything of a day comes, but for what is kept back. */
  async bring(dayNo: number, isKept: (file: WrittenFile) => boolean = () => false): Promise<void> {
    const { records, files } = this.#day(dayNo);
    this.write(...records);
    for (const file of files) if (!isKept(file)) await this.fetch(dayNo, file);
  }

  async bringAll(): Promise<void> {
    for (const dayNo of this.world.days.keys()) await this.bring(dayNo);
  }

  write(...records: readonly LedgerRecord[]): void {
    this.#records.push(...records);
  }

  /** Takes records out of own books again. */
  forget(isForgotten: (record: LedgerRecord) => boolean): readonly LedgerRecord[] {
    const gone = this.#records.filter(isForgotten);
    const kept = this.#records.filter((record) => !isForgotten(record));
    this.#records.splice(0, this.#records.length, ...kept);
    return gone;
  }

  async fetch(dayNo: number, { name, bytes }: WrittenFile): Promise<void> {
    const day = dayAt(this.world.setting, dayNo);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = `${day}/${sha256.slice(0, 8)}/${name}`;
    const place = join(this.settings.statementFolder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
    await this.#register.record({
      ...{ merchant: this.settings.merchant, name, day, remotePath: `/${day}/${name}`, path, sha256 },
      ...{ bytes: bytes.length, modifiedAtMs: nowMs, fetchedAtMs: nowMs },
    });
  }

  /** Reconciles through the last day, as a night does. */
  run(): Promise<readonly ReconciledDay[]> {
    return reconcileThrough(dayAt(this.world.setting, this.world.days.length - 1), this.settings);
  }

  /** The results that count now, in the order of the days. */
  async results(): Promise<readonly DayResult[]> {
    const { book, merchant } = this.settings;
    const found = await Promise.all(this.world.setting.days.map((day) => book.result(merchant, day)));
    return found.filter((result) => result !== undefined);
  }

  /** The transaction file of a day. */
  transactionsOf(dayNo: number): WrittenFile {
    const file = this.#day(dayNo).files.find(isOfTransactions);
    if (file === undefined) throw new Error('a day without a transaction file');
    return file;
  }

  #day(dayNo: number): WorldDay {
    const day = this.world.days[dayNo];
    if (day === undefined) throw new Error(`no day ${dayNo}`);
    return day;
  }
}

function readOf(
  records: readonly LedgerRecord[],
  window: Parameters<Extract<ReconcileSettings['ledger'], { kind: 'records' }>['read']>[0],
) {
  const source = recordsOf({ days: [{ records, files: [], payouts: undefined, fileBreaks: [] }] });
  return source.kind === 'records' ? source.read(window) : [];
}

export const isOfTransactions = ({ name }: WrittenFile): boolean =>
  /transaction(?!Summary)|fptrade/i.test(name);
