/** One step of the schema. A step that was released is never changed; a later one corrects it. */
export interface Migration {
  /** The first is 1; no number is left out. */
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

const payments: Migration = {
  version: 1,
  name: 'payments',
  statements: [
    `create table alipay_intl.payments (
      scope text collate "C" not null,
      attempt_id text collate "C" not null,
      rail text collate "C" not null,
      fingerprint text not null,
      order_key text collate "C",
      version integer not null check (version >= 0),
      state text collate "C" not null check (state in ('open', 'paid', 'declined', 'reversed', 'manual')),
      needs_person boolean not null,
      due_at bigint,
      token bigint not null check (token > 0),
      lease_worker text collate "C",
      lease_session text collate "C" not null,
      lease_until bigint,
      primary key (scope, attempt_id)
    )`,
    `comment on table alipay_intl.payments is 'One row for each payment attempt. Times are milliseconds since 1970.'`,
    `comment on column alipay_intl.payments.scope is 'The merchant. Ids of two merchants never meet.'`,
    `comment on column alipay_intl.payments.order_key is 'Null where the order may have another attempt.'`,
    `comment on column alipay_intl.payments.version is 'Number of its events.'`,
    `comment on column alipay_intl.payments.due_at is 'When somebody must go on with it. Null: nothing is left to do.'`,
    `comment on column alipay_intl.payments.token is 'Rises with every taking; an older holder can write no more.'`,
    `comment on column alipay_intl.payments.lease_until is 'Null: nobody drives it.'`,
    `create unique index payments_order on alipay_intl.payments (scope, order_key) where order_key is not null`,
    `create index payments_due on alipay_intl.payments (scope, rail, coalesce(lease_until, due_at))
      where coalesce(lease_until, due_at) is not null`,
    `create index payments_worker on alipay_intl.payments (scope, rail, lease_worker, lease_session)
      where lease_until is not null and lease_worker is not null`,
    `create index payments_state on alipay_intl.payments (scope, state, attempt_id)`,
    `create index payments_needs_person on alipay_intl.payments (scope, attempt_id) where needs_person`,
    // json and not jsonb: it gives back the very text that was written.
    `create table alipay_intl.payment_events (
      scope text collate "C" not null,
      attempt_id text collate "C" not null,
      seq integer not null check (seq > 0),
      event json not null,
      primary key (scope, attempt_id, seq),
      foreign key (scope, attempt_id) references alipay_intl.payments (scope, attempt_id)
    )`,
    `comment on table alipay_intl.payment_events is 'The journal of each payment. Rows are only ever added.'`,
  ],
};

/** The schema of this version of the library, oldest step first. */
export const migrations: readonly Migration[] = [payments];
