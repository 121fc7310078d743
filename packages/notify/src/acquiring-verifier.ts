import {
  type AcquiringDialect,
  type AcquiringDialectName,
  acquiringDialects,
} from '@alipay-intl/core/dialects';
import { type ProtocolError, SignatureError } from '@alipay-intl/core/errors';
import { importPrivateKey, type KeyMatch, type KeyRing, type PrivateKeyInput } from '@alipay-intl/core/keys';
import {
  isJsonObject,
  type JsonObject,
  openEnvelope,
  sealEnvelope,
  sliceEnvelope,
} from '@alipay-intl/core/signing';
import { type Clock, formatTimestamp, systemClock } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { Acknowledgement } from './acknowledgement.ts';
import { assertBytes } from './consumed-body.ts';
import type { NotificationVerifier } from './notification-verifier.ts';
import type { AcquiringNotification } from './notifications/acquiring-notification.ts';
import { readAcquiringNotification } from './notifications/read-acquiring-notification.ts';
import { givenOption, idOption, portOption } from './option-parts.ts';
import { readTime } from './readable-time.ts';
import { malformed, type RefusedNotification, refuse } from './refusal.ts';

/** Settings of {@link createAcquiringVerifier}. */
export interface AcquiringVerifierOptions {
  /** Your client id; a notification for another one is refused. */
  readonly clientId: string;
  /** Your merchant id; where given, a notification that names another one is refused. */
  readonly merchantId?: string | undefined;
  /** The Alipay public keys; a gateway's `keyRing` does. */
  readonly keyRing: KeyRing;
  /** Your private key: the acknowledgement is signed. docs/wire/acquiring §11. */
  readonly privateKey: PrivateKeyInput;
  /** Opens an encrypted private key. */
  readonly privateKeyPassphrase?: string | undefined;
  /** The dialect of your contract; decides the hash. Default `public-2.0.4`. */
  readonly dialect?: AcquiringDialectName | AcquiringDialect | undefined;
  /** The time. Default: this machine's. */
  readonly clock?: Clock | undefined;
}

const dialectOption: z.ZodType<AcquiringDialect> = z.strictObject({
  version: z.string().min(1).max(8),
  hash: z.enum(['sha256', 'sha1']),
  partyField: z.enum(['merchantId', 'partnerId']),
  sendsSignType: z.boolean(),
  baseUrl: z.string().or(z.undefined()),
});

const verifierOptions: z.ZodType<AcquiringVerifierOptions> = z.strictObject({
  clientId: idOption,
  merchantId: idOption.optional(),
  keyRing: portOption,
  privateKey: givenOption,
  privateKeyPassphrase: z.string().optional(),
  dialect: z.union([z.enum(['public-2.0.4', 'public-2.0.2', 'hk-2.0.0']), dialectOption]).optional(),
  clock: portOption.optional(),
});

/** A notification of the acquiring family that is proven to come from Alipay. */
export interface AcceptedAcquiringNotification {
  readonly accepted: true;
  readonly notification: AcquiringNotification;
  /** The Alipay key that proved it. */
  readonly verifiedBy: KeyMatch;
  /** When it was made, in epoch milliseconds, where its head says so. */
  readonly sentAtMs: number | undefined;
  /** `head.function` and `head.reqMsgId`; the acknowledgement repeats them. */
  readonly head: { readonly function: string; readonly reqMsgId: string };
}

/**
 * Makes a verifier for notifications in an envelope. The signature is checked over the exact text of the `request`
 * member, and that text is parsed. A sibling product was seen to use `response`, so the function of a payment
 * notification is taken there as well; any other function there is an answer of the gateway, and refused.
 * docs/wire/acquiring §11.
 *
 * It proves the origin only: compare `merchantTransId`, amount and currency with your own record, and expect the same
 * notification several times.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting, `ERR_KEY_INVALID` for a private key that cannot be used.
 */
export async function createAcquiringVerifier(
  options: AcquiringVerifierOptions,
): Promise<NotificationVerifier<AcceptedAcquiringNotification>> {
  const subject = { code: 'ERR_OPTION_INVALID', name: 'notification configuration' } as const;
  const settings = checkInput(verifierOptions, options, subject);
  const { clientId, keyRing, clock = systemClock, dialect: given = 'public-2.0.4' } = settings;
  const dialect = typeof given === 'string' ? acquiringDialects[given] : given;
  const privateKey = await importPrivateKey(settings.privateKey, {
    passphrase: settings.privateKeyPassphrase,
    whose: 'privateKey',
  });
  const { hash, version } = dialect;
  const answer = async (
    status: number,
    head: AcceptedAcquiringNotification['head'],
    resultInfo: typeof accepted | typeof sendAgain,
  ): Promise<Acknowledgement> => {
    const respTime = formatTimestamp(clock.now(), 'UTC+8');
    const response = { head: { version, ...head, clientId, respTime, reserve: '{}' }, body: { resultInfo } };
    const sealed = await sealEnvelope('response', Buffer.from(JSON.stringify(response)), {
      privateKey,
      hash,
    });
    return { status, headers: { 'content-type': 'application/json' }, body: sealed.toString('utf8') };
  };
  return {
    verify(received) {
      assertBytes(received.body);
      if (received.method !== 'POST') return refuse(malformed('A notification is a POST request.'));
      const envelope = openEnvelope(received.body, { hash, keyRing, members: ['request', 'response'] });
      if (envelope.opened) {
        const verdict = judge(envelope.value, envelope.match, settings);
        return isAnswer(verdict, received.body) ? refuse(malformed(anAnswer)) : verdict;
      }
      return refuse(
        'error' in envelope
          ? envelope.error
          : malformed(`The signed notification is not usable JSON: ${envelope.fault}.`),
      );
    },
    acknowledge: ({ head }) => answer(200, head, accepted),
    decline: ({ head }) => answer(500, head, sendAgain),
  };
}

const accepted = {
  resultStatus: 'S',
  resultCodeId: '00000000',
  resultCode: 'SUCCESS',
  resultMsg: 'success',
} as const;
const sendAgain = {
  resultStatus: 'U',
  resultCodeId: '00000900',
  resultCode: 'SYSTEM_ERROR',
  resultMsg: 'not processed',
} as const;

function judge(
  { head, body }: JsonObject,
  verifiedBy: KeyMatch,
  { clientId, merchantId }: AcquiringVerifierOptions,
): AcceptedAcquiringNotification | RefusedNotification {
  if (!isJsonObject(head) || !isJsonObject(body))
    return refuse(malformed('The signed notification has no head or no body.'));
  const { function: name, reqMsgId } = head;
  if (typeof name !== 'string' || typeof reqMsgId !== 'string') {
    return refuse(malformed('The head of the signed notification lacks function or reqMsgId.'));
  }
  if (head['clientId'] !== clientId) return refuse(forSomebodyElse('client id'));
  const named = body['merchantId'] ?? body['partnerId'];
  if (merchantId !== undefined && named !== undefined && named !== merchantId) {
    return refuse(forSomebodyElse('merchant id'));
  }
  const sentAtMs = readTime(head['reqTime']);
  if (head['reqTime'] !== undefined && sentAtMs === undefined) {
    return refuse(malformed('The reqTime in the head of the signed notification is not a time.'));
  }
  const notification = readAcquiringNotification(name, body);
  return notification === undefined
    ? refuse(malformed('The signed payment notification lacks its id, result or amount.'))
    : { accepted: true, notification, verifiedBy, sentAtMs, head: { function: name, reqMsgId } };
}

const anAnswer = 'The signed message is an answer of the gateway to a call, not a notification.';

/** Whether the member is `response` and the function is none that is known to notify. */
function isAnswer(
  verdict: AcceptedAcquiringNotification | RefusedNotification,
  envelope: Uint8Array,
): boolean {
  if (!verdict.accepted || verdict.notification.kind !== 'other') return false;
  const sliced = sliceEnvelope(envelope);
  return sliced.ok && sliced.slice.member === 'response';
}

function forSomebodyElse(what: string): SignatureError | ProtocolError {
  return new SignatureError('ERR_SIGNATURE_CLIENT', {
    what: `The notification names another ${what} than the configured one.`,
    money: 'It proves nothing about your money.',
    next: 'Do not act on it; check that ids and keys belong to one environment.',
  });
}
