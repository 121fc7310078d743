import { isAlipayError } from '@alipay-intl/core/errors';
import {
  createAcquiringVerifier,
  createNotificationReceiver,
  createNotificationVerifier,
  type Lookup,
  type NotificationReceiver,
  type NotificationRequest,
  type Receipt,
  type ReceiverVerifiers,
} from '@alipay-intl/notify';
import { createTestMerchantKey } from '@alipay-intl/notify/testing';
import { forgetfulLog } from '../../support/forgetful-log.ts';
import { clientId, notifyPath, ringOf } from '../support/sender.ts';
import { limits } from './oracle.ts';
import { recordOf } from './pool.ts';

/** A receiver of both families whose effects are counted and whose clock is set for each delivery. */
export interface ReceiverUnderTest {
  receive(request: NotificationRequest, arrivesAtMs: number): Promise<Receipt>;
  /** How often the handler ran. */
  readonly effects: number;
}

const merchantKey = await createTestMerchantKey();

/** The verifiers of the merchant of the proofs. */
export async function verifiersUnderTest(): Promise<ReceiverVerifiers> {
  const keyRing = await ringOf('1', '2');
  return {
    v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing }),
    acquiring: await createAcquiringVerifier({
      clientId,
      keyRing,
      privateKey: merchantKey,
    }),
  };
}

/** A defect that is planted to see whether a proof notices. */
export interface Sabotage {
  readonly receiver?: (receiver: NotificationReceiver) => NotificationReceiver;
  readonly verifiers?: (verifiers: ReceiverVerifiers) => ReceiverVerifiers;
  /** @param effect - has an effect as the handler has. */
  readonly lookup?: (effect: () => void) => Lookup | 'handler-compares';
}

/** A receiver, whole or with a defect. */
export async function createReceiverUnderTest({
  receiver: around = (receiver) => receiver,
  verifiers: instead = (verifiers) => verifiers,
  lookup = () => recordOf,
}: Sabotage = {}): Promise<ReceiverUnderTest> {
  let nowMs = 0;
  let effects = 0;
  const effect = (): void => {
    effects += 1;
  };
  const receiver = around(
    createNotificationReceiver({
      verifiers: instead(await verifiersUnderTest()),
      lookup: lookup(effect),
      window: limits.window,
      bodyBytesMax: limits.bodyBytesMax,
      log: forgetfulLog,
      handler: effect,
      clock: { now: () => nowMs },
    }),
  );
  return {
    receive: (request, arrivesAtMs) => {
      nowMs = arrivesAtMs;
      return receiver.receive(request);
    },
    get effects() {
      return effects;
    },
  };
}

/** The codes with which a receiver may refuse. docs/notifications.md. */
export const refusalCodes: ReadonlySet<string> = new Set([
  ...['MISSING', 'MALFORMED', 'INVALID', 'CLIENT', 'TIME'].map((name) => `ERR_SIGNATURE_${name}`),
  ...['MALFORMED', 'TOO_LARGE', 'TOO_SLOW', 'ENCODED', 'TIME', 'UNKNOWN', 'MISMATCH'].map(
    (name) => `ERR_NOTIFICATION_${name}`,
  ),
]);

/** The code of a refusal, or what came of the request instead. */
export function refusalOf(receipt: Receipt): string {
  if (receipt.kind !== 'refused') return receipt.kind;
  return isAlipayError(receipt.error) ? receipt.error.code : 'untyped';
}
