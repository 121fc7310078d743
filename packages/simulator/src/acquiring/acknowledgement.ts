import { isSignedBy } from '../envelope/signature.ts';
import { splitEnvelope } from '../envelope/split-envelope.ts';
import { parseJsonObject } from '../http/json-object.ts';
import { isJsonObject } from '../payments/field-reader.ts';
import type { Settings } from '../settings.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import { notifyFunction } from './acquiring-function.ts';

/** What an acknowledgement must fit. */
export interface AcknowledgementCheck {
  readonly settings: Settings;
  readonly keys: KeyRing;
  readonly reqMsgId: string;
}

/**
 * Says why a body does not acknowledge, or `undefined` when it does: an envelope with `response`, signed by the merchant,
 * that echoes function and message id and says S (docs/wire/acquiring §11).
 */
export function refuseAcknowledgement(check: AcknowledgementCheck, body: string): string | undefined {
  const envelope = splitEnvelope(body, 'response');
  const members = envelope && parseJsonObject(Buffer.from(envelope.content, 'utf8'));
  if (envelope === undefined || members === undefined) return 'the body is not an envelope with response';
  const refusal = refuseSignature(check, envelope.content, envelope.signature);
  if (refusal !== undefined) return refusal;
  const head = memberOf(members, 'head');
  if (memberOf(head, 'function') !== notifyFunction) return 'head.function is not that of the notification';
  if (memberOf(head, 'reqMsgId') !== check.reqMsgId) return 'head.reqMsgId is not that of the notification';
  const status = memberOf(memberOf(memberOf(members, 'body'), 'resultInfo'), 'resultStatus');
  return status === 'S' ? undefined : 'resultInfo.resultStatus is not S';
}

/** A signature that is there must be right, also where none is needed. */
function refuseSignature(
  check: AcknowledgementCheck,
  content: string,
  signature: string | undefined,
): string | undefined {
  const { acknowledgement, dialect } = check.settings.acquiring;
  if (signature === undefined) {
    return acknowledgement === 'signed' ? 'the acknowledgement is not signed' : undefined;
  }
  const isGenuine = isSignedBy(check.keys.merchantPublicKey, dialect.hash, content, signature);
  return isGenuine ? undefined : 'the signature of the acknowledgement is wrong';
}

function memberOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
