import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlipayError } from '@alipay-intl/core/errors';
import { openStatement, type StatementOptions } from '@alipay-intl/reconciliation';
import type {
  CarriedRows,
  DayInputs,
  LedgerRecord,
  LedgerSource,
  MatchedDay,
  MatchOptions,
} from '@alipay-intl/reconciliation/match';
import type { World, WorldDay } from '../world/make-world.ts';
import { dayAt, termsOf } from '../world/setting.ts';
import { Judge, type Violation } from './judge.ts';

/** What compares a day: the library, or one with a planted defect. */
export type Engine = (inputs: DayInputs, options: MatchOptions) => Promise<MatchedDay>;

/**
 * Runs the days of a world, each with what the one before has left, up to one that is wrong, or not further than is asked.
 *
 * @returns what is wrong with it.
 */
export async function runWorld(
  world: World,
  engine: Engine,
  daysMost = world.days.length,
): Promise<readonly Violation[]> {
  const folder = await mkdtemp(join(tmpdir(), 'alipay-intl-world-'));
  try {
    return await new WorldRun(world, engine, folder).run(daysMost);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class WorldRun {
  readonly #world: World;
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #judge: Judge;
  #carriedIn: CarriedRows | undefined;
  readonly #earlierRows: string[] = [];

  constructor(world: World, engine: Engine, folder: string) {
    [this.#world, this.#engine, this.#folder] = [world, engine, folder];
    this.#judge = new Judge(world);
  }

  async run(daysMost: number): Promise<readonly Violation[]> {
    const { violations } = this.#judge;
    for (const [run, day] of this.#world.days.slice(0, daysMost).entries()) {
      await this.#day(run, day);
      // What is wrong on one day goes on on the next, and says nothing new.
      if (violations.length > 0) break;
    }
    return violations;
  }

  async #day(run: number, day: WorldDay): Promise<void> {
    try {
      const { result, carriedOut, rows } = await this.#match(run, day);
      this.#judge.day(run, result);
      this.#carriedIn = carriedOut;
      this.#earlierRows.push(rows.path);
    } catch (error) {
      if (!(error instanceof AlipayError)) throw error;
      this.#judge.tell(run, 'error', [`${error.code} ${error.stack}`]);
    }
  }

  async #match(run: number, { files, records, payouts }: WorldDay): Promise<MatchedDay> {
    const { setting } = this.#world;
    const options = statementOptions(this.#world);
    const statements = await Promise.all(
      files.map(async (file) => ({ statement: await openStatement(file, options), revision: 1 })),
    );
    return await this.#engine(
      {
        ...{ merchant: setting.pid, day: dayAt(setting, run), statements, fileBreaks: [], missingFiles: [] },
        ...{ hasTransactions: run !== setting.incompleteDay, terms: termsOf(setting) },
        ...{ carriedIn: this.#carriedIn, earlierRows: this.#earlierRows },
        ledger: await this.#ledger(records),
        payouts,
      },
      { folder: this.#folder, clock: { now: () => Date.parse('2030-01-01T00:00:00Z') } },
    );
  }

  async #ledger(records: readonly LedgerRecord[]): Promise<LedgerSource> {
    if (!this.#world.setting.isCsv) return recordsOf(this.#world);
    const path = join(this.#folder, 'own-books.csv');
    await writeFile(path, [csvHeader, ...records.map(csvRow), ''].join('\n'));
    return { kind: 'csv', pathOf: () => path };
  }
}

/** Own books of all days, to be asked for as a database is. */
export function recordsOf({ days }: Pick<World, 'days'>): LedgerSource {
  const all = days.flatMap((day) => day.records);
  return {
    kind: 'records',
    read: ({ fromMs, toMs }) => all.filter(({ occurredAtMs: at }) => at >= fromMs && at < toMs),
  };
}

/** How the files of a world are read. */
export function statementOptions({ setting: { unit, accepted } }: World): StatementOptions {
  if (accepted === 'repeated rows') return { unit, accept: ['ROW_REPEATED'] };
  return accepted === 'wrong nets' ? { unit, accept: ['NET_FORMULA_MISMATCH', 'FX_MISMATCH'] } : { unit };
}

const csvHeader = 'kind,ownId,providerId,originalOwnId,originalProviderId,status,currency,amount,occurredAt';

function csvRow(record: LedgerRecord): string {
  const {
    kind,
    ownId,
    providerId = '',
    originalOwnId = '',
    originalProviderId = '',
    status,
    amount,
  } = record;
  const { currency, value } = amount;
  const time = new Date(record.occurredAtMs).toISOString();
  return [kind, ownId, providerId, originalOwnId, originalProviderId, status, currency, value, time].join(
    ',',
  );
}
