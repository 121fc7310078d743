import { exploreAll } from './choices.ts';
import { type Play, playRun } from './play-run.ts';

/** What an enumeration came to. */
export interface Enumeration {
  /** Runs in which nobody dies: one for each way in which the gateway can behave. */
  readonly scenarios: number;
  /** Boundaries met in those runs. */
  readonly boundaries: number;
  /** Boundaries of the longest of them. */
  readonly longest: number;
  /** Runs in which somebody dies. */
  readonly deadly: number;
  /** The first violations, each with what explains it. */
  readonly violations: readonly string[];
  readonly violated: number;
}

const keptMax = 5;

/** Plays every run there is. */
export async function enumerateRuns(
  play: Omit<Play, 'choices'>,
  onRun?: (runs: number, violated: number) => void,
): Promise<Enumeration> {
  const violations: string[] = [];
  let [scenarios, boundaries, longest, deadly, violated] = [0, 0, 0, 0, 0];
  await exploreAll(async (choices) => {
    const played = await playRun({ ...play, choices });
    if (played.deaths > 0) deadly += 1;
    else {
      scenarios += 1;
      boundaries += played.boundaries;
      longest = Math.max(longest, played.boundaries);
    }
    if (played.violations.length > 0) {
      violated += 1;
      if (violations.length < keptMax) violations.push(played.violations.join('\n'));
    }
    onRun?.(scenarios + deadly, violated);
  });
  return { scenarios, boundaries, longest, deadly, violations, violated };
}

export function describeEnumeration(
  { family, jobs, deaths, breadth }: Omit<Play, 'choices'>,
  { scenarios, boundaries, longest, deadly, violated }: Enumeration,
): string {
  return `${family}, ${jobs.join(', ')}, ${breadth}, ${deaths} death${deaths === 1 ? '' : 's'}: ${scenarios} scenarios with ${boundaries} boundaries (longest ${longest}) × deaths × recoveries × what the gateway does after = ${deadly} runs, ${violated} violated`;
}
