import { makeWorld, type World } from '../world/make-world.ts';
import type { Family } from '../world/setting.ts';

/** How much happens in a world. */
export interface Size {
  readonly days: number;
  readonly branches: number;
}

const made = new Map<string, World>();

/** The world of a family in which every day has all its transactions, and refunds may be of any payment in the books. */
export function wholeWorld(family: Family, size: Size): World {
  const key = `${family} ${size.days} ${size.branches}`;
  const world = made.get(key) ?? findWhole(family, size);
  made.set(key, world);
  return world;
}

function findWhole(family: Family, { days, branches: count }: Size): World {
  for (let number = 0; number < 200; number += 1) {
    const branches = Array.from({ length: count }, (_, at) => number * count + at);
    const world = makeWorld({ seed: 11, world: number, branches, days });
    const { setting } = world;
    const isWhole = setting.incompleteDay === undefined && setting.refundReachDays === 365;
    if (setting.family === family && isWhole) return world;
  }
  throw new Error(`no whole world of ${family}`);
}
