import { ProtocolError, type SignatureError } from '../errors.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { SignatureHash } from '../keys/signature-hash.ts';
import { printRedacted } from '../redact.ts';
import type { Result } from '../result.ts';
import { readResultInfo } from '../result-info.ts';
import { openEnvelope } from '../signing/envelope-signature.ts';
import { isJsonObject, type JsonObject, parseStrictJson } from '../signing/strict-json.ts';
import type { AnsweredExchange, ExchangeFacts, UnprovenExchange } from './exchange.ts';
import { malformedReply, nothingKnown, unusableReply } from './reply-fault.ts';
import type { TransportReply } from './transport.ts';

/** What an answer in an envelope is judged against: it must answer this very message. */
export interface EnvelopeJudge {
  readonly hash: SignatureHash;
  readonly keyRing: KeyRing;
  readonly clientId: string;
  readonly function: string;
  readonly reqMsgId: string;
}

/**
 * Decides whether an answer in an envelope is believed: status 200, signature over the exact text of `response`,
 * strict JSON of that same text, head of our own message, a readable `resultInfo`. docs/wire/acquiring §3.3, §4.4.
 */
export function judgeEnvelope(
  reply: TransportReply,
  judge: EnvelopeJudge,
  facts: ExchangeFacts,
): AnsweredExchange | UnprovenExchange {
  const unproven = (error: SignatureError | ProtocolError): UnprovenExchange => ({
    kind: 'unproven',
    error,
    claimed: claimOf(reply),
    ...facts,
  });
  const unusable = unusableReply(reply, true);
  if (unusable !== undefined) return unproven(unusable);
  const { hash, keyRing } = judge;
  const envelope = openEnvelope(reply.body, { hash, keyRing, members: ['response'] });
  if (!envelope.opened) {
    return unproven(
      'error' in envelope
        ? envelope.error
        : malformedReply(`The signed answer is not usable JSON: ${envelope.fault}.`, reply),
    );
  }
  const { head, body } = envelope.value;
  if (!isJsonObject(head) || !isJsonObject(body)) {
    return unproven(malformedReply('The signed answer has no head or no body.', reply));
  }
  const foreign = foreignHead(head, judge);
  if (foreign !== undefined) return unproven(foreign);
  const result = readResultInfo(body);
  if (result === undefined)
    return unproven(malformedReply('The signed answer has no readable resultInfo.', reply));
  const responseTime = textOf(head['respTime']) ?? textOf(head['reqTime']) ?? '';
  const rawBody = (): Buffer => reply.body;
  const verifiedBy = envelope.match;
  return { kind: 'answered', result, body: printRedacted(body), rawBody, verifiedBy, responseTime, ...facts };
}

function foreignHead(head: JsonObject, judge: EnvelopeJudge): ProtocolError | undefined {
  const differing = (['function', 'reqMsgId', 'clientId'] as const).find(
    (name) => head[name] !== judge[name],
  );
  if (differing === undefined) return undefined;
  return new ProtocolError('ERR_RESPONSE_FOREIGN', {
    what: `The verified answer is for another message: its ${differing} is not ours.`,
    money: nothingKnown,
    next: 'Ask for the status of this id, and keep the raw answer for Alipay support.',
    httpStatus: 200,
  });
}

/** What an envelope without any signature claims; `S` is never shown. */
function claimOf(reply: TransportReply): Result | undefined {
  const parsed = parseStrictJson(reply.body);
  if (!parsed.ok || parsed.value['signature'] !== undefined) return undefined;
  const { response } = parsed.value;
  const body = isJsonObject(response) ? response['body'] : undefined;
  const result = isJsonObject(body) ? readResultInfo(body) : undefined;
  return result?.resultStatus === 'S' ? undefined : result;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
