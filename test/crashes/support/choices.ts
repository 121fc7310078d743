/** The decisions of one run: what the gateway does, where the process dies, how it comes back. */
export interface Choices {
  /** Decides among options. Where only one is left, nothing is decided. */
  pick<Option extends string>(name: string, options: readonly [Option, ...Option[]]): Option;
  /** What was decided, in order, to play the run again. */
  readonly path: readonly string[];
}

interface Decision {
  readonly count: number;
  taken: number;
}

/**
 * Plays a scenario once for every way in which its decisions can fall. A decision is met only where the run gets to it,
 * so two runs are never the same, and a new line of code that asks for a new decision is covered without any list.
 *
 * @returns the number of runs.
 */
export async function exploreAll(play: (choices: Choices) => Promise<void>): Promise<number> {
  const decisions: Decision[] = [];
  for (let runs = 1; ; runs += 1) {
    await play(choicesAlong(decisions));
    while (decisions.length > 0 && isLast(decisions.at(-1))) decisions.pop();
    const last = decisions.at(-1);
    if (last === undefined) return runs;
    last.taken += 1;
  }
}

function choicesAlong(decisions: Decision[]): Choices {
  const path: string[] = [];
  let met = 0;
  return {
    path,
    pick(name, options) {
      if (options.length === 1) return options[0];
      const known = decisions[met];
      if (known !== undefined && known.count !== options.length) {
        throw new Error(`The run is not repeatable: ${name} came instead of another decision.`);
      }
      if (known === undefined) decisions.push({ count: options.length, taken: 0 });
      const option = options[known?.taken ?? 0] ?? options[0];
      met += 1;
      path.push(`${name}: ${option}`);
      return option;
    },
  };
}

function isLast(decision: Decision | undefined): boolean {
  return decision !== undefined && decision.taken + 1 === decision.count;
}
