import { it } from 'vitest';

/** A test of half a minute and more: part of `npm run nights` or `npm run reconciliations -- --scenarios`, and told as skipped by `npm test`. */
export const long: typeof it.skip = process.env['LONG_TESTS'] === undefined ? it.skip : it;
