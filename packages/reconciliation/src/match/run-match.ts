import { AlipayError, ReconciliationError } from '@alipay-intl/core/errors';
import { type Clock, systemClock } from '@alipay-intl/core/time';
import { addDays, startOfDay } from '../fetch/calendar-day.ts';
import { type LoadedLedger, loadLedger } from '../ledger/load-ledger.ts';
import { statementReports } from '../statement/file-name.ts';
import { assertBalanced } from './assert-balanced.ts';
import { auditFees } from './audit-fees.ts';
import { haveDays, storeAuditRules } from './audit-rules.ts';
import { awaitFiles, type FileJudgement } from './await-files.ts';
import { readBalances } from './balances.ts';
import { batchBreaks } from './batch-breaks.ts';
import type { ClosedBreak } from './break.ts';
import { checkRefunds } from './check-refunds.ts';
import type { DayResult } from './day-result.ts';
import { type DayShape, shapeOf } from './day-shape.ts';
import { allCounts, filesOf, inOrder, stateOf } from './day-summary.ts';
import { storeDayTerms } from './day-terms.ts';
import { readHours, readPairs, readTotals } from './day-totals.ts';
import { lookUpEarlierRows } from './earlier-rows.ts';
import { endBreaks } from './end-breaks.ts';
import { type Engine, openEngine } from './engine.ts';
import { inputsDigest } from './inputs-digest.ts';
import { judgeLateTakebacks } from './judge-late-takebacks.ts';
import { judgePairs } from './judge-pairs.ts';
import { judgePayouts, type PayoutJudgement } from './judge-payouts.ts';
import { judgeSettlements } from './judge-settlements.ts';
import { judgeUnpaired } from './judge-unpaired.ts';
import { linkTakebacks } from './link-takebacks.ts';
import { listBreaks } from './list-breaks.ts';
import { type CarriedIn, loadCarried } from './load-carried.ts';
import { loadStatements } from './load-statements.ts';
import { markEarlier } from './mark-earlier.ts';
import { markRepeated } from './mark-repeated.ts';
import type { DayInputs, MatchedDay, MatchOptions } from './match-day.ts';
import { findNetMismatches } from './net-breaks.ts';
import { pairLateSettlements } from './pair-late-settlements.ts';
import { pairLedger } from './pair-ledger.ts';
import { pairSettlements } from './pair-settlements.ts';
import { prepareTables } from './prepare.ts';
import { findRefundDays } from './refund-days.ts';
import { findSharedIds } from './shared-ids.ts';
import { supersedeUnmet } from './unmet-ledger.ts';
import { writeCarried } from './write-carried.ts';
import { writeRows } from './write-rows.ts';

const breaksMaxDefault = 100_000;
/** Refunds reach back so far with the longest of Alipay's contracts. */
const refundReachDefault = 365;

/**
 * Compares a day of a merchant's own books with Alipay's statements: own books with transactions, transactions with settlements,
 * settlements with their sums and the bank. Every row gets exactly one disposition, and that no row and no unit was dropped is
 * asserted. The same inputs give the same result, byte for byte. docs/reconciling.md, docs/wire/statements §11.2
 *
 * Two Parquet files are left in `options.folder`, written whole or not at all: what the next day goes on with, and all rows of the
 * day. Nothing else is written.
 *
 * @throws ReconciliationError `ERR_LEDGER_INVALID`, `ERR_LEDGER_UNREADABLE` for own books; `ERR_CARRIED_ROWS` for what was carried in;
 * `ERR_MATCH_FAILED` where the engine fails or is stopped; `ERR_MATCH_UNBALANCED`.
 * @throws StatementError `ERR_STATEMENT_CHANGED`, `ERR_STATEMENT_UNREADABLE` where a file is not the one that was opened.
 * @throws OptionError `ERR_OPTION_INVALID` for terms that cannot be.
 */
export async function matchDay(inputs: DayInputs, options: MatchOptions): Promise<MatchedDay> {
  let engine: Engine | undefined;
  const stop = (): void => engine?.interrupt();
  try {
    options.signal?.throwIfAborted();
    options.signal?.addEventListener('abort', stop);
    engine = await openEngine(options.folder, options.memoryBytesMax);
    return await new Match(engine, sortedInputs(inputs), options).run();
  } catch (error) {
    // A statement that was opened with the same signal tells the stop as its own fault.
    const isStop = options.signal?.aborted === true && (error as Error).cause === options.signal.reason;
    throw error instanceof AlipayError && !isStop ? error : matchFault(error, options.signal);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await engine?.close();
  }
}

/** The order in which files are handed over does not matter. */
function sortedInputs(inputs: DayInputs): DayInputs {
  const statements = inputs.statements.toSorted(({ statement: one }, { statement: other }) =>
    `${one.facts.name}\n${one.facts.sha256}` < `${other.facts.name}\n${other.facts.sha256}` ? -1 : 1,
  );
  return { ...inputs, statements };
}

function matchFault(cause: unknown, signal: AbortSignal | undefined): ReconciliationError {
  return new ReconciliationError('ERR_MATCH_FAILED', {
    what: signal?.aborted === true ? 'The match was stopped.' : 'The engine that matches failed.',
    money: 'Nothing was written down.',
    next: 'Look at the cause, such as a full disk, and run the day again.',
    cause,
  });
}

/** What the last step needs of those before it. */
interface Compared extends CarriedIn {
  readonly earlierSha256: string | undefined;
  readonly shape: DayShape;
}

/** What was found out beside the rows. */
interface Judged {
  readonly shape: DayShape;
  readonly ofPayouts: PayoutJudgement;
  readonly ofFiles: FileJudgement;
}

function inOrderOfIds(closed: readonly ClosedBreak[]): readonly ClosedBreak[] {
  return closed.toSorted(({ id: one }, { id: other }) => (one < other ? -1 : 1));
}

/** One run of the engine, step by step. */
class Match {
  readonly #engine: Engine;
  readonly #inputs: DayInputs;
  readonly #options: MatchOptions;
  readonly #clock: Clock;
  #withinTolerance = 0;

  constructor(engine: Engine, inputs: DayInputs, options: MatchOptions) {
    this.#engine = engine;
    this.#inputs = inputs;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  async run(): Promise<MatchedDay> {
    const { connection } = this.#engine;
    const { carriedIn, hasTransactions, day, terms, earlierRows } = this.#inputs;
    await prepareTables(connection);
    const before = await loadCarried(connection, carriedIn);
    const ledger = await this.#load();
    const earlierSha256 = await lookUpEarlierRows(connection, earlierRows);
    const covered = hasTransactions ? new Set([...before.covered, day]) : before.covered;
    await storeDayTerms(connection, day, terms, covered);
    const shape = await shapeOf(connection, this.#inputs);
    const lateSha256 = await this.#compare(shape);
    const found = [earlierSha256, lateSha256].filter((one) => one !== undefined).join(' ') || undefined;
    return await this.#finish(ledger, { earlierSha256: found, shape, ...before, covered });
  }

  /** Own books and statements at once: the one is work of the database, the other of this thread. */
  async #load(): Promise<LoadedLedger> {
    const { day, ledger, statements } = this.#inputs;
    const { signal } = this.#options;
    const second = await this.#engine.connect();
    const [loaded, read] = await Promise.allSettled([
      loadLedger(second, ledger, day, {
        ...{ nowMs: this.#clock.now(), signal },
        onRows: (rows) => this.#tell('ledger', rows),
      }),
      loadStatements(this.#engine.connection, statements, day, {
        signal,
        onRows: (rows) => this.#tell('statements', rows),
      }),
    ]);
    if (loaded.status === 'rejected') throw loaded.reason;
    if (read.status === 'rejected') throw read.reason;
    return loaded.value;
  }

  /** @returns SHA-256 of what it looked up in earlier days by itself. */
  async #compare(shape: DayShape): Promise<string | undefined> {
    const { connection } = this.#engine;
    const { day, terms, earlierRows, reports = statementReports } = this.#inputs;
    this.#tell('transactions');
    await markRepeated(connection, shape);
    if (shape.hasEarlier) await markEarlier(connection);
    if (shape.hasCarried) await supersedeUnmet(connection);
    await findSharedIds(connection);
    if (shape.hasTakers) await linkTakebacks(connection);
    await pairLedger(connection);
    await judgePairs(connection);
    await judgeUnpaired(connection, shape);
    this.#tell('settlements');
    const booksBeginMs = BigInt(startOfDay(terms.booksBegin));
    if (shape.hasSettlements) await pairSettlements(connection);
    const looksBack = shape.hasSettlements && earlierRows.length > 0;
    const lateSha256 = looksBack ? await pairLateSettlements(connection, booksBeginMs) : undefined;
    const isAwaited = reports.includes('settlement');
    const values = { day, booksBeginMs, isAwaited };
    await judgeSettlements(connection, values, shape);
    this.#tell('audits');
    await this.#audit(shape);
    if (shape.hasCarried || lateSha256 !== undefined) await endBreaks(connection, day);
    return lateSha256;
  }

  async #audit({
    hasTakers,
    hasRefunds,
    givesBack,
    hasAcceptedNets,
    hasAuditTerms,
  }: DayShape): Promise<void> {
    const { connection } = this.#engine;
    const { day, terms } = this.#inputs;
    if (hasTakers) await judgeLateTakebacks(connection);
    const reach = addDays(terms.booksBegin, terms.refundReachDays ?? refundReachDefault);
    if (givesBack) await checkRefunds(connection, day <= reach);
    if (hasAcceptedNets) await findNetMismatches(connection);
    if (!hasAuditTerms) return;
    const hasRefundDays = hasRefunds && haveDays(terms) && (await findRefundDays(connection));
    await storeAuditRules(connection, terms, hasRefundDays);
    this.#withinTolerance = await auditFees(connection, hasRefundDays);
  }

  async #finish(
    ledger: LoadedLedger,
    { earlierSha256, covered, shape, batches, files }: Compared,
  ): Promise<MatchedDay> {
    const { connection } = this.#engine;
    const { day, statements } = this.#inputs;
    const { folder, breaksMax = breaksMaxDefault } = this.#options;
    this.#tell('report');
    const ofFiles = await awaitFiles(connection, this.#inputs, files);
    const balances = await readBalances(connection);
    await assertBalanced(connection, balances, { ledgerRows: ledger.rows, statements });
    const ofPayouts = judgePayouts(this.#inputs, batches);
    const read = { ledgerSha256: ledger.sha256, earlierSha256, breaksMax };
    const inputsSha256 = inputsDigest(this.#inputs, {
      ...read,
      ...{ absent: ofFiles.breaks, payouts: ofPayouts.news },
    });
    const name = (kind: string): string => `${kind}-${inputsSha256.slice(0, 32)}.parquet`;
    const result = await this.#result({ balances, inputsSha256 }, { shape, ofPayouts, ofFiles }, breaksMax);
    const rows = await writeRows(connection, { folder, name: name('rows') }, balances);
    const carried = {
      name: name('carried'),
      covered,
      shape,
      batches: ofPayouts.batches,
      files: ofFiles.awaited.length,
      balances,
    };
    const carriedOut = await writeCarried(connection, { folder, day, ...carried });
    return { result, carriedOut, rows };
  }

  async #result(
    { balances, inputsSha256 }: Pick<DayResult, 'balances' | 'inputsSha256'>,
    { shape, ofPayouts, ofFiles }: Judged,
    breaksMax: number,
  ): Promise<DayResult> {
    const { connection } = this.#engine;
    const { merchant, day, statements, missingFiles, fileBreaks } = this.#inputs;
    const { listed, counts: ofRows, closed } = await listBreaks(connection, { merchant, breaksMax });
    const others = [...fileBreaks, ...ofFiles.breaks, ...batchBreaks(this.#inputs), ...ofPayouts.breaks];
    const counts = allCounts(ofRows, others);
    return {
      ...{ merchant, day, state: stateOf(counts), files: filesOf(statements), missingFiles, balances },
      totals: await readTotals(connection),
      hours: await readHours(connection),
      pairs: await readPairs(connection, shape, this.#withinTolerance),
      breaks: inOrder([...listed, ...others], breaksMax),
      ...{ counts, closed: inOrderOfIds([...closed, ...ofPayouts.closed, ...ofFiles.closed]), inputsSha256 },
    };
  }

  #tell(step: Parameters<NonNullable<MatchOptions['onStep']>>[0]['step'], rows = 0): void {
    this.#options.signal?.throwIfAborted();
    this.#options.onStep?.({ step, rows });
  }
}
