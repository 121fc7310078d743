import { randomUUID } from 'node:crypto';
import { type EnvelopeContent, type EnvelopeFlaw, sealEnvelope } from '../envelope/seal-envelope.ts';
import { formatIsoTime } from '../iso-time.ts';
import type { Notification, NotificationFacts } from '../notifications/notification-message.ts';
import type { NotificationFault } from '../notifications/notification-shape.ts';
import type { Answer } from '../payments/answer.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import type { Settings } from '../settings.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import { refuseAcknowledgement } from './acknowledgement.ts';
import { acquiringFunctions, notifyFunction } from './acquiring-function.ts';
import { acquiringResult } from './acquiring-result.ts';
import { paidMembers } from './payment-members.ts';
import { writeContent } from './write-content.ts';

/** What notifications are made with. */
export interface AcquiringParts {
  readonly settings: Settings;
  readonly keys: KeyRing;
}

const envelopeFlaws: readonly EnvelopeFlaw[] = [
  'wrong-signature',
  'unsigned',
  'empty-signature',
  'foreign-key',
  'sha1-signature',
  'repeated-member',
  'hidden-member',
  'trailing-bytes',
  'double-base64',
  'triple-base64',
];

/** `alipay.intl.acquiring.offline.notify.pay` for a payment that is final (docs/wire/acquiring §6.6, §11). */
export function acquiringNotification(
  parts: AcquiringParts,
  payment: PaymentRecord,
  url: string,
  firstFault: NotificationFault | undefined,
): Notification {
  const { settings, keys } = parts;
  const form = settings.acquiring;
  const facts: NotificationFacts = {
    notifyType: notifyFunction,
    paymentRequestId: payment.order.paymentRequestId,
    paymentId: payment.paymentId,
    resultCode: payment.resultCode,
    url,
  };
  const told = {
    result: acquiringResult(payment.resultCode),
    members: bodyMembers(settings, payment, firstFault),
  };
  return {
    facts,
    seal: async ({ nowMs, isFirst }) => {
      const fault = isFirst ? firstFault : undefined;
      // Each sending is a message of its own (docs/wire/acquiring §3.2).
      const reqMsgId = randomUUID();
      const content = writeNotification(settings, told, { reqMsgId, nowMs, fault });
      const flaw = envelopeFlaws.find((one) => one === fault);
      const text = await sealEnvelope(keys, form, content, flaw);
      return {
        headers: { 'content-type': 'application/json; charset=UTF-8' },
        body: Buffer.from(text, 'utf8'),
        refuseAnswer: (answer) => refuseAcknowledgement({ settings, keys, reqMsgId }, answer),
      };
    },
  };
}

/** Ids and amounts stand only in the news of a success; which ids a failure names depends on the dialect (docs/wire/acquiring §6.6). */
function bodyMembers(
  settings: Settings,
  payment: PaymentRecord,
  fault: NotificationFault | undefined,
): NonNullable<Answer['members']> {
  const { dialect, merchantId } = settings.acquiring;
  const { order } = payment;
  if (payment.status !== 'SUCCESS') {
    return dialect.isFailureNamed ? { merchantTransId: order.paymentRequestId } : {};
  }
  const units = order.amount.units + (fault === 'wrong-amount' ? 1n : 0n);
  const shown = { ...payment, order: { ...order, amount: { ...order.amount, units } } };
  return { [dialect.partyField]: merchantId, ...paidMembers(settings, shown) };
}

function writeNotification(
  settings: Settings,
  told: Answer,
  sending: {
    readonly reqMsgId: string;
    readonly nowMs: number;
    readonly fault: NotificationFault | undefined;
  },
): EnvelopeContent {
  const { fault, nowMs, reqMsgId } = sending;
  const { dialect, style, notificationMember } = settings.acquiring;
  const head = {
    version: dialect.version,
    function: fault === 'wrong-function' ? acquiringFunctions[0]?.name : notifyFunction,
    clientId: fault === 'wrong-client' ? 'TEST_SOMEBODY_ELSE' : settings.clientId,
    reqTime: formatIsoTime(nowMs),
    reqMsgId,
    reserve: '{}',
  };
  const bend = { isRepeated: fault === 'repeated-key', bytesMin: 0 };
  return { member: notificationMember, ...writeContent(style, head, told, bend) };
}
