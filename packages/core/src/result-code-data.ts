import type { AdviceKey } from './advice.ts';
import type { ResultStatus } from './result.ts';

/** What a result code asks of the caller. docs/wire/v1 §4.6. */
export type ResultClass = 'success' | 'retry' | 'configuration' | 'caller' | 'user' | 'stop';

/** The calls whose result codes are documented one by one. */
export type ResultOperation = 'pay' | 'inquiryPayment' | 'cancel' | 'refund' | 'inquiryRefund';

/** One documented result code. */
export interface ResultCodeEntry {
  /** The status it comes with. */
  readonly status: ResultStatus;
  /** Who has to act. */
  readonly class: ResultClass;
  /** What it means, in English. */
  readonly meaning: string;
  /** Key into the advice texts. */
  readonly advice: AdviceKey;
}

type Row = readonly [status: ResultStatus, resultClass: ResultClass, meaning: string, advice: AdviceKey];

const shared = {
  SUCCESS: ['S', 'success', 'The call was executed.', 'none'],
  REQUEST_TRAFFIC_EXCEED_LIMIT: ['U', 'retry', 'Too many calls at the moment.', 'repeat'],
  UNKNOWN_EXCEPTION: ['U', 'retry', 'The result is unknown to Alipay itself.', 'inquire'],
  ACCESS_DENIED: ['F', 'configuration', 'The caller may not use this interface.', 'support'],
  INVALID_API: ['F', 'configuration', 'The interface is unknown or not active for this client.', 'support'],
  CLIENT_INVALID: ['F', 'configuration', 'The client id is wrong or restricted.', 'setup'],
  INVALID_SIGNATURE: ['F', 'configuration', 'Alipay could not verify our signature.', 'setup'],
  KEY_NOT_FOUND: ['F', 'configuration', 'A key is missing on one side.', 'setup'],
  MEDIA_TYPE_NOT_ACCEPTABLE: ['F', 'configuration', 'The media type was refused.', 'setup'],
  METHOD_NOT_SUPPORTED: ['F', 'configuration', 'Only POST is accepted.', 'setup'],
  NO_INTERFACE_DEF: ['F', 'configuration', 'The path is unknown.', 'setup'],
  INVALID_CONTRACT: ['F', 'configuration', 'The request does not match the contract.', 'contract'],
  INVALID_MERCHANT_STATUS: ['F', 'configuration', 'The merchant is restricted.', 'support'],
  CURRENCY_NOT_SUPPORT: ['F', 'configuration', 'The currency is not accepted.', 'contract'],
  MERCHANT_KYB_NOT_QUALIFIED: [
    'F',
    'configuration',
    'The verification of the merchant is not sufficient.',
    'support',
  ],
  MERCHANT_NOT_REGISTERED: ['F', 'configuration', 'The merchant is not registered.', 'register'],
  PAYMENT_NOT_QUALIFIED: ['F', 'configuration', 'The merchant may not collect payments.', 'support'],
  PARAM_ILLEGAL: ['F', 'caller', 'A member or header is missing or malformed.', 'fix'],
  REPEAT_REQ_INCONSISTENT: ['F', 'caller', 'The id was used before with other data.', 'sameOrNew'],
  ORDER_IS_CANCELED: ['F', 'caller', 'The payment of this id was cancelled.', 'newId'],
  ORDER_IS_CLOSED: ['F', 'caller', 'The payment of this id is closed.', 'newId'],
  PROCESS_FAIL: ['F', 'stop', 'A general business failure.', 'person'],
  SYSTEM_ERROR: ['F', 'stop', 'A failure inside Alipay.', 'person'],
} as const satisfies Record<string, Row>;

const own: Readonly<Record<ResultOperation, Readonly<Record<string, Row>>>> = {
  pay: {
    PAYMENT_IN_PROCESS: ['U', 'retry', 'The payment is not final yet.', 'inquire'],
    EXPIRED_CODE: ['F', 'user', 'The payment code is too old.', 'freshCode'],
    INVALID_PAYMENT_CODE: ['F', 'user', 'The payment code is not accepted.', 'otherMethod'],
    NO_PAY_OPTIONS: ['F', 'user', 'The wallet has no way to pay in this currency.', 'otherMethod'],
    PAYMENT_AMOUNT_EXCEED_LIMIT: [
      'F',
      'user',
      'The amount is above the limit of the contract or wallet.',
      'smaller',
    ],
    PAYMENT_COUNT_EXCEED_LIMIT: [
      'F',
      'user',
      'The wallet has reached its number of payments.',
      'otherMethod',
    ],
    RISK_REJECT: ['F', 'user', 'Risk control refused the payment.', 'otherMethod'],
    USER_AMOUNT_EXCEED_LIMIT: ['F', 'user', 'The amount is above the limit of the buyer.', 'smaller'],
    USER_BALANCE_NOT_ENOUGH: ['F', 'user', 'The buyer has not enough funds.', 'otherMethod'],
    USER_KYC_NOT_QUALIFIED: ['F', 'user', 'The buyer has not completed verification.', 'buyer'],
    USER_NOT_EXIST: ['F', 'user', 'The wallet does not know the buyer.', 'otherMethod'],
    USER_PAYMENT_VERIFICATION_FAILED: [
      'F',
      'user',
      'The buyer failed the one-time password or PIN.',
      'newId',
    ],
    USER_STATUS_ABNORMAL: ['F', 'user', 'The account of the buyer is blocked.', 'otherMethod'],
    ORDER_NOT_EXIST: ['F', 'caller', 'There is no such payment.', 'checkId'],
    INVALID_AMOUNT: ['F', 'caller', 'The amount is not valid.', 'fix'],
    DO_NOT_HONOR: ['F', 'user', 'The issuer refused the payment.', 'otherMethod'],
  },
  inquiryPayment: {
    ORDER_NOT_EXIST: ['F', 'retry', 'Alipay does not know this payment, or not yet.', 'checkId'],
  },
  cancel: {
    CANCEL_WINDOW_EXCEED: ['F', 'stop', 'The cancellation period of the contract is over.', 'refundInstead'],
    ORDER_NOT_EXIST: ['F', 'caller', 'There is no such payment.', 'checkId'],
    ORDER_STATUS_INVALID: ['F', 'caller', 'The status of the payment does not allow it.', 'checkStatus'],
    MERCHANT_BALANCE_NOT_ENOUGH: [
      'F',
      'configuration',
      'The merchant has not enough funds to return the money.',
      'fund',
    ],
  },
  refund: {
    REFUND_IN_PROCESS: ['U', 'retry', 'The refund is running.', 'askRefund'],
    MERCHANT_BALANCE_NOT_ENOUGH: [
      'F',
      'configuration',
      'The merchant has not enough funds for the refund.',
      'fundNewId',
    ],
    MULTIPLE_REFUNDS_NOT_SUPPORTED: [
      'F',
      'stop',
      'The contract allows one refund for a payment.',
      'noRefund',
    ],
    ORDER_NOT_EXIST: ['F', 'caller', 'There is no such payment.', 'checkId'],
    ORDER_STATUS_INVALID: ['F', 'caller', 'The payment is still running, or failed.', 'checkStatus'],
    PARTIAL_REFUND_NOT_SUPPORTED: ['F', 'caller', 'Only the full amount can be refunded.', 'fullRefund'],
    PAYMENT_METHOD_NOT_SUPPORTED: ['F', 'stop', 'This way to pay cannot be refunded.', 'noRefund'],
    REFUND_AMOUNT_EXCEED: [
      'F',
      'caller',
      'More than what is left of the payment, or below the minimum.',
      'lessRefund',
    ],
    REFUND_NOT_SUPPORTED: ['F', 'stop', 'This payment is not refundable.', 'noRefund'],
    REFUND_WINDOW_EXCEED: ['F', 'stop', 'The refund period is over.', 'noRefund'],
    ORDER_IS_CANCELED: [
      'F',
      'caller',
      'The payment was cancelled, so there is nothing to refund.',
      'noRefund',
    ],
    ORDER_IS_CLOSED: ['F', 'caller', 'The payment is closed, so there is nothing to refund.', 'noRefund'],
  },
  inquiryRefund: {
    ORDER_NOT_EXIST: ['F', 'retry', 'Alipay does not know this refund, or not yet.', 'checkId'],
    REFUND_NOT_EXIST: ['F', 'retry', 'Alipay does not know this refund, or not yet.', 'checkId'],
  },
};

/** Looks a code up for an operation; the operation's own meaning comes before the shared one. */
export function findResultCode(operation: ResultOperation, resultCode: string): ResultCodeEntry | undefined {
  const row = ownRow(own[operation], resultCode) ?? ownRow(shared, resultCode);
  if (row === undefined) return undefined;
  const [status, resultClass, meaning, advice] = row;
  return { status, class: resultClass, meaning, advice };
}

/** All documented codes of an operation, its own and the shared ones. */
export function resultCodesOf(operation: ResultOperation): readonly string[] {
  return [...new Set([...Object.keys(own[operation]), ...Object.keys(shared)])].sort();
}

function ownRow(rows: Readonly<Record<string, Row>>, resultCode: string): Row | undefined {
  return Object.hasOwn(rows, resultCode) ? rows[resultCode] : undefined;
}
