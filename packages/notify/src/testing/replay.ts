import { OptionError } from '@alipay-intl/core/errors';
import type { Clock } from '@alipay-intl/core/time';
import type { NotificationReceiver } from '../receiver/create-receiver.ts';
import type { Receipt } from '../receiver/receipt.ts';
import { type CapturedRequest, checkCaptured, requestOf } from './captured-request.ts';

/** Makes a receiver that has the given time; pass the clock on as its `clock`. */
export type ReceiverAt = (clock: Clock) => NotificationReceiver | Promise<NotificationReceiver>;

/** What a server answered to a replayed request. */
export interface ReplayAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Gives a captured request to a receiver once more. Whether it is genuine is judged as always, on the very bytes. The message is not
 * changed; because an old one is outside the time window, `receiverAt` makes a receiver whose clock stands where you say.
 *
 * @param receiverAt - gets the clock to pass to `createNotificationReceiver`.
 * @param at - what that clock says, in epoch milliseconds. Default: when the request was captured.
 * @throws OptionError `ERR_OPTION_INVALID` for what is no captured request.
 * @example
 * await replay(captured, (clock) => createNotificationReceiver({ ...options, clock }));
 */
export function replay(
  captured: CapturedRequest,
  receiverAt: ReceiverAt,
  options?: { readonly at?: number | undefined },
): Promise<Receipt>;
/**
 * Gives a captured request to a receiver that has its own clock; an old one is refused with `ERR_NOTIFICATION_TIME`.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for what is no captured request.
 */
export function replay(captured: CapturedRequest, receiver: NotificationReceiver): Promise<Receipt>;
/**
 * Sends a captured request to a server, within 30 seconds and following no redirect. It judges with its own clock.
 *
 * @param url - where to. Its path, if it has one, replaces that of the captured request; the query is the captured one, because it
 * may be part of what is signed.
 * @throws OptionError `ERR_OPTION_INVALID` for what is no captured request or no URL; what `fetch` throws where there is no answer.
 */
export function replay(captured: CapturedRequest, url: string | URL): Promise<ReplayAnswer>;
export async function replay(
  captured: CapturedRequest,
  target: ReceiverAt | NotificationReceiver | string | URL,
  { at }: { readonly at?: number | undefined } = {},
): Promise<Receipt | ReplayAnswer> {
  const checked = checkCaptured(captured);
  if (typeof target === 'function') {
    const nowMs = at ?? checked.capturedAtMs;
    const receiver = await target({ now: () => nowMs });
    return receiver.receive(requestOf(checked));
  }
  if (at !== undefined) throw noClock();
  if (typeof target === 'string' || target instanceof URL) return send(checked, target);
  return target.receive(requestOf(checked));
}

/** Written by the HTTP client itself. */
const ownHeaders: ReadonlySet<string> = new Set([
  'content-length',
  'host',
  'connection',
  'transfer-encoding',
]);

async function send(captured: CapturedRequest, to: string | URL): Promise<ReplayAnswer> {
  const headers = captured.headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  const response = await fetch(addressOf(captured.url, to), {
    method: captured.method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: Buffer.from(captured.bodyBase64, 'base64'),
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, body: await response.text() };
}

function addressOf(pathAndQuery: string, to: string | URL): URL {
  const address = URL.canParse(String(to)) ? new URL(to) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol) || !pathAndQuery.startsWith('/')) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'A captured request cannot be sent there.',
      next: 'Pass an http or https URL, and a captured request whose url is a path.',
    });
  }
  const [path = '', query] = pathAndQuery.split(/\?(.*)/s);
  if (address.pathname === '/') address.pathname = path;
  address.search = query ?? '';
  return address;
}

function noClock(): OptionError {
  return new OptionError('ERR_OPTION_INVALID', {
    what: 'A receiver or a server that is there already has its own clock.',
    next: 'To replay at another time, pass a function that makes the receiver with the clock that it gets.',
  });
}
