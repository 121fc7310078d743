import type { Amount } from '@alipay-intl/core/money';
import type { JsonObject } from '@alipay-intl/core/signing';
import { amountMember, textMember } from '../wire-members.ts';

/** What a verified answer says about a transaction. Members that it does not hold are undefined. docs/wire/acquiring §6.1, §6.6. */
export interface TransactionFacts {
  readonly merchantTransId: string | undefined;
  /** Alipay's id; refunds need it. */
  readonly acquirementId: string | undefined;
  /** What was charged, in the order's currency, smallest unit. */
  readonly orderAmount: Amount | undefined;
  /** What the buyer pays, in the wallet's currency. Never compare it with the order. */
  readonly payAmount: Amount | undefined;
  /** ISO 8601 with offset, as received. */
  readonly paymentTime: string | undefined;
}

/** Reads the transaction members of an answer. */
export function readTransactionFacts(answer: JsonObject): TransactionFacts {
  return {
    merchantTransId: textMember(answer, 'merchantTransId'),
    acquirementId: textMember(answer, 'acquirementId'),
    orderAmount: amountMember(answer, 'orderAmount'),
    payAmount: amountMember(answer, 'payAmount'),
    paymentTime: textMember(answer, 'paymentTime'),
  };
}
