import type { DayResult, ReconciledDay } from '@alipay-intl/reconciliation/match';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { World } from '../world/make-world.ts';
import { Nights } from './nights.ts';
import { standingsOf } from './standings.ts';

/** What nights came to on which everything was there in time, and the night after them. */
export interface Undisturbed {
  readonly ran: readonly ReconciledDay[];
  readonly again: readonly ReconciledDay[];
  readonly results: readonly DayResult[];
  readonly standings: readonly string[];
}

const known = new WeakMap<World, Promise<Undisturbed>>();

/** Runs them once for all tests of a world. */
export async function undisturbed(world: World): Promise<Undisturbed> {
  const running = known.get(world) ?? run(world);
  known.set(world, running);
  return await running;
}

async function run(world: World): Promise<Undisturbed> {
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const ran = await nights.run();
  const again = await nights.run();
  return { ran, again, results: await nights.results(), standings: await standingsOf(nights) };
}
