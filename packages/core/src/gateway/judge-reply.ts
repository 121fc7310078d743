import { type ProtocolError, SignatureError } from '../errors.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { printRedacted } from '../redact.ts';
import { type Result, readResult } from '../result.ts';
import { explainSignature } from '../signing/explain-signature.ts';
import { type MessageToVerify, verifyMessage } from '../signing/header-signature.ts';
import { parseStrictJson } from '../signing/strict-json.ts';
import type { AnsweredExchange, ExchangeFacts, UnprovenExchange } from './exchange.ts';
import { malformedReply, nothingKnown, unusableReply } from './reply-fault.ts';
import type { TransportReply } from './transport.ts';

/** What a reply is judged against. */
export interface Judge {
  /** The path that was sent and signed. */
  readonly path: string;
  readonly clientId: string;
  readonly keyRing: KeyRing;
}

const signedHeaders = ['signature', 'response-time', 'client-id'] as const;

/**
 * Decides whether a reply is believed: status 200, signed headers once each, signature over the raw bytes,
 * strict JSON of those same bytes, a readable `result`. Anything less is `unproven`. docs/wire/v1 §1.6, §2.4.
 */
export function judgeReply(
  reply: TransportReply,
  judge: Judge,
  facts: ExchangeFacts,
): AnsweredExchange | UnprovenExchange {
  const unproven = (error: SignatureError | ProtocolError, claimed?: Result): UnprovenExchange => ({
    kind: 'unproven',
    error,
    claimed,
    ...facts,
  });
  const isUnsigned = !reply.headers.has('signature');
  const unusable = unusableReply(reply, isUnsigned) ?? repeatedHeader(reply);
  if (unusable !== undefined) return unproven(unusable, claimOf(reply));

  const message = messageOf(reply, judge);
  const verification = verifyMessage(message, judge.keyRing);
  if (!verification.verified) return unproven(explained(verification.error, message, judge), claimOf(reply));

  const parsed = parseStrictJson(reply.body);
  if (!parsed.ok)
    return unproven(malformedReply(`The signed answer is not usable JSON: ${parsed.fault}.`, reply));
  const result = readResult(parsed.value);
  if (result === undefined)
    return unproven(malformedReply('The signed answer has no readable result.', reply));
  return {
    kind: 'answered',
    result,
    body: printRedacted(parsed.value),
    rawBody: () => reply.body,
    verifiedBy: verification.match,
    responseTime: message.time ?? '',
    ...facts,
  };
}

function repeatedHeader(reply: TransportReply): SignatureError | undefined {
  const repeated = signedHeaders.find((name) => (reply.headers.get(name)?.length ?? 0) > 1);
  if (repeated === undefined) return undefined;
  return new SignatureError('ERR_SIGNATURE_MALFORMED', {
    what: `The answer repeats its ${repeated} header.`,
    money: nothingKnown,
    next: 'Do not believe it, and keep the headers for Alipay support.',
  });
}

function messageOf(reply: TransportReply, judge: Judge): MessageToVerify {
  return {
    method: 'POST',
    path: judge.path,
    expectedClientId: judge.clientId,
    clientId: reply.headers.get('client-id')?.[0],
    time: reply.headers.get('response-time')?.[0],
    signature: reply.headers.get('signature')?.[0],
    body: reply.body,
  };
}

function explained(error: SignatureError, message: MessageToVerify, judge: Judge): SignatureError {
  if (error.code !== 'ERR_SIGNATURE_INVALID') return error;
  const { part, hint } = explainSignature(message, judge.keyRing);
  return new SignatureError(error.code, {
    what: `The signature of the answer does not match. Most likely wrong is the ${part}: ${hint}`,
    money: nothingKnown,
    next: error.next,
  });
}

/** Some gateway errors arrive unsigned, and some of those in GBK. docs/wire/v1 §2.4. */
function claimOf(reply: TransportReply): Result | undefined {
  if (reply.headers.has('signature') || reply.headers.has('response-time')) return undefined;
  const asGbk = (): Buffer => Buffer.from(new TextDecoder('gb18030').decode(reply.body), 'utf8');
  const first = parseStrictJson(reply.body);
  const parsed = first.ok || first.fault !== 'not-utf8' ? first : parseStrictJson(asGbk());
  const result = parsed.ok ? readResult(parsed.value) : undefined;
  return result?.resultStatus === 'S' ? undefined : result;
}
