import { paymentIdOf } from './shared-ids.ts';

/*
 * What gives money of a payment back, or takes it back again. RDR and CDRN are not among them: whether a refund follows them is not
 * documented. docs/wire/statements §11.4
 */
const kinds = `('refund', 'refund-reversal', 'cancel', 'dispute', 'dispute-reversal')`;

/* A cancellation has the ids of its payment, or names it as its original; an own id is no proof against Alipay's. */
const named = (row: string): string => `
  case ${row}.kind when 'cancel' then coalesce(${row}.original_provider_id, ${row}.provider_id) else ${paymentIdOf(row)} end as file_payment_id,
  case when ${row}.kind <> 'cancel' then ${row}.original_own_id when ${row}.provider_id is null then ${row}.own_id end as file_payment_own_id`;

/** Which payment a row is about: as the file says, and where the file does not, as own books say of the same refund. */
const payment = (books: string): string => `
  coalesce(file_payment_id, case when file_payment_own_id is null then ${books}.original_provider_id end) as payment_id,
  coalesce(file_payment_own_id, ${books}.original_own_id) as payment_own_id`;

/**
 * Rows of the day that give back. A refund of an earlier day is among them where the file does not say of which payment it is, and own
 * books have said so only today.
 */
export const givenToday: string = `create table given_back as
select t.row_id, t.day, t.kind, t.currency, t.gross, t.occurred_ms, t.own_id, t.provider_id, p.ledger_row is not null as is_matched,
  ${payment('l')}
from (select t.*, ${named('t')} from transaction_rows t where kind in ${kinds}) t
  left join pairs p on p.transaction_row = t.row_id left join ledger_rows l on l.row_id = p.ledger_row
where t.row_id not in (select row_id from transaction_fates where disposition = 'duplicate')
  and (not t.carried or (file_payment_id is null and file_payment_own_id is null and not l.carried))`;

/** Rows of earlier days that give back what rows of today do. */
export const givenEarlier: string = `insert into given_back
with books as (
  select own_id, min(original_provider_id) as original_provider_id, min(original_own_id) as original_own_id from (
    select own_id, original_provider_id, original_own_id from ledger_rows where kind = 'refund'
    union all
    select own_id, original_provider_id, original_own_id from earlier_rows where side = 'ledger' and kind = 'refund'
  ) group by own_id
)
select null, e.day, e.kind, e.currency, e.gross, e.occurred_ms, e.own_id, e.provider_id, false, ${payment('b')}
from (
  select e.*, ${named('e')} from earlier_rows e where side = 'transactions' and kind in ${kinds} and disposition <> 'duplicate'
) e left join books b using (own_id)
where not exists (select 1 from given_back g where g.day = e.day and g.kind = e.kind
  and g.own_id is not distinct from e.own_id and g.provider_id is not distinct from e.provider_id)`;
