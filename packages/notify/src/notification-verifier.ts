import { ProtocolError, SignatureError } from '@alipay-intl/core/errors';
import type { KeyMatch, KeyRing } from '@alipay-intl/core/keys';
import {
  type MessageToVerify,
  parseStrictJson,
  type Verification,
  verifyMessage,
} from '@alipay-intl/core/signing';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { type Acknowledgement, acknowledgement } from './acknowledgement.ts';
import { assertBytes } from './consumed-body.ts';
import type { Notification } from './notifications/notification.ts';
import { readNotification } from './notifications/read-notification.ts';
import { idOption, pathOption, portOption } from './option-parts.ts';
import { readTime } from './readable-time.ts';
import { headerValuesOf, type ReceivedHeaders } from './received-headers.ts';
import { malformed, type RefusedNotification, refuse } from './refusal.ts';

/** Settings of {@link createNotificationVerifier}. */
export interface NotificationVerifierOptions {
  /** Your client id; a notification for another one is refused. */
  readonly clientId: string;
  /** The Alipay public keys; a gateway's `keyRing` does. */
  readonly keyRing: KeyRing;
  /**
   * The path of your `paymentNotifyUrl` as Alipay sees it, without query. It is part of what is signed, so behind a
   * proxy that rewrites paths this is the public one. docs/wire/v1 §2.5.
   */
  readonly path: string;
  /**
   * Whether the query of the URL is part of what is signed, where there is one: `'with'`, `'without'`, or `'either'` (default),
   * which tries it with the query as received and then without. Choose one when you have seen which (`signedWithQuery`), so that
   * nobody can add a query of his own. docs/wire/v1 §2.5.
   */
  readonly signedQuery?: 'either' | 'with' | 'without' | undefined;
}

/** A notification as it arrived. */
export interface ReceivedNotification {
  readonly method: string;
  /** Path and query as received, such as `/alipay/notify?shop=1`. Only its query is used; the path is the configured one. */
  readonly url: string;
  readonly headers: ReceivedHeaders;
  /** The body bytes, not parsed and not decoded. */
  readonly body: Uint8Array;
}

/** A notification that is proven to come from Alipay. */
export interface AcceptedNotification {
  readonly accepted: true;
  readonly notification: Notification;
  /** The Alipay key that proved it. */
  readonly verifiedBy: KeyMatch;
  /** When it was signed, in epoch milliseconds. */
  readonly sentAtMs: number;
  /** Whether the query of the URL was part of what was signed. docs/wire/v1 §2.5. */
  readonly signedWithQuery: boolean;
}

/** What {@link NotificationVerifier.verify} found. */
export type VerifiedNotification = AcceptedNotification | RefusedNotification;

/** Proves where a notification comes from, gives it a type, and knows how its family is answered. */
export interface NotificationVerifier<Accepted extends { readonly accepted: true } = AcceptedNotification> {
  /**
   * A bad message is a refusal with a typed error, never an exception.
   *
   * @throws OptionError `ERR_BODY_CONSUMED` where `body` is not bytes: a parser was there before.
   */
  verify(received: ReceivedNotification): Accepted | RefusedNotification;
  /** The answer that confirms the receipt. */
  acknowledge(accepted: Accepted): Acknowledgement | Promise<Acknowledgement>;
  /** The answer that asks for the notification to be sent again. */
  decline(accepted: Accepted): Acknowledgement | Promise<Acknowledgement>;
}

const verifierOptions: z.ZodType<NotificationVerifierOptions> = z.strictObject({
  clientId: idOption,
  keyRing: portOption,
  path: pathOption,
  signedQuery: z.enum(['either', 'with', 'without'], 'must be either, with or without').optional(),
});

/**
 * Makes a verifier. Method, headers, client id, time grammar, signature and the existence of the day are checked on
 * the raw bytes, in this order, before the body is parsed. docs/wire/v1 §2.5, §6.
 *
 * It proves the origin only: compare `paymentRequestId`, amount and currency with your own record, and expect the
 * same notification several times.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function createNotificationVerifier(options: NotificationVerifierOptions): NotificationVerifier {
  const subject = { code: 'ERR_OPTION_INVALID', name: 'notification configuration' } as const;
  const { clientId, keyRing, path, signedQuery = 'either' } = checkInput(verifierOptions, options, subject);
  return {
    acknowledge: () => acknowledgement('received'),
    decline: () => acknowledgement('not-processed'),
    verify(received) {
      assertBytes(received.body);
      const message = messageOf(received, clientId);
      if (message instanceof SignatureError || message instanceof ProtocolError) return refuse(message);
      const [likely, other] = signablePaths(path, received.url, signedQuery);
      if (likely === undefined) return refuse(malformed('The URL of the notification holds a line feed.'));
      const first = verifyMessage({ ...message, path: likely }, keyRing);
      const isTriedAgain = !first.verified && other !== undefined;
      const verification = isTriedAgain ? verifyMessage({ ...message, path: other }, keyRing) : first;
      if (!verification.verified) return refuse(verification.error);
      // The grammar was checked before the signature; whether such a day exists only matters of a proven message.
      const sentAtMs = readTime(message.time);
      if (sentAtMs === undefined) return refuse(noSuchTime());
      return typed(received.body, verification, {
        sentAtMs,
        signedWithQuery: first.verified && likely.includes('?'),
      });
    },
  };
}

/** What may have been signed as the path, in the order in which it is tried. */
function signablePaths(
  path: string,
  url: string,
  signedQuery: NotificationVerifierOptions['signedQuery'],
): readonly [string?, string?] {
  const at = url.indexOf('?');
  if (at < 0 || signedQuery === 'without') return [path];
  // What is signed ends the path with a line feed: a query that held one could take in what stands behind it.
  if (url.includes('\n')) return signedQuery === 'with' ? [] : [path];
  const withQuery = path + url.slice(at);
  return signedQuery === 'with' ? [withQuery] : [withQuery, path];
}

const signedHeaders = ['client-id', 'request-time', 'signature'] as const;

type MessageParts = Omit<MessageToVerify, 'path'>;

function messageOf(
  received: ReceivedNotification,
  clientId: string,
): MessageParts | ProtocolError | SignatureError {
  if (received.method !== 'POST') return malformed('A notification is a POST request.');
  const found = headerValuesOf(received.headers, signedHeaders);
  const repeated = signedHeaders.find((_name, index) => (found[index]?.length ?? 0) > 1);
  if (repeated !== undefined) {
    return new SignatureError('ERR_SIGNATURE_MALFORMED', {
      what: `The notification repeats its ${repeated} header.`,
      money: 'It proves nothing about the money.',
      next: 'Do not believe it.',
    });
  }
  const [[id] = [], [time] = [], [signature] = []] = found;
  return { method: 'POST', expectedClientId: clientId, clientId: id, time, signature, body: received.body };
}

function noSuchTime(): SignatureError {
  return new SignatureError('ERR_SIGNATURE_TIME', {
    what: 'The Request-Time header of the signed notification is a day that does not exist.',
    money: 'It proves nothing about the money.',
    next: 'Do not believe it, and keep the header for Alipay support.',
  });
}

function typed(
  body: Uint8Array,
  verification: Verification & { readonly verified: true },
  how: { readonly sentAtMs: number; readonly signedWithQuery: boolean },
): VerifiedNotification {
  const parsed = parseStrictJson(body);
  if (!parsed.ok) return refuse(malformed(`The signed notification is not usable JSON: ${parsed.fault}.`));
  const notification = readNotification(parsed.value);
  return notification === undefined
    ? refuse(malformed('The signed payment notification lacks its id, result, amount or code.'))
    : { accepted: true, notification, verifiedBy: verification.match, ...how };
}
