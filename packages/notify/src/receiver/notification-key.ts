import { hash } from 'node:crypto';
import { readAmount } from '@alipay-intl/core/money';
import type { Result } from '@alipay-intl/core/results';
import type { JsonObject, JsonValue } from '@alipay-intl/core/signing';
import { identityOf } from './notification-identity.ts';
import type { Received } from './received.ts';

/** Members that may differ between deliveries of one event. */
const changingMembers: ReadonlySet<string> = new Set(['resultMessage', 'resultMsg', 'tracerId', 'traceId']);

/** Members of the acquiring family that name no event. */
const partyMembers: ReadonlySet<string> = new Set(['resultInfo', 'merchantId', 'partnerId']);

/**
 * The identity of an event: the same for each delivery, whatever its time, its signature, its texts for humans and the order of its
 * members; another one for another id, status, reason, amount or type. Only a state that can come back has its time in it.
 *
 * @param type - as in the log.
 * @param message - what names the signed message itself, however its envelope is spelled: its time, and its id where it has one.
 */
export function notificationKey(
  received: Pick<Received, 'family' | 'notification'>,
  type: string,
  message: readonly JsonValue[],
): string {
  const { family, notification } = received;
  const { kind, body } = notification;
  const { ids: openIds, hiddenIds, facts } = identityOf(kind);
  const ids = membersText(body, hiddenIds === undefined ? openIds : [...openIds, ...hiddenIds]);
  const what =
    facts !== undefined && ids !== ''
      ? `"${kind}",[${ids}],[${membersText(body, facts)}],${reasonText(notification)}`
      : objectText(body);
  const which = isKnownByItsMessage(received, ids !== '') ? message.map(followingText).join('') : '';
  return hash('sha256', `["${family}",${JSON.stringify(type)},[${what}${which}]]`, 'base64url');
}

/**
 * Whether another message with the same content may be another event: a state that has come back, or a failure of the acquiring family
 * that names no payment, maybe nothing at all (docs/wire/acquiring §6.6). Handling one twice does less harm than losing one.
 */
function isKnownByItsMessage(
  { family, notification }: Pick<Received, 'family' | 'notification'>,
  hasId: boolean,
): boolean {
  const { isState = false, facts } = identityOf(notification.kind);
  if (isState) return true;
  if (family === 'v1' || hasId) return false;
  return facts !== undefined || isNameless(notification.body);
}

function isNameless(body: JsonObject): boolean {
  return !Object.entries(body).some(([name, value]) => !partyMembers.has(name) && isPresent(value));
}

/** Of what is there, as JSON. Names that are written in this library need no escapes. */
function membersText(body: JsonObject, names: readonly string[]): string {
  let text = '';
  for (const name of names) {
    const value = body[name];
    if (isPresent(value)) text += `${text === '' ? '' : ','}["${name}",${canonicalText(value)}]`;
  }
  return text;
}

function followingText(value: JsonValue): string {
  return `,${canonicalText(value)}`;
}

function isPresent(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null && value !== '';
}

function statusOf(notification: Received['notification']): string {
  if ('outcome' in notification && notification.outcome !== 'undecided') return notification.outcome;
  const status = resultOf(notification)?.resultStatus ?? '';
  return notification.kind === 'refund' ? `${status} ${notification.refundStatus ?? ''}` : status;
}

/** The status, and why: a failure, or an undecided result, for another reason may be another event. */
function reasonText(notification: Received['notification']): string {
  const status = JSON.stringify(statusOf(notification));
  const result = resultOf(notification);
  const isPlain = result === undefined || result.resultStatus === 'S';
  return isPlain ? status : `${status},${JSON.stringify(result.resultCode)}`;
}

function resultOf(notification: Received['notification']): Result | undefined {
  return 'result' in notification ? notification.result : undefined;
}

/** The same for two texts that mean the same: names in order, amounts in one form, without what changes. */
function canonicalText(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `["list"${value.map(followingText).join('')}]`;
  const amount = Object.keys(value).length === 2 ? readAmount(value) : undefined;
  return amount === undefined ? objectText(value) : `["amount","${amount.currency}","${amount.value}"]`;
}

function objectText(value: JsonObject): string {
  const names = Object.keys(value).filter((name) => !changingMembers.has(name));
  const members = names
    .toSorted()
    .map((name) => `,[${JSON.stringify(name)},${canonicalText(value[name] ?? null)}]`);
  return `["object"${members.join('')}]`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
