import { hash } from 'node:crypto';
import { readAmount } from '@alipay-intl/core/money';
import type { JsonObject, JsonValue } from '@alipay-intl/core/signing';
import { identityOf } from './notification-identity.ts';
import type { Received } from './received.ts';

/** Members that may differ between deliveries of one event. */
const changingMembers: ReadonlySet<string> = new Set(['resultMessage', 'resultMsg', 'tracerId', 'traceId']);

/** Members of the acquiring family that name no event. */
const partyMembers: ReadonlySet<string> = new Set(['resultInfo', 'merchantId', 'partnerId']);

/**
 * The identity of an event: the same for each delivery, whatever its time, its signature, its texts for humans and the order of its
 * members; another one for another id, status, amount or type.
 *
 * @param type - as in the log.
 * @param message - what names the signed message itself, however its envelope is spelled; only failures that name nothing need it.
 */
export function notificationKey(
  received: Pick<Received, 'family' | 'notification'>,
  type: string,
  message: readonly JsonValue[] = [],
): string {
  const { family, notification } = received;
  const { kind, body } = notification;
  const { ids: openIds, hiddenIds = [], facts } = identityOf(kind);
  const ids = membersOf(body, [...openIds, ...hiddenIds]);
  const what =
    facts !== undefined && ids.length > 0
      ? [kind, ids, membersOf(body, facts), statusOf(notification)]
      : [canonical(body), ...(family === 'acquiring' && isNameless(body) ? message : [])];
  return hash('sha256', JSON.stringify([family, type, what]), 'base64url');
}

/**
 * A failure of the acquiring family may name nothing at all (docs/wire/acquiring §6.6), so two of them have the same body. Only the head
 * tells them apart; handling one twice does less harm than losing one.
 */
function isNameless(body: JsonObject): boolean {
  return !Object.entries(body).some(([name, value]) => !partyMembers.has(name) && isPresent(value));
}

function membersOf(body: JsonObject, names: readonly string[]): readonly (readonly [string, JsonValue])[] {
  return names.flatMap((name) => {
    const value = body[name];
    return isPresent(value) ? [[name, canonical(value)] as const] : [];
  });
}

function isPresent(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null && value !== '';
}

function statusOf(notification: Received['notification']): string {
  if ('outcome' in notification && notification.outcome !== 'undecided') return notification.outcome;
  const result = 'result' in notification ? notification.result : undefined;
  const status = result?.resultStatus ?? '';
  return notification.kind === 'refund' ? `${status} ${notification.refundStatus ?? ''}` : status;
}

/** The same for two texts that mean the same: names in order, amounts in one form, without what changes. */
function canonical(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return ['list', ...value.map(canonical)];
  const amount = readAmount(value);
  if (amount !== undefined) return ['amount', amount.currency, amount.value];
  const names = Object.keys(value).filter((name) => !changingMembers.has(name));
  return ['object', ...names.toSorted().map((name) => [name, canonical(value[name] ?? null)])];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
