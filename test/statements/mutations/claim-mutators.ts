import type { Mutators } from './mutant.ts';

/** A file that is as it was, under a claim that is wrong. */
export const claimMutators: Mutators = {
  'the unit claimed to be the other': (mutant) => {
    const { family, unit } = mutant.draft;
    if (family !== 'B1' && family !== 'B2') return false;
    mutant.claimedUnit = unit === 'major' ? 'smallest' : 'major';
    return true;
  },
  'the unit left open': (mutant) => {
    const { family } = mutant.draft;
    if (family !== 'B1' && family !== 'B2') return false;
    mutant.claimedUnit = undefined;
    return true;
  },
  'the name of another part': (mutant) => {
    if (!/_00\d\.csv$/.test(mutant.name) || mutant.draft.report === 'transaction') return false;
    mutant.name = mutant.name.replace(/_00(\d)\.csv$/, (_, seq: string) => `_00${Number(seq) + 2}.csv`);
    return true;
  },
};
