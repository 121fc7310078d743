interface Source {
  readonly rows: string;
  /** Whose word counts before whose: 1 for Alipay's transactions, 2 for its settlements, 3 for own books. */
  readonly standing: string;
  /** Ids of the payment in the row; what was captured has its authorization as original. */
  readonly providerIds: readonly string[];
  readonly ownIds: readonly string[];
}

const printed = {
  providerIds: ['provider_id', 'original_provider_id'],
  ownIds: ['own_id', 'original_own_id'],
} as const;

const sources: readonly Source[] = [
  { ...printed, rows: 'transaction_rows', standing: '1' },
  { ...printed, rows: 'awaiting_rows', standing: '1' },
  { providerIds: ['provider_id'], ownIds: ['own_id'], rows: 'ledger_rows', standing: '3' },
  {
    ...printed,
    rows: 'earlier_rows',
    standing: `case side when 'transactions' then 1 when 'settlements' then 2 else 3 end`,
  },
];

function paidIn({ rows, standing, providerIds, ownIds }: Source): readonly string[] {
  const by = (kind: string, column: string, named: string): string => `
select '${kind}' as key_kind, ${column} as key, coalesce(original_own_id, own_id) as own_id, coalesce(provider_id, own_id) as id, currency, gross,
  ${standing} as standing
from ${rows} where kind = 'payment' and ${column} in (select ${named} from given_back)`;
  return [
    ...providerIds.map((column) => by('provider', column, 'payment_id')),
    ...ownIds.map((column) => by('own', column, 'payment_own_id')),
  ];
}

/**
 * Payments under each id that something given back names. `payment` is the same for all ids of a payment: its own id, or else Alipay's.
 * Own books only say what was paid where Alipay has no row of the payment.
 */
export const payments: string = `create table payments as
with found as (
${sources.flatMap(paidIn).join('\nunion all')}
), surest as (select * from found qualify rank() over (partition by key_kind, key order by standing) = 1)
select *, coalesce(min(own_id) over (partition by key_kind, key), key) as payment from surest`;

/** The payment of each id: those that are named, and the others that its rows have. */
export const paymentKeys = `create table payment_keys as
select key_kind, key, min(payment) as payment from (
  select key_kind, key, payment from payments
  union all select 'provider', id, payment from payments
  union all select 'own', own_id, payment from payments where own_id is not null
) group by all`;

/** What was paid, by currency. A payment that was captured in parts is the sum of them; what several books have of it counts once. */
export const paidAmounts = `create table paid_amounts as
with surest as (select * from payments qualify rank() over (partition by payment order by standing) = 1), parts as (
  select payment, currency, max(gross) as gross from surest group by payment, currency, case when standing < 3 then id end
)
select payment, currency, sum(gross) as paid from parts group by payment, currency`;
