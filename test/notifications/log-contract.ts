import { describe } from 'vitest';
import { describeClaiming } from './claiming-contract.ts';
import { describeListing } from './listing-contract.ts';
import type { LogMaker, StoredLog } from './notification-scene.ts';
import { describeStoredData } from './stored-data-contract.ts';
import { describeStoring } from './storing-contract.ts';
import { describeTransactions } from './transaction-contract.ts';

/**
 * What every notification log must do, whatever holds it.
 *
 * @param make - gives the maker of logs; called inside the tests, so that a store may be opened before them.
 */
export function describeNotificationLog(name: string, make: () => LogMaker): void {
  describe(`the notification log on ${name}`, () => {
    describeClaiming(make);
    describeStoring(make);
    describeListing(make);
  });
}

/** The same for one in a database, and what only such a one can do. */
export function describeStoredLog(name: string, stored: () => StoredLog): void {
  describeNotificationLog(name, () => stored().makeLog);
  describe(`the notification log on ${name}`, () => {
    describeTransactions(stored);
    describeStoredData(stored);
  });
}
