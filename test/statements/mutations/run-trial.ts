import { AlipayError } from '@alipay-intl/core/errors';
import type { StatementFacts, StatementOptions } from '@alipay-intl/reconciliation';
import { Random } from '../../trial/random.ts';
import { bytesOf, type Made } from '../day/draft.ts';
import { type Day, makeDay, recipeNames } from '../day/make-day.ts';
import type { TrueRecord } from '../day/true-record.ts';
import { wrongBatch } from '../oracle/batch-by-hand.ts';
import { readByHand } from '../oracle/read-by-hand.ts';
import { type Difference, differencesOf, ledgerKey } from './differences.ts';
import { cutAt, mutate, type WrittenMutant } from './mutate.ts';
import { libraryReader, type ReaderUnderTest, type ReadFile } from './reader-under-test.ts';
import {
  changeOf,
  emptyReport,
  hiddenOf,
  type Outcome,
  type TrialReport,
  type Violation,
} from './trial-report.ts';
import { whyHidden } from './why-hidden.ts';

/** Mutants from one number up to, not including, another. */
export interface TrialRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** A day whose files were read unchanged. */
interface KnownDay {
  readonly day: Day;
  readonly facts: ReadonlyMap<Made, StatementFacts>;
  readonly warnings: ReadonlyMap<Made, string>;
}

const daysMost = 10 * recipeNames.length;

/** Changes files, reads them, and compares what became of each with what the oracle says. */
export async function runTrial(
  range: TrialRange,
  reader: ReaderUnderTest = libraryReader,
): Promise<TrialReport> {
  const trial = new Trial(reader);
  for (let number = range.from; number < range.to; number += 1) await trial.mutant(range.seed, number);
  return trial.report;
}

/** Cuts every file of some days at every byte. */
export async function runCuts(seed: number, days: readonly number[]): Promise<TrialReport> {
  const trial = new Trial(libraryReader);
  for (const day of days) await trial.cuts(seed, day);
  return trial.report;
}

class Trial {
  readonly report: TrialReport = emptyReport();
  readonly #reader: ReaderUnderTest;
  readonly #days = new Map<number, KnownDay>();

  constructor(reader: ReaderUnderTest) {
    this.#reader = reader;
  }

  async mutant(seed: number, number: number): Promise<void> {
    const random = new Random(seed, number);
    const known = await this.#day(seed, random.between(0, daysMost - 1));
    const made = known.day.files[random.between(0, known.day.files.length - 1)];
    if (made === undefined) return;
    await this.#try(known, mutate(made, random), `seed ${seed}, number ${number}`);
  }

  async cuts(seed: number, number: number): Promise<void> {
    const known = await this.#day(seed, number);
    for (const made of known.day.files) {
      for (let at = bytesOf(made.draft).length - 1; at >= 0; at -= 1) {
        await this.#try(known, cutAt(made, at), `seed ${seed}, day ${number}`);
      }
    }
  }

  async #try(known: KnownDay, written: WrittenMutant, where: string): Promise<void> {
    const { report } = this;
    report.mutants += 1;
    const outcome = await this.#judge(known, written, where);
    report.outcomes[outcome] += 1;
    for (const change of written.mutant.changes) {
      const counts = changeOf(report, change);
      counts.mutants += 1;
      if (outcome === 'refused') counts.refused += 1;
    }
  }

  async #day(seed: number, number: number): Promise<KnownDay> {
    const known = this.#days.get(number) ?? (await this.#readUnchanged(makeDay(seed, number)));
    this.#days.set(number, known);
    return known;
  }

  async #readUnchanged(day: Day): Promise<KnownDay> {
    const facts = new Map<Made, StatementFacts>();
    const warnings = new Map<Made, string>();
    for (const made of day.files) {
      try {
        const file = await this.#reader.read(
          made.draft.name,
          bytesOf(made.draft),
          optionsOf(day, made, made.draft.unit),
        );
        facts.set(made, file.facts);
        warnings.set(made, warningsOf(file.facts));
        if (differencesOf(made.truth, file.records).length > 0)
          this.#break('read otherwise than it says', made.draft.name);
      } catch (error) {
        this.#break('refused although unchanged', `${made.draft.name}: ${String(error)}`);
      }
    }
    return { day, facts, warnings };
  }

  async #judge(known: KnownDay, written: WrittenMutant, where: string): Promise<Outcome> {
    const { mutant, bytes } = written;
    let file: ReadFile;
    try {
      file = await this.#reader.read(
        mutant.name,
        bytes,
        optionsOf(known.day, mutant.made, mutant.claimedUnit),
      );
    } catch (error) {
      return this.#noteRefusal(error, `${where}: ${describe(written)}`);
    }
    const differences = differencesOf(mutant.made.truth, file.records);
    const others = known.day.files.filter((other) => other !== mutant.made);
    const batch = this.#reader.check([
      file,
      ...others.flatMap((other) => {
        const facts = known.facts.get(other);
        return facts === undefined ? [] : [{ facts }];
      }),
    ]);
    for (const code of new Set(batch))
      this.report.codes[`batch ${code}`] = (this.report.codes[`batch ${code}`] ?? 0) + 1;
    if (batch.length > 0) return 'named by the batch';
    if (differences.length === 0) return 'read as it was';
    if (warningsOf(file.facts) !== known.warnings.get(mutant.made)) return 'named by a warning';
    return this.#judgeSilence(written, file, others, `${where}: ${describe(written)}`, differences);
  }

  #noteRefusal(error: unknown, where: string): Outcome {
    const { codes } = this.report;
    const isTyped = error instanceof AlipayError && error.code.startsWith('ERR_STATEMENT_');
    if (!isTyped) return this.#break('untyped error', `${where}\n${String(error)}`);
    const defects = 'defects' in error && Array.isArray(error.defects) ? error.defects : [];
    const found = new Set(defects.length === 0 ? [error.code] : defects.map(({ code }) => String(code)));
    for (const code of found) codes[code] = (codes[code] ?? 0) + 1;
    return 'refused';
  }

  /** Nobody said anything: was there anything to see? */
  #judgeSilence(
    { mutant, bytes }: WrittenMutant,
    { facts, records }: ReadFile,
    others: readonly Made[],
    where: string,
    differences: readonly Difference[],
  ): Outcome {
    const { made } = mutant;
    const { draft } = made;
    const what = `${draft.family} ${draft.report}: ${differences.join(', ')}`;
    if (!differences.every((difference) => difference === 'text')) {
      const hand = readByHand(bytes, draft, facts.unit);
      const rest = others.map((other) => ({ made: other, records: other.truth }));
      const wrong = [...hand.wrong, ...wrongBatch([{ made, records: hand.records }, ...rest])];
      const seen = `${where}\n${what}; the oracle sees: ${[...new Set(wrong)].join(', ')}`;
      if (wrong.length > 0) return this.#break('silently accepted', seen);
      const apart = differencesOf(hand.records, records).join();
      if (apart !== '')
        return this.#break('read otherwise than it says', `${where}\n${what}; apart in ${apart}`);
    }
    const reason = whyHidden(draft, differences, mutant.changes);
    if (reason === undefined) return this.#break('no reason to stay hidden', `${where}\n${what}`);
    const counts = hiddenOf(this.report, what, reason);
    counts.mutants += 1;
    if (isFoundByLedger(made.truth, records)) counts.byLedger += 1;
    else if (differences.some((difference) => /row|id/.test(difference)))
      return this.#break('not found by the ledger', `${where}\n${what}`);
    return 'hidden';
  }

  #break(violation: Violation, where: string): Outcome {
    this.report.broken[violation] += 1;
    if (this.report.examples.length < 12) this.report.examples.push(`${violation} (${where})`);
    return 'broken';
  }
}

/** The ledger knows each row by its ids, its kind and its money. */
function isFoundByLedger(truth: readonly TrueRecord[], read: readonly TrueRecord[]): boolean {
  return truth.map(ledgerKey).toSorted().join('\n') !== read.map(ledgerKey).toSorted().join('\n');
}

/** A setting for the unit, or where there is none the amounts that the ledger knows. */
function optionsOf(day: Day, { draft }: Made, unit: 'major' | 'smallest' | undefined): StatementOptions {
  if (draft.family !== 'B1' && draft.family !== 'B2') return {};
  if (unit !== undefined) return { unit };
  const known = new Map(
    day.files.flatMap(({ truth }) =>
      truth.flatMap(({ ownId, gross, currency = '' }) =>
        ownId === undefined || gross === undefined
          ? []
          : [[ownId, { currency, value: gross < 0n ? -gross : gross }] as const],
      ),
    ),
  );
  return { knownAmounts: (ownId) => known.get(ownId) };
}

/** The warnings that name something odd. */
function warningsOf({ warnings }: StatementFacts): string {
  return warnings
    .filter(({ code }) => /^(?:UNKNOWN_|NAME_|DAY_|WITHIN_TOLERANCE|SURPLUS_)/.test(code))
    .map(({ code, about, count }) => `${code} ${about} ${code === 'WITHIN_TOLERANCE' ? count : ''}`)
    .toSorted()
    .join('\n');
}

function describe({ mutant, bytes }: WrittenMutant): string {
  return `${mutant.name}; ${mutant.changes.join(', ')}\n${bytes.toString('utf8').slice(0, 1_500)}`;
}
