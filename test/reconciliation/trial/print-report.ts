import type { WorldsReport } from './report.ts';

/** Prints what became of many worlds. */
export function printReport(report: WorldsReport, seconds: number): void {
  const { worlds, families, smallDays, runs, rows, told, planted, broken, examples } = report;
  console.log(`${smallDays} small days of branches, ${worlds} worlds, ${runs} runs, ${rows} rows:`);
  printCounts('worlds by family', families);
  printCounts('planted breaks', planted);
  printCounts('stories', told);
  printCounts('violations', broken);
  console.log(`  ${seconds.toFixed(0)} s, ${(smallDays / seconds).toFixed(0)} small days a second`);
  for (const example of examples) console.log(`\n${example}`);
}

function printCounts(title: string, counts: Readonly<Record<string, number>>): void {
  console.log(`  ${title}:`);
  for (const [name, count] of Object.entries(counts).toSorted()) console.log(`    ${name}: ${count}`);
}
