import { audits } from './audits.ts';
import { duplicates } from './duplicates.ts';
import { failures } from './failures.ts';
import { mismatches } from './mismatches.ts';
import { refunds } from './refunds.ts';
import { sales } from './sales.ts';
import { settlements } from './settlements.ts';
import type { Stories } from './story.ts';
import { takebacks } from './takebacks.ts';

/** Everything that may happen in a branch. */
export const stories: Stories = {
  ...sales,
  ...mismatches,
  ...failures,
  ...duplicates,
  ...takebacks,
  ...settlements,
  ...refunds,
  ...audits,
};
