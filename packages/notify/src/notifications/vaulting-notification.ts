import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import type { NotificationFacts } from './notification-facts.ts';

/**
 * What became of storing a buyer's means of payment. What was stored is in `body.paymentMethodDetail`: readable, but never
 * printed. docs/wire/v1 §3.10.
 */
export interface VaultingNotification extends NotificationFacts {
  readonly kind: 'vaulting';
  /** `undecided` without a result, with `U`, or where `vaultingStatus` says otherwise. */
  readonly outcome: 'vaulted' | 'failed' | 'undecided';
  /** Your id of the request. */
  readonly vaultingRequestId: string;
  /** ISO 8601 with offset, as received. */
  readonly vaultingCreateTime: string | undefined;
  readonly result: Result | undefined;
}

/** Reads a notification that has `vaultingRequestId`. `undefined` for another one. */
export function readVaulting(body: JsonObject, result: Result | undefined): VaultingNotification | undefined {
  const vaultingRequestId = textOf(body['vaultingRequestId']);
  if (vaultingRequestId === undefined) return undefined;
  const vaultingCreateTime = textOf(body['vaultingCreateTime']);
  const outcome = outcomeOf(result, textOf(body['vaultingStatus'])?.toUpperCase());
  return { kind: 'vaulting', outcome, vaultingRequestId, vaultingCreateTime, result, body };
}

function outcomeOf(
  result: Result | undefined,
  vaultingStatus: string | undefined,
): VaultingNotification['outcome'] {
  if (result?.resultStatus === 'F' || vaultingStatus === 'FAIL') return 'failed';
  const isVaulted = vaultingStatus === undefined || vaultingStatus === 'SUCCESS';
  return result?.resultStatus === 'S' && isVaulted ? 'vaulted' : 'undecided';
}
