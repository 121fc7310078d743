import { warned } from '../report-warning.ts';
import type { NotificationListing, NotificationQuery } from './notification-log.ts';
import { type ProcessOptions, type ProcessReport, processStored } from './process-stored.ts';
import type { Receipt } from './receipt.ts';
import { announceReceipt } from './receipt-events.ts';
import { type NotificationRequest, receiveRequest } from './receive-request.ts';
import { checkKey, checkNotificationQuery, checkProcessOptions } from './receiver-call-options.ts';
import { type NotificationReceiverOptions, settleReceiverOptions } from './receiver-options.ts';

/** Receives notifications: believes only what is proven, loses nothing, and has each effect once. */
export interface NotificationReceiver {
  /**
   * Takes one request from its head to its answer. Never rejects because of what a sender sent, nor because a handler threw or a
   * parser was there before: that is a receipt of the kind `refused` or `failed`.
   */
  receive(request: NotificationRequest): Promise<Receipt>;
  /**
   * In the mode `store-first`: handles what was stored and is due, and returns when nothing is.
   *
   * @throws OptionError `ERR_OPTION_INVALID` naming each option, or for the mode `handle-in-transaction`; StoreError; and
   * what a handler threw where the log could not write that down.
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
      const receipt = await receiveRequest(settings, request, receivedAtMs);
      announceReceipt(receipt, receivedAtMs, performance.now() - startedAt);
      const { onReceipt } = settings;
      if (onReceipt !== undefined) warned(() => onReceipt(receipt));
      return receipt;
    },
    process: async (processOptions = {}) =>
      processStored(settings, checkProcessOptions(processOptions, settings.mode)),
    list: async (query) => settings.log.list(checkNotificationQuery(query)),
    revive: async (key) => settings.log.revive(checkKey(key)),
  };
}
