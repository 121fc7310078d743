import { matchDay } from '@alipay-intl/reconciliation/match';
import { addCounts } from '../../support/counts.ts';
import type { JobRange } from '../../support/run-in-jobs.ts';
import { makeWorld, type World } from '../world/make-world.ts';
import { stories } from '../world/stories/stories.ts';
import { allBreaks, settingText } from '../world/truth.ts';
import { emptyReport, type WorldsReport } from './report.ts';
import { type Engine, runWorld } from './run-world.ts';

/** So many branches share a world and its engine, which takes nearly as long for a third of them. */
const branchesOfWorld = 210;

/** Small days of a world: its branches, each with seven days. */
export const smallDaysOfWorld: number = branchesOfWorld * 7;

/** One defect shows on many days. */
const examplesOfWorld = 2;

/** Makes worlds from one number up to, not including, another, and reconciles each day of them. */
export async function runWorlds(
  { seed, from, to }: JobRange,
  engine: Engine = matchDay,
): Promise<WorldsReport> {
  const report = emptyReport();
  for (let number = from; number < to; number += 1) {
    const first = number * branchesOfWorld;
    const branches = Array.from({ length: branchesOfWorld }, (_, at) => first + at);
    const world = makeWorld({ seed, world: number, branches });
    const violations = await runWorld(world, engine);
    addWorld(report, world);
    for (const { rule } of violations) report.broken[rule] += 1;
    const where = `seed ${seed}, world ${number}: ${settingText(world)}`;
    const examples = violations
      .slice(0, examplesOfWorld)
      .map(({ rule, day, what }) => `${rule} on ${day} (${where})\n    ${what}`);
    report.examples.push(...examples);
  }
  return report;
}

function addWorld(report: WorldsReport, world: World): void {
  const { branches, days, told } = world;
  report.worlds += 1;
  addCounts(report.families, { [world.setting.family]: 1 });
  report.runs += days.length;
  report.smallDays += branches.length * days.length;
  report.rows += branches.reduce(
    (sum, { own, transactions, settlements }) => sum + own.length + transactions.length + settlements.length,
    0,
  );
  for (const [name, { fits }] of Object.entries(stories)) {
    if (fits?.(world.setting) ?? true) report.told[name] ??= 0;
  }
  addCounts(report.told, told);
  for (const { kind } of allBreaks(world)) addCounts(report.planted, { [kind]: 1 });
}
