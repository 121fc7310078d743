/** Which rows a taker names: keys of both sides, null where a row does not have it. */
export interface TakebackKey {
  readonly taker: string;
  readonly taken: string;
}

/*
 * A cancellation repeats the ids of its payment (VOID names it as its original), a refund's reversal those of the refund, or those of
 * its payment with the same amount. docs/wire/statements §4.1, §9.3, §11.4
 */
export const byIds: readonly TakebackKey[] = [
  {
    taker: `case when provider_id is not null then [taken_kind, provider_id] end`,
    taken: `case when provider_id is not null then [kind, provider_id] end`,
  },
  {
    taker: `case when kind = 'cancel' and original_provider_id is not null then ['payment', original_provider_id] end`,
    taken: `case when provider_id is not null then [kind, provider_id] end`,
  },
  {
    taker: `case when own_id is not null and (provider_id is null or kind = 'refund-reversal') then [taken_kind, own_id] end`,
    taken: `case when own_id is not null then [kind, own_id] end`,
  },
  {
    taker: `case when own_id is not null then [taken_kind, own_id] end`,
    taken: `case when own_id is not null and provider_id is null then [kind, own_id] end`,
  },
];

/** Where the ids name none, any refund of the payment over the amount: first those that own books do not call succeeded. */
export const byPayment: TakebackKey = {
  taker: `case when kind = 'refund-reversal' and original_provider_id is not null then [taken_kind, original_provider_id] end`,
  taken: `case when kind = 'refund' and original_provider_id is not null then [kind, original_provider_id] end`,
};
