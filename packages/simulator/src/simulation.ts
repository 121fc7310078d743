import type { SellerStore } from './acquiring/seller-store.ts';
import type { SimulatorClock } from './clock.ts';
import type { CallLog } from './control/call-log.ts';
import type { FaultPlanner } from './control/fault-planner.ts';
import type { FaultQueue } from './control/fault-queue.ts';
import type { HeldCalls } from './control/held-calls.ts';
import type { SentAnswers } from './http/sent-answers.ts';
import type { Outbox } from './notifications/outbox.ts';
import type { GatewayIds } from './payments/gateway-ids.ts';
import type { Hiding } from './payments/hiding.ts';
import type { Ledger } from './payments/ledger.ts';
import type { Settings } from './settings.ts';
import type { KeyRing } from './signing/key-ring.ts';

/** Everything that one running simulator consists of, handed to each operation. */
export interface Simulation {
  readonly settings: Settings;
  readonly clock: SimulatorClock;
  readonly keys: KeyRing;
  readonly ledger: Ledger;
  readonly hiding: Hiding;
  /** Registered secondary merchants. */
  readonly sellers: SellerStore;
  readonly ids: GatewayIds;
  readonly faults: FaultQueue;
  readonly plan: FaultPlanner;
  readonly held: HeldCalls;
  readonly answers: SentAnswers;
  readonly calls: CallLog;
  readonly outbox: Outbox;
  /** Address of the running server, `http://127.0.0.1:PORT`. */
  readonly baseUrl: () => string;
  /** Whether the merchant's account can return money (docs/wire/v1 §4.3, §4.4). */
  isMerchantFunded: boolean;
}
