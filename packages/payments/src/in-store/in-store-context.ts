import type { V1Gateway } from '@alipay-intl/core/gateway';
import type { Clock } from '@alipay-intl/core/time';
import type { RequestIdGuard } from '../request-id-guard.ts';

/** What every in-store operation works with. */
export interface InStoreContext {
  readonly gateway: V1Gateway;
  readonly guard: RequestIdGuard;
  readonly clock: Clock;
  /** Default time to pay for Entry Code and order code, in milliseconds. */
  readonly expiryMs: number;
  /** Longest time to pay for Entry Code and order code, in milliseconds. docs/wire/v1 §5.5. */
  readonly expiryMaxMs: number;
}
