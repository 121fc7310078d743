import { describe } from 'vitest';
import { describeAppending } from './appending-contract.ts';
import type { JournalMaker } from './journal-scene.ts';
import { describeOpening } from './opening-contract.ts';
import { describeReading } from './reading-contract.ts';
import { describeTaking } from './taking-contract.ts';

/**
 * What every journal must do, whatever holds it.
 *
 * @param make - gives the maker of journals; called inside the tests, so that a store may be opened before them.
 */
export function describeJournal(name: string, make: () => JournalMaker): void {
  describe(`the journal on ${name}`, () => {
    describeOpening(make);
    describeAppending(make);
    describeTaking(make);
    describeReading(make);
  });
}
