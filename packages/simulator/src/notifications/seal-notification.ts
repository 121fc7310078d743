import { formatIsoTime } from '../iso-time.ts';
import { createToken } from '../payments/gateway-ids.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import { repeatResult } from '../signing/repeated-member.ts';
import { type SealFlaw, sealMessage } from '../signing/seal.ts';
import type { Notification } from './notification.ts';
import type { NotificationFault } from './notification-shape.ts';

/** Body and headers of one delivery. */
export interface SealedNotification {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Signs one delivery for its moment (docs/wire/v1 §2.5, §6.1).
 * The signed path is path and query of the notify URL, as the reference's general definition says.
 */
export async function sealNotification(
  keys: KeyRing,
  clientId: string,
  delivery: {
    readonly notification: Notification;
    readonly url: URL;
    readonly nowMs: number;
    readonly isFirst: boolean;
  },
): Promise<SealedNotification> {
  const { notification, url, nowMs } = delivery;
  const fault = delivery.isFirst ? notification.fault : undefined;
  const body = Buffer.from(
    fault === 'repeated-key' ? repeatResult(notification.body) : notification.body,
    'utf8',
  );
  const pieces = {
    method: 'POST',
    path: url.pathname + url.search,
    clientId,
    time: formatIsoTime(nowMs),
    body,
  };
  const seal = await sealMessage(keys, pieces, sealFlaw(fault));
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': seal.clientId,
      tracerid: createToken(),
      ...(seal.time !== undefined && { 'request-time': seal.time }),
      ...(seal.signature !== undefined && { signature: seal.signature }),
    },
  };
}

function sealFlaw(fault: NotificationFault | undefined): SealFlaw | undefined {
  return fault === 'repeated-key' || fault === 'wrong-amount' ? undefined : fault;
}
