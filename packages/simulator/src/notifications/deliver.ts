import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isLoopbackHost, lookupLoopback } from './loopback.ts';

/** One POST to the merchant. */
export interface DeliveryOrder {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Says why an answer's body does not acknowledge, or `undefined` when it does. */
  readonly refuseAnswer: (body: string) => string | undefined;
  readonly timeoutMs: number;
  /** Ends the delivery early, when the simulator closes. */
  readonly signal: AbortSignal;
}

/** How a delivery ended. */
export interface DeliveryOutcome {
  readonly status: number | undefined;
  readonly acknowledged: boolean;
  readonly error: string | undefined;
}

const acknowledgementBytesMax = 65_536;

/** Says why a notify URL must not be called, or `undefined` when it may. */
export function refuseNotifyUrl(url: URL): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return 'refused: the notify URL is neither http nor https';
  if (isLoopbackHost(url.hostname)) return undefined;
  return `refused: ${url.hostname} is not this machine, and the simulator calls nobody else`;
}

/** Posts a notification; follows no redirect and gives up after `timeoutMs` of real time. Never rejects. */
export async function deliver(order: DeliveryOrder): Promise<DeliveryOutcome> {
  const limit = AbortSignal.timeout(order.timeoutMs);
  try {
    const answer = await post(order, AbortSignal.any([limit, order.signal]));
    return judge(order, answer.status, answer.body);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const reason = limit.aborted ? `no answer within ${order.timeoutMs} ms` : cause;
    return { status: undefined, acknowledged: false, error: reason };
  }
}

function judge(order: DeliveryOrder, status: number, body: string): DeliveryOutcome {
  if (status !== 200) return { status, acknowledged: false, error: `HTTP status ${status}` };
  const error = order.refuseAnswer(body);
  return { status, acknowledged: error === undefined, error };
}

function post(
  order: DeliveryOrder,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string }> {
  const { url } = order;
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = { ...order.headers, 'content-length': order.body.length };
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers, signal, lookup: lookupLoopback, agent: false });
    request.on('error', reject);
    request.on('response', (response) => {
      readText(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    request.end(order.body);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > acknowledgementBytesMax) throw new Error('the acknowledgement is too long');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
