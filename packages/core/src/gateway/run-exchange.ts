import type { Clock } from '../clock.ts';
import { AlipayError, ProtocolError, TransportError } from '../errors.ts';
import type { AnsweredExchange, Exchange, ExchangeFacts, UnprovenExchange } from './exchange.ts';
import { announceExchange } from './exchange-events.ts';
import { nothingKnown } from './reply-fault.ts';
import type { Transport, TransportReply } from './transport.ts';
import { abortFault, timeoutFault, transportFault } from './transport-fault.ts';

/** What every exchange of one gateway has in common. */
export interface Channel {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly origin: string;
  readonly clientId: string;
}

interface Sealed {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** One call: what to sign, how to seal it, how to judge the reply. */
export interface Call {
  readonly path: string;
  /** The serialised content; it is signed as it is. */
  readonly content: Buffer;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
  /** Signs the content and says what is sent. */
  readonly seal: (content: Buffer, nowMs: number) => Promise<Sealed>;
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
  let sent: Sent;
  try {
    const { sealed, deadlineMs } = await sealInTime(call, startedAtMs);
    sent = await sendOnce(channel.transport, { ...call, deadlineMs }, sealed);
  } catch (error) {
    const code = error instanceof AlipayError ? error.code : 'unexpected';
    finish({ kind: 'failed', durationMs: clock.now() - startedAtMs, code });
    throw error;
  }
  // From here on money may have moved, so nothing is thrown any more.
  const outcome = outcomeOf(sent, call, () => clock.now() - startedAtMs);
  finish(outcome);
  return outcome;
}

// A key at hand signs in a millisecond or two; only a signer that takes its time shortens what is left for the network.
const signingGraceMs = 50;

/** Seals within the deadline of the call, unless its signal comes first, and says how much time is left. */
function sealInTime(
  { content, deadlineMs, signal, seal }: Call,
  nowMs: number,
): Promise<{ readonly sealed: Sealed; readonly deadlineMs: number }> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortFault(false, signal.reason));
      return;
    }
    const startedAt = performance.now();
    const late = (): TransportError => timeoutFault(`Signing took longer than ${deadlineMs} ms.`, false);
    const onAbort = (): void => {
      done();
      reject(abortFault(false, signal?.reason));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    const deadline = setTimeout(() => {
      done();
      reject(late());
    }, deadlineMs);
    const done = (): void => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', onAbort);
    };
    // What the signer does after the call was given up is heard, and changes nothing.
    seal(content, nowMs).then(
      (sealed) => {
        done();
        const usedMs = performance.now() - startedAt;
        if (usedMs >= deadlineMs) reject(late());
        else resolve({ sealed, deadlineMs: deadlineMs - (usedMs < signingGraceMs ? 0 : Math.floor(usedMs)) });
      },
      (error: unknown) => {
        done();
        reject(error);
      },
    );
  });
}

type Sent = { readonly reply: TransportReply } | { readonly error: TransportError | ProtocolError };

async function sendOnce(
  transport: Transport,
  { path, deadlineMs, signal }: Call,
  sealed: Sealed,
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

function outcomeOf(sent: Sent, { path, judge }: Call, elapsedMs: () => number): Exchange {
  let facts: ExchangeFacts = { path, durationMs: 0, httpStatus: undefined, traceId: undefined };
  try {
    facts = { ...facts, durationMs: elapsedMs() };
    if ('error' in sent) return noReply(sent.error, facts);
    const { status, headers } = sent.reply;
    facts = { ...facts, httpStatus: typeof status === 'number' ? status : undefined };
    return judge(sent.reply, { ...facts, traceId: headers.get('tracerid')?.[0] });
  } catch (cause) {
    return 'error' in sent ? noReply(sent.error, facts) : noReply(unjudged(cause, facts.httpStatus), facts);
  }
}

function unjudged(cause: unknown, httpStatus: number | undefined): ProtocolError {
  return new ProtocolError('ERR_RESPONSE_MALFORMED', {
    what: 'An answer came back, but reading it failed.',
    money: nothingKnown,
    next: 'Ask for the status of this id; the cause names a fault of the transport or of this library.',
    cause,
    httpStatus,
  });
}

function noReply(error: TransportError | ProtocolError, facts: ExchangeFacts): Exchange {
  return error instanceof TransportError
    ? { kind: 'lost', error, ...facts }
    : { kind: 'unproven', error, claimed: undefined, ...facts, httpStatus: error.httpStatus };
}
