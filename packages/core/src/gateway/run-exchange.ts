import type { Clock } from '../clock.ts';
import { AlipayError, ProtocolError, TransportError } from '../errors.ts';
import type { AnsweredExchange, Exchange, ExchangeFacts, UnprovenExchange } from './exchange.ts';
import { announceExchange } from './exchange-events.ts';
import type { Transport, TransportReply } from './transport.ts';
import { transportFault } from './transport-fault.ts';

/** What every exchange of one gateway has in common. */
export interface Channel {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly origin: string;
  readonly clientId: string;
}

/** One call: what to sign, how to seal it, how to judge the reply. */
export interface Call {
  readonly path: string;
  /** The serialised content; it is signed as it is. */
  readonly content: Buffer;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
  /** Signs the content and says what is sent. */
  readonly seal: (
    content: Buffer,
    nowMs: number,
  ) => Promise<{ readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }>;
  readonly judge: (reply: TransportReply, facts: ExchangeFacts) => AnsweredExchange | UnprovenExchange;
}

/**
 * Runs one call: seal, send once, judge. Nothing is repeated.
 *
 * @throws where nothing was sent: what `seal` throws, and TransportError with `bytesMayHaveLeft: false`.
 */
export async function runExchange(channel: Channel, call: Call): Promise<Exchange> {
  const { clock, origin, clientId } = channel;
  const { path, content } = call;
  const startedAtMs = clock.now();
  const finish = announceExchange({ path, origin, clientId, startedAtMs, requestBytes: content.length });
  const factsNow = (reply?: TransportReply): ExchangeFacts => ({
    path,
    durationMs: clock.now() - startedAtMs,
    httpStatus: reply?.status,
    traceId: reply?.headers.get('tracerid')?.[0],
  });
  try {
    const sealed = await call.seal(content, startedAtMs);
    const sent = await sendOnce(channel.transport, call, sealed);
    const outcome =
      'reply' in sent ? call.judge(sent.reply, factsNow(sent.reply)) : noReply(sent.error, factsNow());
    finish(outcome);
    return outcome;
  } catch (error) {
    const code = error instanceof AlipayError ? error.code : 'unexpected';
    finish({ kind: 'failed', durationMs: clock.now() - startedAtMs, code });
    throw error;
  }
}

type Sent = { readonly reply: TransportReply } | { readonly error: TransportError | ProtocolError };

async function sendOnce(
  transport: Transport,
  { path, deadlineMs, signal }: Call,
  sealed: Awaited<ReturnType<Call['seal']>>,
): Promise<Sent> {
  try {
    return { reply: await transport.send({ method: 'POST', path, ...sealed, deadlineMs, signal }) };
  } catch (error) {
    if (error instanceof TransportError && !error.bytesMayHaveLeft) throw error;
    if (error instanceof TransportError || error instanceof ProtocolError) return { error };
    // A transport that breaks its contract leaves open whether bytes left, so the worst is assumed.
    return { error: transportFault(error, true) };
  }
}

function noReply(error: TransportError | ProtocolError, facts: ExchangeFacts): Exchange {
  return error instanceof TransportError
    ? { kind: 'lost', error, ...facts }
    : { kind: 'unproven', error, claimed: undefined, ...facts, httpStatus: error.httpStatus };
}
