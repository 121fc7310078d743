import type { AlipayError } from '@alipay-intl/core/errors';
import { acknowledgement } from '../acknowledgement.ts';
import { isPromise } from '../is-promise.ts';
import type { ReceivedHeaders } from '../received-headers.ts';
import { type Authenticated, authenticate } from './authenticate.ts';
import { putThrough } from './put-through.ts';
import { readBody } from './read-body.ts';
import type { Receipt, ReceiptAnswer, ReceiptOutcome } from './receipt.ts';
import type { ReceiverSettings } from './receiver-options.ts';
import { compareWithRecord } from './record-check.ts';
import { refuseHead } from './request-limits.ts';
import { outsideWindow } from './time-window.ts';

/** A request as it arrived. */
export interface NotificationRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  /** The raw list (`rawHeaders`) where there is one: Node's record joins or drops repeated headers. */
  readonly headers: ReceivedHeaders;
  /**
   * The body bytes, not parsed and not decoded; or a stream of them, which is read within the limits. `undefined` where a parser
   * has consumed them: that is refused as `ERR_BODY_CONSUMED`.
   */
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | undefined;
}

/** Takes a request from its head to its answer. */
export async function receiveRequest<Transaction>(
  settings: ReceiverSettings<Transaction>,
  request: NotificationRequest,
  receivedAtMs: number,
): Promise<Receipt> {
  const oddHead = refuseHead(request, settings.bodyBytesMax);
  if (oddHead !== undefined) return refused(oddHead);
  const arriving = readBody(request.body, settings);
  const body = isPromise(arriving) ? await arriving : arriving;
  if (body instanceof Error) return refused(body);
  const { method, url, headers } = request;
  const authentic = authenticate(settings.verifiers, { method, url, headers, body }, receivedAtMs);
  if (authentic instanceof Error) return refused(authentic);
  const { received } = authentic;
  const early = outsideWindow(received.delivery.sentAtMs, receivedAtMs, settings.window);
  if (early !== undefined) return { ...refused(early), received };
  const outcome = await outcomeOf(settings, authentic);
  return await answered(authentic, outcome);
}

async function outcomeOf<Transaction>(
  settings: ReceiverSettings<Transaction>,
  authentic: Authenticated,
): Promise<ReceiptOutcome> {
  const { received } = authentic;
  const { lookup } = settings;
  try {
    const comparing = lookup === 'handler-compares' ? undefined : compareWithRecord(received, lookup);
    const doubt = isPromise(comparing) ? await comparing : comparing;
    if (doubt !== undefined) return { kind: 'refused', error: doubt, received };
    const once = await putThrough(settings, authentic);
    if (once.kind === 'busy') return { kind: 'failed', error: undefined, received };
    return { ...once, received };
  } catch (error) {
    return { kind: 'failed', error, received };
  }
}

/** What was done stays done although it cannot be acknowledged: then it comes again, and is repeated. */
async function answered(authentic: Authenticated, outcome: ReceiptOutcome): Promise<Receipt> {
  // A refused one is sent again later too: the record may be late, and a mismatch stays visible until somebody has looked.
  const isDeclined = outcome.kind === 'refused' || outcome.kind === 'failed';
  try {
    const answering = isDeclined ? authentic.decline() : authentic.acknowledge();
    const answer = isPromise(answering) ? await answering : answering;
    return { ...outcome, answer, answerError: undefined };
  } catch (answerError) {
    return { ...outcome, answer: acknowledgement('not-processed'), answerError };
  }
}

function refused(error: AlipayError): ReceiptAnswer & Extract<ReceiptOutcome, { kind: 'refused' }> {
  // Nobody has looked at what a parser consumed, so it must come again.
  const answer = acknowledgement(error.code === 'ERR_BODY_CONSUMED' ? 'not-processed' : 'refused');
  return { kind: 'refused', answer, answerError: undefined, error, received: undefined };
}
