/** What a column holds, for the canonical record. */
export type ColumnRole =
  | 'ownId'
  | 'providerId'
  | 'originalOwnId'
  | 'originalProviderId'
  | 'gross'
  | 'grossCny'
  | 'fee'
  | 'net'
  | 'netCny'
  | 'distributed'
  | 'distributedCny'
  | 'converted'
  | 'pricing'
  | 'currency'
  | 'netCurrency'
  | 'feeCurrency'
  | 'convertedCurrency'
  | 'pricingCurrency'
  | 'rate'
  | 'ratePair'
  | 'occurredAt'
  | 'settledAt'
  | 'type'
  | 'status'
  | 'batchId'
  | 'count'
  | 'remark';

/** The alias table of docs/wire/statements §16, with names as {@link columnKey} writes them. */
const roles: Readonly<Record<ColumnRole, string>> = {
  ownId: 'partner_transaction_id merchanttransid transactionrequestid',
  providerId: 'transaction_id acquirementid transactionid',
  originalOwnId: 'original_partner_transaction_id originaltransactionrequestid',
  originalProviderId: 'originalacquirementid originaltransactionid',
  gross: 'transaction_amount amount gross_amount orderamount transactionamountvalue',
  grossCny: 'rmb_amount rmb_gross_amount',
  fee: 'charge_amount fee commission feeamountvalue',
  net: 'settlement settlementamount settlementamountvalue',
  netCny: 'rmb_settlement',
  distributed: 'distribute_amount',
  distributedCny: 'distribute_rmb_amount',
  converted: 'convertedtransactionamountvalue',
  pricing: 'trans_amount',
  currency: 'currency ordercurrency transactioncurrency',
  netCurrency: 'settlementcurrency',
  feeCurrency: 'feecurrency',
  convertedCurrency: 'convertedcurrency',
  pricingCurrency: 'trans_currency',
  rate: 'rate quoteprice',
  ratePair: 'quotecurrencypair',
  occurredAt: 'payment_time paymenttime time transactioncompletiontime',
  settledAt: 'settlement_time settle_date settlementtime settlementinitiateddate',
  type: 'type transaction_type transtype transactiontype summarytype',
  status: 'status transstatus',
  batchId: 'settle_batch_no referenceid settlementbatchid',
  count: 'count',
  remark: 'remark remarks',
};

const roleOf: ReadonlyMap<string, ColumnRole> = new Map(
  Object.entries(roles).flatMap(([role, names]) =>
    names.split(' ').map((name) => [name, role as ColumnRole] as const),
  ),
);

/** The role of a column by its key, if it has one. */
export function columnRole(key: string): ColumnRole | undefined {
  return roleOf.get(key);
}

/** How column names are compared: without blanks and case, as pages and files differ in both. */
export function columnKey(printed: string): string {
  return printed.replace(/[\s\u00a0\ufeff]/g, '').toLowerCase();
}

// Printed names of docs/wire/statements §9.4 whose currency column does not follow from the name.
const oddFeeCurrencies: Readonly<Record<string, string>> = {
  acquirermarkupamountvalue: 'acquirermarkupcurrency',
  disputehandlingfee: 'disputehandlingfeecurrency',
  disputereversefee: 'disputereversefeecurrency',
  withholdingtaxamountvalue: 'withholdingtaxfeecurrency',
  fxfeeamountvalue: 'fxfeeamountcurrency',
};

const knownFees: ReadonlySet<string> = new Set(
  (
    'paymentMethod interchange scheme processing tax refund financing rdr anticipation riskDecisionService ' +
    'riskManagement cdrn iof rtauService ntService revenueBoosterService'
  )
    .toLowerCase()
    .split(' ')
    .map((name) => `${name}feeamountvalue`)
    .concat(Object.keys(oddFeeCurrencies)),
);

/** An itemised fee column: its amounts, and the key of its currency column. */
export interface FeeColumn {
  readonly currencyKey: string;
  /** `false` where no page documents this fee: it is counted all the same. */
  readonly isKnown: boolean;
}

/**
 * Tells whether a column holds an itemised fee. An unknown name with `Fee` or `Tax` before `AmountValue` counts as one,
 * because the list grows. docs/wire/statements §9.4.
 */
export function feeColumn(key: string): FeeColumn | undefined {
  const isKnown = knownFees.has(key);
  if (!isKnown && !/^\w+(?:fee|tax)(?:amountvalue)?$/.test(key)) return undefined;
  const odd = Object.hasOwn(oddFeeCurrencies, key) ? oddFeeCurrencies[key] : undefined;
  return { currencyKey: odd ?? key.replace(/(?:amountvalue)?$/, '').concat('currency'), isKnown };
}
