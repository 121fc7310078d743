import { Random } from '../../trial/random.ts';
import { acquiringFiles } from './acquiring.ts';
import { amsFiles } from './ams.ts';
import { antomFiles } from './antom.ts';
import type { Made } from './draft.ts';
import { openShop, type Shop, type ShopEvent, someEvents } from './event.ts';
import { openapiFile } from './hong-kong.ts';
import { inStoreSettlement, inStoreTransactions } from './in-store.ts';
import { autoDebitFile, onlineSettlement, onlineTransactions } from './online.ts';

/** One day of one shop: its files, and what a ledger would say of it. */
export interface Day {
  /** What the day was made with: `A1`, `B2-smallest` … */
  readonly recipe: string;
  readonly files: readonly Made[];
}

type Recipe = (shop: Shop, events: readonly ShopEvent[]) => readonly Made[];

const recipes: Readonly<Record<string, Recipe>> = {
  A1: (shop, events) => [inStoreTransactions(shop, events), inStoreSettlement(shop, events)],
  A2: (shop, events) => [onlineTransactions(shop, events, 'A2'), ...onlineSettlement(shop, events, 'A2')],
  A3: (shop, events) => [autoDebitFile(shop, events, false), autoDebitFile(shop, events, true)],
  A4: (shop, events) => [onlineTransactions(shop, events, 'A4'), ...onlineSettlement(shop, events, 'A4')],
  A5: (shop, events) => [openapiFile(shop, events, false), openapiFile(shop, events, true)],
  B0: acquiringFiles,
  'B1-smallest': (shop, events) => amsFiles(shop, events, 'B1', 'smallest'),
  'B1-major': (shop, events) => amsFiles(shop, events, 'B1', 'major'),
  'B2-smallest': (shop, events) => amsFiles(shop, events, 'B2', 'smallest'),
  'B2-major': (shop, events) => amsFiles(shop, events, 'B2', 'major'),
  B3: antomFiles,
};

/** The kinds of days that there are. */
export const recipeNames: readonly string[] = Object.keys(recipes);

/** Makes a day from its number: the same for the same seed. */
export function makeDay(seed: number, number: number): Day {
  const random = new Random(seed, number);
  const recipe = recipeNames[number % recipeNames.length] ?? 'A1';
  const shop = openShop(random);
  return { recipe, files: recipes[recipe]?.(shop, someEvents(shop)) ?? [] };
}
