/**
 * Measures the candidates in turns, A B B A, so that whatever else the machine does falls on all of them alike.
 * One more round goes first and is thrown away: it warms up code, connections and caches.
 *
 * @returns what each candidate measured, one for each round.
 */
export async function measureInTurns<Name extends string, Measured>(
  candidates: Readonly<Record<Name, () => Promise<Measured>>>,
  rounds: number,
): Promise<Readonly<Record<Name, readonly Measured[]>>> {
  const entries = Object.entries(candidates) as [Name, () => Promise<Measured>][];
  const results = Object.fromEntries(entries.map(([name]) => [name, [] as Measured[]])) as Record<
    Name,
    Measured[]
  >;
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, measure] of round % 2 === 0 ? entries : entries.toReversed()) {
      const measured = await measure();
      if (round > 0) results[name].push(measured);
    }
  }
  return results;
}

/** Median, quartiles and extremes of several rounds. */
export interface Summary {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly min: number;
  readonly max: number;
}

/** Median, quartiles and extremes. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    const above = sorted[Math.ceil(place)] ?? Number.NaN;
    return below + (above - below) * (place % 1);
  };
  return { median: at(0.5), lowerQuartile: at(0.25), upperQuartile: at(0.75), min: at(0), max: at(1) };
}

/** The ratio of two candidates: taken round by round, because only the same round had the same machine. */
export function ratioOf(left: readonly number[], right: readonly number[]): Summary {
  return summarise(left.map((value, round) => value / (right[round] ?? Number.NaN)));
}
