import { nameOfFound } from '../trial/judge.ts';
import type { World } from '../world/make-world.ts';
import { allBreaks, breakName } from '../world/truth.ts';
import type { Nights } from './nights.ts';

/** What the book says of breaks, without those that come of a file having changed. */
export async function standingsOf({ settings: { book, merchant } }: Nights): Promise<readonly string[]> {
  const records = await book.breaks({ merchant, limit: 1000 });
  return records
    .filter((record) => record.break.kind !== 'FILE_CHANGED')
    .map((record) => `${record.standing} ${nameOfFound(record.break)}`)
    .toSorted();
}

/** What it must say of those that were planted. */
export function plantedStandings(world: World): readonly string[] {
  return allBreaks(world)
    .filter(({ standings }) => standings.size > 0)
    .map((expected) => {
      const hasEnded = expected.endsAt !== undefined && expected.endsAt < world.days.length;
      return `${hasEnded ? 'closed-by-run' : [...expected.standings.values()].at(-1)} ${breakName(expected)}`;
    })
    .toSorted();
}
