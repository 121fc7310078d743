import { checkEnding } from './check-ending.ts';
import { checkOpening } from './check-opening.ts';
import { checkSummary } from './check-summary.ts';
import { guessUtf8 } from './damaged-utf8.ts';
import { type DefectCode, Findings } from './defect.ts';
import { parseStatementName } from './file-name.ts';
import type { Judgement } from './judgement.ts';
import type { FileDigest } from './line-blocks.ts';
import type { Opening } from './opening.ts';
import type { ReadingOptions } from './options.ts';
import { proveRepetitions } from './prove-repetitions.ts';
import { type Assumption, faultOf, type Reading, readWhole } from './reading.ts';
import type { RowPlan } from './row-reader.ts';
import { nameOf, type StatementSource } from './source.ts';
import type { StatementFacts } from './statement-facts.ts';
import type { UnitDecision } from './unit-evidence.ts';

/** All that a second reading of a checked file needs. */
export interface ReadablePlan {
  readonly facts: StatementFacts;
  readonly plan: RowPlan;
  readonly opening: Opening;
  readonly digest: FileDigest;
}

/** A file that was read once from end to end: all that is wrong with it. */
export interface CheckedFile {
  readonly findings: Findings;
  /** `undefined` where the file could not be read as far as its rows. */
  readonly readable: ReadablePlan | undefined;
  /** The column line, where no layout has such columns. */
  readonly columnLine: string | undefined;
}

/**
 * Reads a whole file and checks everything that the file alone can tell. It is read again where its encoding or its unit
 * turns out to be the other one.
 *
 * @throws StatementError `ERR_STATEMENT_UNREADABLE` where the bytes cannot be had. Content never throws.
 */
export async function checkFile(source: StatementSource, options: ReadingOptions): Promise<CheckedFile> {
  const name = parseStatementName(nameOf(source));
  let assumption: Assumption = { encoding: options.encoding ?? 'utf-8', unit: options.unit ?? 'major' };
  for (;;) {
    const findings = new Findings(options.defectsMax, options.accept);
    const reading = await readWhole(source, name, options, assumption, findings);
    const decision = unitOf(reading);
    const next = await otherAssumption(source, options, reading, assumption, decision);
    if (next !== undefined) {
      assumption = next;
      continue;
    }
    return judge({ source, name, options, reading, assumption, decision, findings });
  }
}

function unitOf({ body }: Reading): UnitDecision {
  if (body === undefined || body.plan.layout.unit === 'major') return { unit: 'major', from: 'family' };
  return body.rows.evidence.decide();
}

async function otherAssumption(
  source: StatementSource,
  options: ReadingOptions,
  reading: Reading,
  assumption: Assumption,
  decision: UnitDecision,
): Promise<Assumption | undefined> {
  if (reading.state === 'not-text' && assumption.encoding === 'utf-8' && options.encoding === undefined) {
    const guess = await guessUtf8(source, options.signal);
    if (guess === 'damaged') return undefined;
    return { ...assumption, encoding: 'gb18030', isUnsure: guess === 'either' };
  }
  const { unit } = decision;
  if (reading.body === undefined || unit === undefined || unit === reading.body.plan.unit) return undefined;
  return { ...assumption, unit };
}

async function judge(judgement: Judgement): Promise<CheckedFile> {
  const { reading, findings, options, source } = judgement;
  const { body } = reading;
  const fault = faultOf(reading, options);
  if (fault !== undefined) findings.add(body === undefined ? fault : { ...fault, line: body.rows.line + 1 });
  if (body === undefined) {
    if (fault === undefined && reading.columnLine === undefined) {
      findings.add({
        code: 'FILE_TRUNCATED',
        line: 1,
        expected: 'a line with column names; the file is empty',
      });
    }
    return { findings, readable: undefined, columnLine: reading.columnLine };
  }
  if (judgement.assumption.isUnsure === true) findings.warn('ENCODING_UNSURE', 'read as GB18030');
  checkOpening(judgement, body.opening);
  if (fault === undefined) checkEnding(judgement, body);
  checkUnit(judgement);
  checkSummary(body.plan, body.rows.totals.list(), findings);
  await proveRepetitions(source, options, judgement.assumption, body, findings);
  findings.sort();
  return {
    findings,
    readable: { ...body, digest: reading.digest, facts: factsOf(judgement) },
    columnLine: undefined,
  };
}

/** Formulas with a conversion come out differently in the other unit. */
const unitDependent: ReadonlySet<DefectCode> = new Set(['NET_FORMULA_MISMATCH', 'FX_MISMATCH']);

function checkUnit({ decision, findings, reading }: Judgement): void {
  if (decision.unit !== undefined) return;
  findings.drop(unitDependent);
  const line = reading.body?.opening.columnLine;
  findings.add({ code: decision.code, line, expected: decision.expected });
}

function factsOf(judgement: Judgement): StatementFacts {
  const { source, name, reading, assumption, decision, findings } = judgement;
  const { body } = reading;
  if (body === undefined) throw new TypeError('a file without rows has no facts');
  const { opening, plan, rows } = body;
  const { layout, columns, preamble } = opening;
  const isEdition = layout.id === 'A1-transaction' && [8, 15, 17].includes(columns.names.length);
  return {
    name: nameOf(source),
    fileName: name,
    layout: isEdition ? `${layout.id}-${columns.names.length}` : layout.id,
    family: layout.family,
    report: layout.report,
    encoding: assumption.encoding,
    delimiter: opening.delimiter,
    unit: plan.unit,
    unitFrom: decision.unit === undefined ? 'undecided' : decision.from,
    columns: columns.names,
    unknownColumns: columns.unknown,
    day: preamble?.day ?? name?.day,
    merchantId: preamble?.partner ?? name?.merchantId,
    rows: rows.rows,
    totals: rows.totals.list(),
    sha256: reading.digest.sha256,
    bytes: reading.digest.bytes,
    warnings: findings.warnings,
  };
}
