import type { TrialReport } from './trial-report.ts';

/** Prints what became of changed files. */
export function printReport(report: TrialReport, seconds: number): void {
  const { mutants, outcomes, broken, codes, changes, examples } = report;
  console.log(`${mutants} changed files, ${Object.keys(changes).length} ways of changing them:`);
  for (const [outcome, count] of Object.entries(outcomes)) console.log(`  ${outcome}: ${count}`);
  printCounts('  violations', broken);
  printHidden(report);
  printCounts('  what was found, in how many files', codes);
  console.log('  by change:');
  for (const [name, counts] of Object.entries(changes).toSorted())
    console.log(`    ${name}: ${counts.mutants}, of them refused ${counts.refused}`);
  console.log(`  ${seconds.toFixed(0)} s, ${(mutants / seconds).toFixed(0)} a second`);
  for (const example of examples) console.log(`\n${example}`);
}

/** What no file can reveal, under the reason why. */
function printHidden({ hidden }: TrialReport): void {
  console.log(
    '  hidden, as nothing in the file or its batch reveals them; of these found by a ledger of ids and money:',
  );
  const byReason = Object.entries(hidden).toSorted(([, one], [, other]) =>
    one.reason.localeCompare(other.reason),
  );
  let last = '';
  for (const [name, { mutants, byLedger, reason }] of byReason) {
    if (reason !== last) console.log(`    ${reason}`);
    last = reason;
    console.log(`      ${name}: ${mutants}, by the ledger ${byLedger}`);
  }
}

function printCounts(title: string, counts: Readonly<Record<string, number>>): void {
  console.log(`${title}:`);
  for (const [name, count] of Object.entries(counts).toSorted()) console.log(`    ${name}: ${count}`);
}
