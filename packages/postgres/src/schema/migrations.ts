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

const notifications: Migration = {
  version: 2,
  name: 'notifications',
  statements: [
    `create table alipay_intl.notifications (
      scope text collate "C" not null,
      key text collate "C" not null,
      family text collate "C" not null check (family in ('v1', 'acquiring')),
      type text collate "C" not null,
      reference text collate "C",
      received_at bigint not null,
      standing text collate "C" not null check (standing in ('waiting', 'claimed', 'done', 'dead')),
      token bigint not null check (token >= 0),
      due_at bigint,
      failures integer not null default 0 check (failures >= 0),
      reason text,
      message text check (message is null or standing <> 'done'),
      primary key (scope, key)
    )`,
    `comment on table alipay_intl.notifications is
      'One row for each notified event, however often it is delivered. Times are milliseconds since 1970.'`,
    `comment on column alipay_intl.notifications.scope is 'The merchant. Keys of two merchants never meet.'`,
    `comment on column alipay_intl.notifications.key is 'A digest of what the event is.'`,
    `comment on column alipay_intl.notifications.reference is 'The merchant''s id that it is about.'`,
    `comment on column alipay_intl.notifications.token is 'Rises with every claim; an older one completes nothing.'`,
    `comment on column alipay_intl.notifications.due_at is 'When a claim ends, or when it may be handled again.'`,
    `comment on column alipay_intl.notifications.message is
      'Buyer data. Null where it is done, or handled before it is acknowledged.'`,
    // What is done is in neither index.
    `create index notifications_due on alipay_intl.notifications (scope, due_at)
      where message is not null and standing in ('waiting', 'claimed')`,
    `create index notifications_open on alipay_intl.notifications (scope, standing, key) where standing <> 'done'`,
  ],
};

const fetchedFiles: Migration = {
  version: 3,
  name: 'fetched-files',
  statements: [
    `create table alipay_intl.fetched_files (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      name text collate "C" not null,
      revision integer not null check (revision > 0),
      day text collate "C" not null,
      remote_path text not null,
      bytes bigint not null check (bytes >= 0),
      modified_at bigint not null,
      sha256 text collate "C" not null,
      path text not null,
      fetched_at bigint not null,
      primary key (scope, merchant, name, revision),
      unique (scope, merchant, name, sha256)
    )`,
    `comment on table alipay_intl.fetched_files is
      'One row for each content that came under a name. Rows are only ever added. Times are milliseconds since 1970.'`,
    `comment on column alipay_intl.fetched_files.merchant is 'The PID or MID that was fetched for.'`,
    `comment on column alipay_intl.fetched_files.revision is '1 for the first content of a name.'`,
    `comment on column alipay_intl.fetched_files.modified_at is 'Time of the file on the server.'`,
    `comment on column alipay_intl.fetched_files.path is 'Below the folder of the fetch.'`,
    `create index fetched_files_day on alipay_intl.fetched_files (scope, merchant, day, name, revision)`,
  ],
};

const fileArrivals: Migration = {
  version: 4,
  name: 'file-arrivals',
  statements: [
    `create table alipay_intl.file_arrivals (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      name text collate "C" not null,
      arrival integer not null check (arrival > 0),
      revision integer not null,
      day text collate "C" not null,
      remote_path text not null,
      modified_at bigint not null,
      path text not null,
      fetched_at bigint not null,
      primary key (scope, merchant, name, arrival),
      foreign key (scope, merchant, name, revision)
        references alipay_intl.fetched_files (scope, merchant, name, revision)
    )`,
    `comment on table alipay_intl.file_arrivals is
      'One row for each time that a place had another content, time or local path. Rows are only ever added.'`,
    `comment on column alipay_intl.file_arrivals.arrival is '1 for the first arrival of a name.'`,
    `comment on column alipay_intl.file_arrivals.revision is 'The content, which may be an earlier one.'`,
    `create index file_arrivals_day on alipay_intl.file_arrivals (scope, merchant, day, name, revision, arrival)`,
    `insert into alipay_intl.file_arrivals
      (scope, merchant, name, arrival, revision, day, remote_path, modified_at, path, fetched_at)
      select scope, merchant, name, revision, revision, day, remote_path, modified_at, path, fetched_at
      from alipay_intl.fetched_files`,
    // The files of a day are now read from the arrivals.
    'drop index alipay_intl.fetched_files_day',
  ],
};

const dayBook: Migration = {
  version: 5,
  name: 'day-book',
  statements: [
    `create table alipay_intl.day_runs (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      day text collate "C" not null,
      run integer not null check (run > 0),
      state text collate "C" not null check (state in ('closed', 'waiting', 'open')),
      inputs_sha256 text not null,
      carried_in_sha256 text,
      carried_path text not null,
      carried_sha256 text not null,
      rows_path text not null,
      rows_sha256 text not null,
      made_by text not null,
      made_at bigint not null,
      result json not null,
      primary key (scope, merchant, day, run)
    )`,
    `comment on table alipay_intl.day_runs is
      'One row for each run of a day. Rows are only ever added. Times are milliseconds since 1970.'`,
    `comment on column alipay_intl.day_runs.run is '1 for the first run of a day.'`,
    `comment on column alipay_intl.day_runs.carried_in_sha256 is 'What the day before had left. Null for the first day.'`,
    `comment on column alipay_intl.day_runs.carried_path is 'Below the folder of the rows.'`,
    `comment on column alipay_intl.day_runs.result is 'Without its breaks, which are in break_mentions.'`,
    `create table alipay_intl.reconciled_days (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      day text collate "C" not null,
      run integer not null,
      primary key (scope, merchant, day),
      foreign key (scope, merchant, day, run) references alipay_intl.day_runs (scope, merchant, day, run)
    )`,
    `comment on table alipay_intl.reconciled_days is 'The run of each day that counts: the newest.'`,
    // Of the tables of breaks, indexes that are not for one break do not begin with the scope: without statistics, which there are none of
    // in a table that is just being filled, a planner would take them for looking one up.
    // json and not jsonb: it gives back the very text that was written.
    `create table alipay_intl.break_contents (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      break_id text collate "C" not null,
      sha256 text collate "C" not null,
      content json not null,
      primary key (scope, merchant, break_id, sha256)
    )`,
    `comment on table alipay_intl.break_contents is
      'Everything that runs have said of a break, each wording once. Rows are only ever added.'`,
    `create table alipay_intl.break_mentions (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      day text collate "C" not null,
      run integer not null,
      place integer not null,
      break_id text collate "C" not null,
      content_sha256 text collate "C",
      reason text,
      primary key (day, run, scope, merchant, place),
      check ((content_sha256 is null) <> (reason is null))
    )`,
    `comment on table alipay_intl.break_mentions is
      'What each run said of each break: that it is there, or why it is none any more. Rows are only ever added.'`,
    `comment on column alipay_intl.break_mentions.reason is 'Of a break that the run has closed.'`,
    `create index break_mentions_break on alipay_intl.break_mentions (scope, merchant, break_id, day, run)`,
    `create table alipay_intl.breaks (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      break_id text collate "C" not null,
      row_day text collate "C" not null,
      standing text collate "C" not null
        check (standing in ('open', 'waiting', 'closed-by-run', 'closed-by-person')),
      first_day text collate "C" not null,
      last_day text collate "C" not null,
      content_sha256 text collate "C" not null,
      closed_because text,
      closing_gist text collate "C",
      closing_by text,
      closing_reason text,
      primary key (scope, merchant, break_id)
    )`,
    `comment on table alipay_intl.breaks is
      'What each break is now: from the runs that count, and from what people said. It can be made anew from the other tables.'`,
    `comment on column alipay_intl.breaks.row_day is 'The day of the row or file that it is about.'`,
    `comment on column alipay_intl.breaks.last_day is 'The newest day whose run says something about it.'`,
    `comment on column alipay_intl.breaks.closed_because is 'What the run said that closed it.'`,
    `comment on column alipay_intl.breaks.closing_gist is
      'A digest of what a person has closed; null where nobody has, or it is another now.'`,
    `create index breaks_standing on alipay_intl.breaks (standing, scope, merchant, break_id)`,
    `create index breaks_day on alipay_intl.breaks (row_day, scope, merchant, break_id)`,
    `create table alipay_intl.break_events (
      scope text collate "C" not null,
      merchant text collate "C" not null,
      break_id text collate "C" not null,
      id bigint generated always as identity,
      kind text collate "C" not null
        check (kind in ('opened', 'changed', 'became-open', 'closed', 'reopened', 'noted')),
      made_by text not null,
      made_at bigint not null,
      day text collate "C",
      run integer,
      reason text not null,
      primary key (scope, merchant, break_id, id)
    )`,
    `comment on table alipay_intl.break_events is 'The trail of each break. Rows are only ever added.'`,
    `comment on column alipay_intl.break_events.day is 'The day and the run that did it; null for a person.'`,
  ],
};

const paymentMoments: Migration = {
  version: 6,
  name: 'payment-moments',
  statements: [
    // By texts: the operators of json refuse an event that holds a NUL character anywhere. Quotes within a value are escaped.
    `create index payment_events_moment on alipay_intl.payment_events
      (scope, (substring(event::text from '"atMs":([0-9]{1,18})')::bigint), attempt_id, seq)
      where event::text ~ '"type":"(intent|refund-intent)"|"kind":"(paid|refunded)"'`,
  ],
};

/** The schema of this version of the library, oldest step first. */
export const migrations: readonly Migration[] = [
  payments,
  notifications,
  fetchedFiles,
  fileArrivals,
  dayBook,
  paymentMoments,
];
