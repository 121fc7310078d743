/** What to do, in English and Chinese. */
export interface Advice {
  /** English. */
  readonly en: string;
  /** Simplified Chinese. */
  readonly zh: string;
}

/** Names of the advice texts. */
export type AdviceKey =
  | 'none'
  | 'inquire'
  | 'repeat'
  | 'support'
  | 'setup'
  | 'contract'
  | 'register'
  | 'fix'
  | 'sameOrNew'
  | 'newId'
  | 'freshCode'
  | 'otherMethod'
  | 'buyer'
  | 'smaller'
  | 'person'
  | 'checkId'
  | 'refundInstead'
  | 'fund'
  | 'fundNewId'
  | 'askRefund'
  | 'noRefund'
  | 'fullRefund'
  | 'lessRefund'
  | 'checkStatus';

/** What to do next, by name. */
export const adviceTexts: Readonly<Record<AdviceKey, Advice>> = {
  none: { en: 'Nothing to do.', zh: '无需处理。' },
  inquire: {
    en: 'Wait for the notification and ask for the status; do not start another payment.',
    zh: '等待通知并查询状态，请勿重新发起支付。',
  },
  repeat: {
    en: 'Repeat the same call with the same ids a little later.',
    zh: '稍后使用相同的单号重复同一请求。',
  },
  support: { en: 'Contact Alipay support; repeating will not help.', zh: '请联系支付宝技术支持，重试无效。' },
  setup: {
    en: 'Correct the client id, keys, address or headers in the configuration.',
    zh: '请检查并更正客户端标识、密钥、地址或请求头配置。',
  },
  contract: {
    en: 'Compare the request with the contract, then contact Alipay support.',
    zh: '请核对请求与合约内容，然后联系支付宝技术支持。',
  },
  register: { en: 'Register the merchant with Alipay first.', zh: '请先向支付宝登记该商户。' },
  fix: { en: 'Correct the request; it will fail again unchanged.', zh: '请修正请求参数，原样重试仍会失败。' },
  sameOrNew: {
    en: 'This id was used before with other data: ask for its status, and use a new id for a new attempt.',
    zh: '该单号已用于不同参数：请先查询其状态，新的交易请使用新单号。',
  },
  newId: { en: 'Start a new attempt with a new id.', zh: '请使用新单号重新发起。' },
  freshCode: {
    en: 'Ask the buyer to refresh the code, scan it again and use a new id.',
    zh: '请买家刷新付款码，重新扫码并使用新单号。',
  },
  otherMethod: { en: 'Ask the buyer for another wallet or way to pay.', zh: '请买家更换钱包或付款方式。' },
  buyer: {
    en: 'Ask the buyer to check the wallet app, or to pay another way.',
    zh: '请买家查看钱包应用中的提示，或更换付款方式。',
  },
  smaller: {
    en: 'The amount is above a limit: ask for a smaller amount or another way to pay.',
    zh: '金额超过限额：请减小金额或更换付款方式。',
  },
  person: {
    en: 'A person must look at this; do not repeat it automatically.',
    zh: '需要人工处理，请勿自动重试。',
  },
  checkId: {
    en: 'Check the id; shortly after paying, ask again before giving up.',
    zh: '请核对单号；如刚刚发起支付，请再次查询后再下结论。',
  },
  refundInstead: {
    en: 'The cancellation period is over: refund instead.',
    zh: '已超过撤销期限：请改用退款。',
  },
  fund: { en: 'Fund the settlement account, then repeat.', zh: '请先为结算账户充值，再重试。' },
  fundNewId: {
    en: 'Fund the settlement account, then refund with a new refundRequestId.',
    zh: '请先为结算账户充值，再使用新的退款单号退款。',
  },
  askRefund: {
    en: 'Ask for the refund status; do not issue another refund.',
    zh: '请查询退款状态，请勿再次发起退款。',
  },
  noRefund: { en: 'This payment cannot be refunded this way.', zh: '该笔支付无法以此方式退款。' },
  fullRefund: { en: 'Only the full amount can be refunded.', zh: '仅支持全额退款。' },
  lessRefund: {
    en: 'Refund no more than what is left of the payment.',
    zh: '退款金额不得超过剩余可退金额。',
  },
  checkStatus: {
    en: 'Ask for the payment status first; its state does not allow this now.',
    zh: '请先查询支付状态，当前状态不允许此操作。',
  },
};
