import { formatIsoTime } from '../iso-time.ts';
import { createToken } from '../payments/gateway-ids.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import { repeatResult } from '../signing/repeated-member.ts';
import { type SealFlaw, sealMessage } from '../signing/seal.ts';
import { isAcknowledgement } from './acknowledgement.ts';
import type { SealedNotification } from './notification-message.ts';
import type { NotificationFault } from './notification-shape.ts';

const sealFlaws: readonly SealFlaw[] = [
  'wrong-signature',
  'unsigned',
  'empty-signature',
  'foreign-key',
  'wrong-client',
];

/**
 * Signs one delivery for its moment (docs/wire/v1 §2.5, §6.1).
 * The signed path is path and query of the notify URL, as the reference's general definition says.
 */
export async function sealNotification(
  keys: KeyRing,
  clientId: string,
  delivery: {
    readonly body: string;
    readonly fault: NotificationFault | undefined;
    readonly url: URL;
    readonly nowMs: number;
  },
): Promise<SealedNotification> {
  const { fault, url, nowMs } = delivery;
  const body = Buffer.from(fault === 'repeated-key' ? repeatResult(delivery.body) : delivery.body, 'utf8');
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
    refuseAnswer: (answer) => (isAcknowledgement(answer) ? undefined : 'the body is not the acknowledgement'),
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': seal.clientId,
      tracerid: createToken(),
      ...(seal.time !== undefined && { 'request-time': seal.time }),
      ...(seal.signature !== undefined && { signature: seal.signature }),
    },
  };
}

/** Faults of the envelope of the other family do nothing here. */
function sealFlaw(fault: NotificationFault | undefined): SealFlaw | undefined {
  return sealFlaws.find((flaw) => flaw === fault);
}
