import { type MutationReport, quantileOf } from './mutation-report.ts';
import type { SpliceReport } from './splices.ts';
import type { WrongMoneyReport } from './wrong-money.ts';

/** Prints what a run of mutations found. */
export function printMutations(report: MutationReport, seconds: number): void {
  const { mutants, believed, refused, broken, classes, codes, heaps, mutations, examples } = report;
  console.log(`${mutants} changed notifications, ${Object.keys(mutations).length} ways of changing them:`);
  console.log(`  ${refused} refused; ${believed} believed, because what is signed was as before`);
  printCounts('  violations', broken);
  console.log('  by class of the first change:');
  for (const [name, counts] of Object.entries(classes).toSorted())
    console.log(`    ${name.padEnd(12)} ${counts.mutants}, of them believed ${counts.believed}`);
  printCounts('  by code', codes);
  printCounts('  by change', mutations);
  const grown = heaps.map(([before, after]) => `${megabytes(before)} to ${megabytes(after)}`).join('; ');
  console.log(`  heap in each process behind a collection, in MB: ${grown}`);
  const [half, most, nearlyAll] = [0.5, 0.99, 0.999].map((share) => quantileOf(report, share).toFixed(0));
  console.log(`  a refusal took ${half} µs (p50), ${most} µs (p99), ${nearlyAll} µs (p99.9)`);
  console.log(`  ${seconds.toFixed(0)} s, ${(mutants / seconds).toFixed(0)} a second`);
  for (const example of examples) console.log(`\n${example}`);
}

/** Prints what a run of cuts found. */
export function printSplices(what: string, report: SpliceReport): void {
  const { messages, cuts, believed, genuine, codes } = report;
  console.log(
    `${cuts} wrong cuts of ${messages} ${what}: ${believed} believed; ${genuine} right ones believed`,
  );
  printCounts('  by code', codes);
}

/** Prints what genuine signatures for the wrong money did. */
export function printWrongMoney({
  wrong,
  effects,
  right,
  rightEffects,
  kinds,
  codes,
}: WrongMoneyReport): void {
  console.log(`${wrong} genuine signatures for the wrong money: ${effects} effects`);
  console.log(`  ${right} for the right money between them: ${rightEffects} effects`);
  printCounts('  by kind', kinds);
  printCounts('  by code', codes);
}

function printCounts(title: string, counts: Readonly<Record<string, number>>): void {
  console.log(`${title}:`);
  for (const [name, count] of Object.entries(counts).toSorted()) console.log(`    ${name}: ${count}`);
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
