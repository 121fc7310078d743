import { cpus } from 'node:os';
import type { Pace } from './pace.ts';
import { ratioOf, type Summary, summarise } from './rounds.ts';

/** Prints what the benchmark asks, and on what it runs. */
export function printQuestion(question: string): void {
  const processors = cpus();
  const { node, openssl } = process.versions;
  console.log(question);
  console.log(`  Node ${node}, OpenSSL ${openssl}, ${processors.length} × ${processors[0]?.model}`);
}

/** Prints one line. */
export function printLine(name: string, value: string, details = ''): void {
  console.log(`  ${name.padEnd(50)} ${value.padStart(9)} ${details}`.trimEnd());
}

/** Prints an absolute number with its extremes. It belongs to this machine and this moment. */
export function printNumber(name: string, values: readonly number[], unit: string): void {
  const { median, min, max } = summarise(values);
  printLine(name, write(median), `${unit}  (${write(min)} to ${write(max)})`);
}

/** Prints the median and the 99th percentile. They belong to this machine and this moment. */
export function printPercentiles(name: string, values: readonly number[], unit: string): void {
  const at = (share: number): string => write(percentileOf(values, share));
  printLine(name, at(0.5), `${unit}, 99th percentile ${at(0.99)}`);
}

/** Prints a value that must not be greater than its goal. */
export function printGoal(name: string, value: number, most: number): void {
  printLine(name, write(value), `goal ≤ ${most}: ${value <= most ? 'met' : 'missed'}`);
}

/** The value that so large a share of the values does not exceed. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** Prints how often for each second. */
export function printPace(name: string, paces: readonly Pace[]): void {
  printNumber(name, perSecond(paces), '/s');
}

/**
 * Prints the ratio of two candidates by the clock, where the goal counts, and by processor time, which other programs
 * on the machine disturb less. Without a goal it is context.
 */
export function printPaceRatio(
  name: string,
  [left, right]: readonly [readonly Pace[], readonly Pace[]],
  goal?: number,
): void {
  printClockRatio(name, [left, right], goal);
  printProcessorRatio('  the same by processor time', [left, right]);
}

/** Prints the ratio of two candidates by the clock alone. */
export function printClockRatio(
  name: string,
  [left, right]: readonly [readonly Pace[], readonly Pace[]],
  goal?: number,
): void {
  printRatio(name, [perSecond(left), perSecond(right)], goal);
}

/** Prints the ratio of two candidates by processor time alone. */
export function printProcessorRatio(
  name: string,
  [left, right]: readonly [readonly Pace[], readonly Pace[]],
): void {
  printRatio(name, [perProcessorSecond(left), perProcessorSecond(right)]);
}

/** Prints the median of a ratio over the rounds, and between which values the middle half of the rounds lies. */
export function printRatio(
  name: string,
  [left, right]: readonly [readonly number[], readonly number[]],
  goal?: number,
): void {
  const ratio = ratioOf(left, right);
  const { median, lowerQuartile, upperQuartile } = ratio;
  const spread = `(half of the rounds: ${lowerQuartile.toFixed(3)} to ${upperQuartile.toFixed(3)})`;
  printLine(name, median.toFixed(3), `${spread}  ${goal === undefined ? '' : verdictOf(ratio, goal)}`);
}

/** A goal between the quartiles was met in some rounds and missed in others, so the verdict may differ next time. */
function verdictOf({ median, lowerQuartile, upperQuartile }: Summary, goal: number): string {
  const doubt = lowerQuartile < goal && goal <= upperQuartile ? ', not clearly' : '';
  return `goal ≥ ${goal}: ${median >= goal ? 'met' : 'missed'}${doubt}`;
}

function perSecond(paces: readonly Pace[]): number[] {
  return paces.map((pace) => pace.perSecond);
}

function perProcessorSecond(paces: readonly Pace[]): number[] {
  return paces.map((pace) => pace.perProcessorSecond ?? Number.NaN);
}

function write(value: number): string {
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
