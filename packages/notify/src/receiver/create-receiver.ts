import { type AlipayError, isAlipayError } from '@alipay-intl/core/errors';
import { acknowledgement } from '../acknowledgement.ts';
import { assertBytes } from '../consumed-body.ts';
import type { ReceivedHeaders } from '../received-headers.ts';
import { reportWarning } from '../report-warning.ts';
import { type Authenticated, authenticate } from './authenticate.ts';
import { handleInTransaction, handleUnderClaim } from './handle-once.ts';
import { referenceOf } from './notification-identity.ts';
import type { LoggedNotification, NotificationListing, NotificationQuery } from './notification-log.ts';
import { type ProcessOptions, type ProcessReport, processStored } from './process-stored.ts';
import { readBody } from './read-body.ts';
import type { Receipt } from './receipt.ts';
import { announceReceipt } from './receipt-events.ts';
import { checkKey, checkNotificationQuery, checkProcessOptions } from './receiver-call-options.ts';
import {
  type NotificationReceiverOptions,
  type ReceiverSettings,
  settleReceiverOptions,
} from './receiver-options.ts';
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
  /** The body bytes, not parsed and not decoded; or a stream of them, which is read within the limits. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Receives notifications: believes only what is proven, loses nothing, and has each effect once. */
export interface NotificationReceiver {
  /**
   * Takes one request from its head to its answer. Never rejects because of what a sender sent, nor because a handler threw:
   * that is a receipt of the kind `refused` or `failed`.
   *
   * @throws OptionError `ERR_BODY_CONSUMED` where `body` is neither bytes nor a stream: a parser was there before.
   */
  receive(request: NotificationRequest): Promise<Receipt>;
  /**
   * In the mode `store-first`: handles what was stored and is due, and returns when nothing is.
   *
   * @throws OptionError `ERR_OPTION_INVALID` naming each option, or for the mode `handle-in-transaction`; and StoreError.
   */
  process(options?: ProcessOptions): Promise<ProcessReport>;
  /**
   * Lists notifications of the log, for instance the dead ones.
   *
   * @throws OptionError `ERR_OPTION_INVALID` naming each member, and StoreError.
   */
  list(query: NotificationQuery): Promise<readonly NotificationListing[]>;
  /**
   * Lets a dead notification be processed again. `false` where it is not dead.
   *
   * @throws OptionError `ERR_OPTION_INVALID` where `key` is not a text or empty, and StoreError.
   */
  revive(key: string): Promise<boolean>;
}

/**
 * Makes a receiver. The order of its work: method, headers and size; body within its time; origin on the raw bytes (client id, time
 * grammar, signature, strict JSON, type); time window; your record; log and handler; answer. docs/notifications.md.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function createNotificationReceiver<Transaction = never>(
  options: NotificationReceiverOptions<Transaction>,
): NotificationReceiver {
  const settings = settleReceiverOptions(options);
  return {
    receive: async (request) => {
      const receivedAtMs = settings.clock.now();
      const startedAt = performance.now();
      const receipt = await receive(settings, request, receivedAtMs);
      announceReceipt(receipt, receivedAtMs, performance.now() - startedAt);
      tell(settings.onReceipt, receipt);
      return receipt;
    },
    process: async (processOptions = {}) =>
      processStored(settings, checkProcessOptions(processOptions, settings.mode)),
    list: async (query) => settings.log.list(checkNotificationQuery(query)),
    revive: async (key) => settings.log.revive(checkKey(key)),
  };
}

async function receive<Transaction>(
  settings: ReceiverSettings<Transaction>,
  request: NotificationRequest,
  receivedAtMs: number,
): Promise<Receipt> {
  const oddHead = refuseHead(request, settings.bodyBytesMax);
  if (oddHead !== undefined) return refused(oddHead);
  if (!isReadable(request.body)) assertBytes(request.body);
  let body: Uint8Array;
  try {
    body = await readBody(request.body, settings);
  } catch (error) {
    if (isAlipayError(error)) return refused(error);
    throw error;
  }
  const authentic = authenticate(settings.verifiers, { ...request, body }, receivedAtMs);
  if (authentic instanceof Error) return refused(authentic);
  const { received } = authentic;
  const early = outsideWindow(received.delivery.sentAtMs, receivedAtMs, settings.window);
  if (early !== undefined) return { ...refused(early), received };
  try {
    return await settle(settings, authentic, body);
  } catch (error) {
    return { kind: 'failed', answer: await authentic.decline(), error, received };
  }
}

async function settle<Transaction>(
  settings: ReceiverSettings<Transaction>,
  authentic: Authenticated,
  body: Uint8Array,
): Promise<Receipt> {
  const { received } = authentic;
  const { lookup } = settings;
  const doubt = lookup === 'handler-compares' ? undefined : await compareWithRecord(received, lookup);
  // Sent again later: the record may be late, and a mismatch stays visible until somebody has looked.
  if (doubt !== undefined)
    return { kind: 'refused', answer: await authentic.decline(), error: doubt, received };
  const kind = await putThrough(settings, authentic, body);
  if (kind !== 'busy') return { kind, answer: await authentic.acknowledge(), received };
  return { kind: 'failed', answer: await authentic.decline(), error: undefined, received };
}

async function putThrough<Transaction>(
  { mode, log, handler, claimMs }: ReceiverSettings<Transaction>,
  { received, type }: Authenticated,
  body: Uint8Array,
): Promise<'handled' | 'stored' | 'repeated' | 'busy'> {
  const entry = entryOf({ received, type }, mode === 'store-first' ? body : undefined);
  switch (mode) {
    case 'handle-first':
      return await handleUnderClaim(log, entry, claimMs, () => handler(received, undefined));
    case 'handle-in-transaction':
      return await handleInTransaction(log, entry, async (transaction) => handler(received, transaction));
    case 'store-first':
      return (await log.store(entry)) === 'stored' ? 'stored' : 'repeated';
  }
}

function entryOf(
  { received, type }: Pick<Authenticated, 'received' | 'type'>,
  body: Uint8Array | undefined,
): LoggedNotification {
  const { family, notification, delivery } = received;
  return {
    key: delivery.key,
    family,
    type,
    reference: referenceOf(notification),
    receivedAtMs: delivery.receivedAtMs,
    message: body === undefined ? undefined : Buffer.from(body).toString('utf8'),
  };
}

function refused(error: AlipayError): Extract<Receipt, { kind: 'refused' }> {
  return { kind: 'refused', answer: acknowledgement('refused'), error, received: undefined };
}

function isReadable(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function tell(onReceipt: ((receipt: Receipt) => void) | undefined, receipt: Receipt): void {
  try {
    onReceipt?.(receipt);
  } catch (error) {
    reportWarning(error);
  }
}
