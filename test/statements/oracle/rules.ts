import type { Draft } from '../day/draft.ts';

/** What a column is for. */
export type Role =
  | ('ownId' | 'providerId' | 'originalOwnId' | 'originalProviderId' | 'batchId')
  | ('gross' | 'fee' | 'net' | 'grossCny' | 'netCny' | 'distributed' | 'converted')
  | (
      | 'currency'
      | 'netCurrency'
      | 'feeCurrency'
      | 'rate'
      | 'pair'
      | 'occurredAt'
      | 'settledAt'
      | 'type'
      | 'status'
      | 'count'
      | 'remark'
    );

const roles: Readonly<Record<string, Role>> = {
  ...{ partner_transaction_id: 'ownId', merchanttransid: 'ownId', transactionrequestid: 'ownId' },
  ...{ transaction_id: 'providerId', acquirementid: 'providerId', transactionid: 'providerId' },
  ...{ original_partner_transaction_id: 'originalOwnId', originaltransactionrequestid: 'originalOwnId' },
  ...{ originalacquirementid: 'originalProviderId', originaltransactionid: 'originalProviderId' },
  ...{ transaction_amount: 'gross', amount: 'gross', orderamount: 'gross', transactionamountvalue: 'gross' },
  ...{ charge_amount: 'fee', fee: 'fee', commission: 'fee', feeamountvalue: 'fee', rmb_amount: 'grossCny' },
  ...{ settlement: 'net', settlementamount: 'net', settlementamountvalue: 'net', rmb_settlement: 'netCny' },
  ...{ distribute_amount: 'distributed', convertedtransactionamountvalue: 'converted', currency: 'currency' },
  ...{ ordercurrency: 'currency', transactioncurrency: 'currency', settlementcurrency: 'netCurrency' },
  ...{ rate: 'rate', quoteprice: 'rate', quotecurrencypair: 'pair', payment_time: 'occurredAt' },
  ...{ paymenttime: 'occurredAt', transactioncompletiontime: 'occurredAt', settlement_time: 'settledAt' },
  ...{
    settle_date: 'settledAt',
    settlementtime: 'settledAt',
    settlementinitiateddate: 'settledAt',
    type: 'type',
  },
  ...{ transaction_type: 'type', transtype: 'type', transactiontype: 'type', summarytype: 'type' },
  ...{ status: 'status', transstatus: 'status', settle_batch_no: 'batchId', referenceid: 'batchId' },
  ...{
    feecurrency: 'feeCurrency',
    settlementbatchid: 'batchId',
    count: 'count',
    remark: 'remark',
    remarks: 'remark',
  },
};

/** The role of a column by its name. */
export function roleOf(name: string): Role | undefined {
  if (!found.has(name)) {
    const key = name.replace(/[\s\u00a0]/g, '').toLowerCase();
    found.set(name, Object.hasOwn(roles, key) ? roles[key] : undefined);
  }
  return found.get(name);
}

// Names of changed files are many, but not so many that they must be forgotten.
const found = new Map<string, Role | undefined>();

const feeName = /(?:fee|tax|markup)amountvalue$|^disputehandlingfee$/;

/** An itemised fee: where its amount is, and where its currency, or -1. */
export interface FeePlace {
  readonly value: number;
  readonly currency: number;
}

/** The itemised fee columns; `xFeeAmountValue` has its currency in `xFeeCurrency` or `xCurrency`. */
export function feePlaces(columns: readonly string[]): readonly FeePlace[] {
  const keys = columns.map((name) => name.replace(/[\s\u00a0]/g, '').toLowerCase());
  return keys.flatMap((key, value) => {
    if (key === 'feeamountvalue' || !feeName.test(key)) return [];
    const stem = key.replace(/(?:fee)?(?:amountvalue)?$/, '');
    return [
      {
        value,
        currency: keys.findIndex((name) => name === `${stem}feecurrency` || name === `${stem}currency`),
      },
    ];
  });
}

const types: Readonly<Record<string, readonly [kind: string, sign: 1 | -1 | 0]>> = {
  ...{ P: ['payment', 1], PAYMENT: ['payment', 1], CAPTURE: ['payment', 1], R: ['refund', -1] },
  ...{ REFUND: ['refund', -1], CANCEL: ['cancel', -1], REVERSAL: ['cancel', -1], REVERSE: ['cancel', -1] },
  ...{ VOID: ['cancel', 0], AUTHORIZATION: ['authorization', 0], DISPUTE: ['dispute', -1] },
  ...{ DISPUTE_REVERSAL: ['dispute-reversal', 1], PAYMENT_REVERSAL: ['payment-reversal', 0] },
  ...{ REFUND_REVERSAL: ['refund-reversal', 0], RAPID_DISPUTE_RESOLUTION: ['rapid-dispute-resolution', 0] },
  ...{ CDRN: ['rapid-dispute-resolution', 0], DEFAULT: ['provider-rounding', 0], TOTAL: ['total', 0] },
};

const accountTypes = /^(?:SETTLEMENT_FEE|ADJUSTMENT_FEE|(?:COLLATERAL|RESERVE)(?:_\w+)?)$/;

/** Kind and sign of a printed type. */
export function kindOf(printed: string): readonly [kind: string, sign: 1 | -1 | 0] {
  const name = printed.toUpperCase();
  if (accountTypes.test(name)) return ['account-level', 0];
  return (Object.hasOwn(types, name) ? types[name] : undefined) ?? ['unknown', 0];
}

/** Whether the type gives an amount its sign, or the print. */
export function signsByType({ family, report }: Draft): boolean {
  return family.startsWith('A') || (family === 'B0' && report !== 'summary');
}
