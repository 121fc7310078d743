import type { Account } from './account.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';
import type { Fail, Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** What all parts of a universe share. */
export interface World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly gateway: Gateway;
  readonly ledger: Ledger;
  readonly fail: Fail;
  readonly leaseMs: number;
  /** The wall clock of the store and, but for their difference, of the workers. */
  wallMs(): number;
  /** Whether the store answers now. */
  isStoreUp(): boolean;
  /** Counts time in which nobody could be expected to go on. */
  disturb(ms: number): void;
  /** Told when a payment was opened or reopened, and that is written down. */
  mustEnd(account: Account): void;
  /** Told when something in the journal may be due earlier than was known. */
  somethingIsDue(): void;
}
