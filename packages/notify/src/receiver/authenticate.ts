import type { AlipayError } from '@alipay-intl/core/errors';
import { sliceEnvelope } from '@alipay-intl/core/signing';
import type { Acknowledgement } from '../acknowledgement.ts';
import type { AcceptedAcquiringNotification } from '../acquiring-verifier.ts';
import type {
  AcceptedNotification,
  NotificationVerifier,
  ReceivedNotification,
} from '../notification-verifier.ts';
import { headerValues } from '../received-headers.ts';
import { malformed } from '../refusal.ts';
import { typeOf } from './notification-identity.ts';
import { notificationKey } from './notification-key.ts';
import type { Received } from './received.ts';

/** The verifiers of a receiver: one family, or both. */
export interface ReceiverVerifiers {
  /** From `createNotificationVerifier`. */
  readonly v1?: NotificationVerifier<AcceptedNotification> | undefined;
  /** From `createAcquiringVerifier`. */
  readonly acquiring?: NotificationVerifier<AcceptedAcquiringNotification> | undefined;
}

/** A genuine notification, and how its family is answered. */
export interface Authenticated {
  readonly received: Received;
  /** `notifyType`, `kind` where it carries none, or the function. */
  readonly type: string;
  /** The verified JSON text, for who processes it later. */
  text(): string;
  acknowledge(): Acknowledgement | Promise<Acknowledgement>;
  decline(): Acknowledgement | Promise<Acknowledgement>;
}

/**
 * Proves where a request comes from. The family is told by the `Signature` header, which only v1 has; each family then demands its
 * own proof.
 *
 * @returns the reason where it is not believed.
 */
export function authenticate(
  verifiers: ReceiverVerifiers,
  request: ReceivedNotification,
  receivedAtMs: number,
): Authenticated | AlipayError {
  const { v1, acquiring } = verifiers;
  // A single family refuses the other's messages in its own words.
  const isV1 = acquiring === undefined || headerValues(request.headers, 'signature').length > 0;
  if (v1 !== undefined && isV1) return authenticateV1(v1, request, receivedAtMs);
  if (acquiring !== undefined) return authenticateAcquiring(acquiring, request, receivedAtMs);
  return malformed('No verifier is configured.');
}

function authenticateV1(
  verifier: NotificationVerifier<AcceptedNotification>,
  request: ReceivedNotification,
  receivedAtMs: number,
): Authenticated | AlipayError {
  const verified = verifier.verify(request);
  if (!verified.accepted) return verified.error;
  const { notification, verifiedBy, sentAtMs, signedWithQuery } = verified;
  const type = typeOf(notification);
  const key = notificationKey({ family: 'v1', notification }, type, [sentAtMs]);
  return {
    received: {
      family: 'v1',
      notification,
      delivery: { key, receivedAtMs, sentAtMs, signedWithQuery, verifiedBy },
    },
    type,
    text: () => textIn(request.body),
    acknowledge: () => verifier.acknowledge(verified),
    decline: () => verifier.decline(verified),
  };
}

function authenticateAcquiring(
  verifier: NotificationVerifier<AcceptedAcquiringNotification>,
  request: ReceivedNotification,
  receivedAtMs: number,
): Authenticated | AlipayError {
  const verified = verifier.verify(request);
  if (!verified.accepted) return verified.error;
  const { notification, verifiedBy, sentAtMs, head } = verified;
  const named = [head.reqMsgId, sentAtMs ?? null];
  const key = notificationKey({ family: 'acquiring', notification }, head.function, named);
  return {
    received: {
      family: 'acquiring',
      notification,
      delivery: { key, receivedAtMs, sentAtMs, signedWithQuery: false, verifiedBy },
    },
    type: head.function,
    text: () => signedText(request.body),
    acknowledge: () => verifier.acknowledge(verified),
    decline: () => verifier.decline(verified),
  };
}

/** What was signed alone: the wrapper around it proves nothing, and anybody may spell it anew. */
function signedText(envelope: Uint8Array): string {
  const sliced = sliceEnvelope(envelope);
  return textIn(sliced.ok ? sliced.slice.content : envelope);
}

function textIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
