import { execFileSync } from 'node:child_process';
import { allFaults } from './faults.ts';
import { type Totals, traceHash } from './totals.ts';

interface Run {
  readonly seed: number;
  readonly seconds: number;
  /** Left out where several processes ran. */
  readonly cpuSeconds: number | undefined;
}

/** Prints what a trial without a breach came to. */
export function printReport(totals: Totals, { seed, seconds, cpuSeconds }: Run): void {
  const { payments, universes, steps, charges, deaths, atEnd } = totals;
  const pace = `${Math.round(payments / seconds)} payments/s by the clock`;
  const ofCore =
    cpuSeconds === undefined ? '' : `, ${Math.round(payments / cpuSeconds)} per second of one core`;
  console.log(`seed ${seed}, commit ${commit()}`);
  console.log(
    `${payments} payments in ${universes} universes, ${steps} steps, ${seconds.toFixed(1)} s: ${pace}${ofCore}`,
  );
  console.log(`charged at the gateway: ${charges}; processes killed: ${deaths}`);
  console.log(
    `charged payments compared with what the shop was told: ${atEnd.compared}, of which a person has ${atEnd.open}; ` +
      `found charged twice: ${atEnd.doubles}, lost: ${atEnd.lost}`,
  );
  console.log(`ends:   ${shares(totals.ends, payments)}`);
  console.log(`alarms: ${counts(totals.alarms)}`);
  console.log(
    `faults: ${counts(Object.fromEntries(allFaults.map((fault) => [fault, totals.faults[fault] ?? 0])))}`,
  );
  console.log(`trace:  ${traceHash(totals)}`);
}

function counts(record: Readonly<Record<string, number>>): string {
  const texts = Object.entries(record).map(([name, count]) => `${name} ${count}`);
  return texts.length === 0 ? 'none' : texts.join(', ');
}

function shares(ends: Readonly<Record<string, number>>, payments: number): string {
  return Object.entries(ends)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([end, count]) => `${end} ${count} (${((100 * count) / payments).toFixed(2)} %)`)
    .join(', ');
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
