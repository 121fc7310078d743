import type { Advice } from '@alipay-intl/core/results';

/** The kinds of message that a till shows. docs/wire/acquiring §14. */
export type CashierMessageClass =
  | 'PAID'
  | 'WAITING_BUYER'
  | 'RESULT_UNKNOWN'
  | 'CODE_PROBLEM'
  | 'FUNDS_OR_LIMIT'
  | 'ACCOUNT_PROBLEM'
  | 'RISK'
  | 'DECLINED'
  | 'REFUSED'
  | 'CONFIG'
  | 'NOT_SENT'
  | 'REVERSED'
  | 'NOT_REVERSED'
  | 'REFUNDED'
  | 'REFUND_RUNNING'
  | 'NOT_REFUNDED'
  | 'REFUND_UNKNOWN'
  | 'MANUAL';

/** What a message says, and what the cashier does next. */
export interface CashierText {
  readonly message: Advice;
  readonly nextStep: Advice;
}

/** The texts of each class, to be shown as they are or replaced. docs/wire/acquiring §14. */
export const cashierTexts: Readonly<Record<CashierMessageClass, CashierText>> = {
  PAID: {
    message: { en: 'Payment received.', zh: '已收款。' },
    nextStep: { en: 'Hand over the goods.', zh: '请交付商品。' },
  },
  WAITING_BUYER: {
    message: { en: 'The customer must confirm on the phone.', zh: '请顾客在手机上确认付款。' },
    nextStep: { en: 'Wait; do not scan again.', zh: '请等待，请勿重复扫码。' },
  },
  RESULT_UNKNOWN: {
    message: { en: 'The result is not known yet.', zh: '结果尚未确定。' },
    nextStep: {
      en: 'Wait for the result; do not hand over and do not charge again.',
      zh: '请等待结果，请勿交付商品，也请勿再次收款。',
    },
  },
  CODE_PROBLEM: {
    message: { en: 'Not paid: the payment code cannot be used.', zh: '未收款：付款码无法使用。' },
    nextStep: {
      en: 'Ask the customer to refresh the code and scan it again.',
      zh: '请顾客刷新付款码后重新扫码。',
    },
  },
  FUNDS_OR_LIMIT: {
    message: {
      en: 'Not paid: funds or limits of the customer do not allow it.',
      zh: '未收款：顾客余额不足或超出限额。',
    },
    nextStep: {
      en: 'Ask for another funding source or another way to pay.',
      zh: '请顾客更换付款渠道或付款方式。',
    },
  },
  ACCOUNT_PROBLEM: {
    message: {
      en: 'Not paid: the wallet account of the customer does not allow it.',
      zh: '未收款：顾客的钱包账户暂不可用。',
    },
    nextStep: {
      en: 'Ask for another way to pay; the customer can contact the wallet.',
      zh: '请更换付款方式，顾客可联系钱包客服。',
    },
  },
  RISK: {
    message: { en: 'Not paid: the payment was declined.', zh: '未收款：付款被拒绝。' },
    nextStep: { en: 'Ask for another way to pay.', zh: '请更换付款方式。' },
  },
  DECLINED: {
    message: { en: 'Not paid: the payment was declined.', zh: '未收款：付款被拒绝。' },
    nextStep: { en: 'Ask for another way to pay.', zh: '请更换付款方式。' },
  },
  REFUSED: {
    message: {
      en: 'Not paid: the payment was refused for a reason that is not clear.',
      zh: '未收款：付款被拒绝，原因不明。',
    },
    nextStep: {
      en: 'Do not try again; call support with the number below.',
      zh: '请勿重试，请凭下方单号联系支持。',
    },
  },
  CONFIG: {
    message: { en: 'Not paid: this till is not set up correctly.', zh: '未收款：收银终端配置有误。' },
    nextStep: { en: 'Call support; do not try again.', zh: '请联系技术支持，请勿重试。' },
  },
  NOT_SENT: {
    message: { en: 'Not paid: the payment was never sent.', zh: '未收款：付款请求未发出。' },
    nextStep: {
      en: 'Start over; call support if it happens again.',
      zh: '请重新收款，如再次出现请联系支持。',
    },
  },
  REVERSED: {
    message: { en: 'Cancelled: the customer is not charged.', zh: '已撤销：顾客不会被扣款。' },
    nextStep: { en: 'Start over if the customer still wants to pay.', zh: '如顾客仍需付款，请重新收款。' },
  },
  NOT_REVERSED: {
    message: { en: 'The cancellation was refused.', zh: '撤销被拒绝。' },
    nextStep: {
      en: 'Do not charge again; call support with the number below.',
      zh: '请勿再次收款，请凭下方单号联系支持。',
    },
  },
  REFUNDED: {
    message: { en: 'Refunded: the money goes back to the customer.', zh: '已退款：款项将退回顾客。' },
    nextStep: { en: 'Give the customer the receipt.', zh: '请将退款凭证交给顾客。' },
  },
  REFUND_RUNNING: {
    message: { en: 'The refund is accepted and running.', zh: '退款已受理，正在处理。' },
    nextStep: {
      en: 'Do not refund again; tell the customer that it takes a while.',
      zh: '请勿重复退款，请告知顾客稍后到账。',
    },
  },
  NOT_REFUNDED: {
    message: { en: 'No refund was made.', zh: '未退款。' },
    nextStep: { en: 'Call support with the number below.', zh: '请凭下方单号联系支持。' },
  },
  REFUND_UNKNOWN: {
    message: { en: 'It is not known whether the refund was made.', zh: '无法确认退款是否完成。' },
    nextStep: {
      en: 'Do not refund again, also not in cash; call support with the number below.',
      zh: '请勿再次退款，也请勿退还现金，请凭下方单号联系支持。',
    },
  },
  MANUAL: {
    message: { en: 'The result could not be found out.', zh: '无法确认结果。' },
    nextStep: {
      en: 'Do not charge again and do not hand over; call support with the number below.',
      zh: '请勿再次收款，也请勿交付商品，请凭下方单号联系支持。',
    },
  },
};

/** Which class a reason for a declined payment belongs to; other codes go by who has to act. docs/wire/acquiring §14. */
export const classesByCode: ReadonlyMap<string, CashierMessageClass> = new Map(
  Object.entries({
    CODE_PROBLEM: ['EXPIRED_CODE', 'INVALID_PAYMENT_CODE'],
    FUNDS_OR_LIMIT: [
      ...['USER_BALANCE_NOT_ENOUGH', 'NO_PAY_OPTIONS', 'USER_AMOUNT_EXCEED_LIMIT'],
      ...['PAYMENT_AMOUNT_EXCEED_LIMIT', 'PAYMENT_COUNT_EXCEED_LIMIT'],
    ],
    ACCOUNT_PROBLEM: [
      ...['USER_STATUS_ABNORMAL', 'USER_KYC_NOT_QUALIFIED', 'USER_NOT_EXIST'],
      ...['USER_PAYMENT_VERIFICATION_FAILED', 'VERIFY_TIMES_EXCEED_LIMIT'],
    ],
    RISK: ['RISK_REJECT', 'FRAUD_REJECT'],
    REFUSED: ['ORDER_NOT_EXIST'],
    // Ended by somebody or by its time, as a buyer does who never confirms; nothing is wrong with the till.
    REVERSED: ['ORDER_IS_CANCELED', 'ORDER_IS_CLOSED'],
  } satisfies Partial<Record<CashierMessageClass, readonly string[]>>).flatMap(([messageClass, codes]) =>
    codes.map((code) => [code, messageClass as CashierMessageClass] as const),
  ),
);
