import { textOf } from '../text-of.ts';
import type { Received } from './received.ts';

type Kind = Received['notification']['kind'];

/** Which members of a kind name its event, and what else makes it another event of the same name. */
export interface Identity {
  /** The merchant's own before Alipay's. The first one there is the reference in the log. */
  readonly ids: readonly string[];
  /** A reference where there is none of these ids. It says what the event is about, but one payment can have several events. */
  readonly about?: string;
  /** Ids that are secrets or say who the buyer is, so that no log may hold them. */
  readonly hiddenIds?: readonly string[];
  /** Missing where it is not known which members make another event: such a kind is known by its whole body. */
  readonly facts?: readonly string[];
  /** Whether it tells a state that can come back with every member as before, so that only its time makes it another event. */
  readonly isState?: boolean;
}

const payment = {
  ids: ['paymentRequestId', 'merchantTransId', 'paymentId', 'acquirementId'],
  // One client id of the acquiring family may speak for several merchants, whose ids can be the same.
  facts: ['paymentAmount', 'orderAmount', 'merchantId', 'partnerId'],
} satisfies Identity;

const identities: Readonly<Record<Kind, Identity>> = {
  paid: payment,
  declined: payment,
  processing: payment,
  'payment-code': { ids: payment.ids, facts: ['paymentActionForm'] },
  refund: { ids: ['refundRequestId', 'refundId'], facts: ['refundAmount'] },
  capture: {
    ids: ['captureRequestId', 'captureId'],
    about: 'paymentId',
    facts: ['paymentId', 'captureAmount'],
  },
  authorization: {
    ids: ['authState'],
    hiddenIds: ['authCode', 'accessToken', 'userId'],
    facts: ['authorizationNotifyType', 'authClientId'],
  },
  'isv-authorization': {
    ids: [],
    hiddenIds: ['accessToken'],
    facts: ['clientId', 'authClientId', 'customerId', 'authTime', 'accessTokenExpiryTime'],
  },
  dispute: {
    ids: ['disputeId'],
    facts: [
      'disputeNotificationType',
      'paymentRequestId',
      'paymentId',
      'disputeAmount',
      'defenseDueTime',
      'disputeJudgedResult',
      'disputeJudgedAmount',
    ],
  },
  vaulting: { ids: ['vaultingRequestId'], facts: ['vaultingStatus'] },
  subscription: { ids: ['subscriptionRequestId', 'subscriptionId'], isState: true },
  registration: {
    ids: ['registrationRequestId', 'referenceMerchantId', 'referenceStoreId'],
    facts: ['registrationResult', 'pspRegistrationResultList'],
    isState: true,
  },
  other: { ids: payment.ids },
};

/** What names an event of a kind. */
export function identityOf(kind: Kind): Identity {
  return identities[kind];
}

/** The id by which a person finds what a notification is about; never a secret. `undefined` where it names none. */
export function referenceOf({ kind, body }: Received['notification']): string | undefined {
  const { ids, about } = identityOf(kind);
  for (const name of ids) {
    const id = textOf(body[name]);
    if (id !== undefined) return id;
  }
  return about === undefined ? undefined : textOf(body[about]);
}

/** The type of a v1 notification in the log: `notifyType`, and `kind` for the types that carry none. */
export function typeOf({ kind, body }: Extract<Received, { family: 'v1' }>['notification']): string {
  return textOf(body['notifyType']) ?? kind;
}
