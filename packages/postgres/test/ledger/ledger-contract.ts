import type { Clock } from '@alipay-intl/core/time';
import type { JournalSummary, PaymentEvent } from '@alipay-intl/payments/checkout';
import { defaultPolicies } from '@alipay-intl/payments/checkout';
import {
  createPostgresJournal,
  ledgerFromJournal,
  ledgerFromQuery,
  type SqlValue,
  type Store,
} from '@alipay-intl/postgres';
import type { LedgerRecord, LedgerSource, LedgerWindow } from '@alipay-intl/reconciliation/match';
import { describe, expect, test } from 'vitest';

const dayMs = 86_400_000;
/** 2026-11-20 in UTC+8. */
const day: LedgerWindow = { fromMs: Date.UTC(2026, 10, 19, 16), toMs: Date.UTC(2026, 10, 20, 16) };
const nextDay: LedgerWindow = { fromMs: day.toMs, toMs: day.toMs + dayMs };
const clock: Clock = { now: () => nextDay.toMs };

type Records = Extract<LedgerSource, { kind: 'records' }>;

async function recordsOf({ read }: Records, window: LedgerWindow): Promise<readonly LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  for await (const record of read(window)) records.push(record);
  return records.toSorted((left, right) => left.ownId.localeCompare(right.ownId));
}

let scopes = 0;

function newScope(): string {
  scopes += 1;
  return `books-${process.pid}-${scopes}`;
}

const amount = { currency: 'USD', value: '1999' };
const at = (hours: number): number => day.fromMs + hours * 3_600_000;

function intent(attemptId: string, atMs: number): PaymentEvent {
  const policy = defaultPolicies.barcode;
  return {
    type: 'intent',
    atMs,
    format: 1,
    attemptId,
    rail: 'barcode',
    orderId: `order of ${attemptId}`,
    amount,
    policy,
  };
}

function paid(atMs: number, providerId = 'P-1'): PaymentEvent {
  return { type: 'answered', atMs, action: 'pay', number: 1, answer: { kind: 'paid', providerId, amount } };
}

interface Written {
  readonly state: JournalSummary['state'];
  readonly needsPerson?: boolean;
}

async function write(
  store: Store,
  scope: string,
  attemptId: string,
  events: readonly PaymentEvent[],
  { state, needsPerson = false }: Written,
): Promise<void> {
  const journal = createPostgresJournal(store, { scope, clock });
  const [first, ...others] = events;
  if (first === undefined) throw new Error('a payment begins with an intent');
  const lease = { session: 'session', leaseMs: 1_000 };
  const opening = {
    attemptId,
    rail: 'barcode',
    fingerprint: 'f',
    orderKey: undefined,
    events: [first],
    lease,
  };
  expect((await journal.open(opening)).kind).toBe('opened');
  const summary = { state, needsPerson, wakeAtMs: undefined, freesOrder: false };
  const appended = await journal.append({ attemptId, afterVersion: 1, events: others, summary });
  expect(appended.kind).toBe('appended');
}

/** Own books out of a store, the same on each. */
export function describeLedgers(name: string, storeOf: () => Store): void {
  describe(`own books from the journal of ${name}`, () => describeJournalLedger(storeOf));
  describe(`own books from a query on ${name}`, () => describeQueryLedger(storeOf));
}

function describeJournalLedger(storeOf: () => Store): void {
  const ended = (atMs: number, end: 'paid' | 'reversed' | 'declined'): PaymentEvent => ({
    type: 'ended',
    atMs,
    end,
  });
  const abandoned = (atMs: number): PaymentEvent => ({ type: 'abandoned', atMs, reason: 'time-limit' });
  const record = (ownId: string, changes: Partial<LedgerRecord> = {}): LedgerRecord => ({
    ...{ kind: 'payment', ownId, providerId: 'P-1', status: 'succeeded', amount, occurredAtMs: at(2) },
    ...changes,
  });

  test('a payment is of the day of its proof, whatever becomes of it', async () => {
    const [store, scope] = [storeOf(), newScope()];
    const begin = [intent('one', at(1)), paid(at(2))];
    await write(store, scope, 'one', [...begin, ended(at(2), 'paid')], { state: 'paid' });
    await write(store, scope, 'two', [...begin, ended(at(30), 'reversed')], { state: 'reversed' });
    const books = ledgerFromJournal(store, { scope });
    expect(await recordsOf(books, day)).toEqual([record('one'), record('two', { status: 'reversed' })]);
    expect(await recordsOf(books, nextDay)).toEqual([]);
  });

  test('one that was begun before midnight and paid behind it is of the later day, once', async () => {
    const [store, scope] = [storeOf(), newScope()];
    await write(store, scope, 'late', [intent('late', at(23.9)), paid(at(24)), ended(at(24), 'paid')], {
      state: 'paid',
    });
    const books = ledgerFromJournal(store, { scope });
    expect(await recordsOf(books, day)).toEqual([]);
    expect(await recordsOf(books, nextDay)).toEqual([record('late', { occurredAtMs: at(24) })]);
  });

  test.each([
    ['open', false, 'open'],
    ['manual', true, 'open'],
    ['declined', false, 'failed'],
    ['reversed', false, 'reversed'],
    ['declined', true, 'open'],
    ['reversed', true, 'open'],
  ] as const)(
    'without a proof, %s (a person must look: %s) is %s, when it was begun',
    async (state, needsPerson, status) => {
      const [store, scope] = [storeOf(), newScope()];
      await write(store, scope, 'p', [intent('p', at(3)), abandoned(at(4))], { state, needsPerson });
      const expected = record('p', { providerId: undefined, status, occurredAtMs: at(3) });
      expect(await recordsOf(ledgerFromJournal(store, { scope }), day)).toEqual([expected]);
    },
  );

  test('a notification proves a payment only with its amount', async () => {
    const [store, scope] = [storeOf(), newScope()];
    const told = (atMs: number, fact: object): PaymentEvent =>
      ({ type: 'notified', atMs, fact: { kind: 'paid', providerId: 'P-1', ...fact } }) as PaymentEvent;
    await write(store, scope, 'n', [intent('n', at(1)), told(at(1.5), {}), told(at(2), { amount })], {
      state: 'paid',
    });
    expect(await recordsOf(ledgerFromJournal(store, { scope }), day)).toEqual([record('n')]);
  });

  const refund = { refundAttemptId: 'r', number: 1 } as const;
  const refundIntent = (atMs: number, refundAttemptId = 'r'): PaymentEvent => ({
    ...{ type: 'refund-intent', atMs, refundAttemptId, amount: { currency: 'USD', value: '999' } },
  });
  const refunded = (atMs: number): PaymentEvent => ({
    ...{ type: 'refund-answered', atMs, ...refund, answer: { kind: 'refunded', providerRefundId: 'R-1' } },
  });
  const refundEnded = (atMs: number, end: 'refunded' | 'declined' | 'manual'): PaymentEvent => ({
    ...{ type: 'refund-ended', atMs, refundAttemptId: 'r', end },
  });
  const refundRecord = (changes: Partial<LedgerRecord>): LedgerRecord => ({
    ...{ kind: 'refund', ownId: 'r', providerId: 'R-1', originalOwnId: 'p', originalProviderId: 'P-1' },
    ...{ status: 'succeeded', amount: { currency: 'USD', value: '999' }, occurredAtMs: at(30), ...changes },
  });

  test('a refund is a record of its own day', async () => {
    const [store, scope] = [storeOf(), newScope()];
    const events = [
      intent('p', at(1)),
      paid(at(2)),
      ended(at(2), 'paid'),
      refundIntent(at(23)),
      refunded(at(30)),
    ];
    await write(store, scope, 'p', [...events, refundEnded(at(30), 'refunded')], { state: 'paid' });
    const books = ledgerFromJournal(store, { scope });
    expect(await recordsOf(books, day)).toEqual([record('p')]);
    expect(await recordsOf(books, nextDay)).toEqual([refundRecord({})]);
  });

  test.each([
    [[], 'open'],
    [[refundEnded(at(4), 'manual')], 'open'],
    [[refundEnded(at(4), 'declined')], 'failed'],
    [
      [refundEnded(at(4), 'manual'), { type: 'refund-reopened', atMs: at(5), refundAttemptId: 'r' } as const],
      'open',
    ],
    [[refundEnded(at(4), 'manual'), refundEnded(at(50), 'refunded')], 'succeeded'],
  ] as const)('a refund without an answer, case %#, is %s when it was begun', async (events, status) => {
    const [store, scope] = [storeOf(), newScope()];
    await write(store, scope, 'p', [intent('p', at(1)), paid(at(2)), refundIntent(at(3)), ...events], {
      state: 'paid',
    });
    const [, second] = await recordsOf(ledgerFromJournal(store, { scope }), day);
    expect(second).toEqual(refundRecord({ status, providerId: undefined, occurredAtMs: at(3) }));
  });

  test('what was paid behind its end and refunded did move', async () => {
    const [store, scope] = [storeOf(), newScope()];
    const events = [
      intent('p', at(1)),
      ended(at(1), 'reversed'),
      paid(at(2)),
      refundIntent(at(3)),
      refunded(at(3)),
    ];
    await write(store, scope, 'p', [...events, refundEnded(at(3), 'refunded')], {
      state: 'reversed',
      needsPerson: false,
    });
    const statuses = (await recordsOf(ledgerFromJournal(store, { scope }), day)).map(({ status }) => status);
    expect(statuses).toEqual(['succeeded', 'succeeded']);
  });

  test('more payments than a page, some of one moment, each once; other scopes and texts that databases fear', async () => {
    const [store, scope] = [storeOf(), newScope()];
    await store.query(manyPayments, [scope, at(0)]);
    await store.query(manyIntents, [scope, at(0)]);
    const odd = 'o"atMs":5 {"type":"intent"} \u{1F600}';
    const { policy, ...rest } = { ...intent('odd', at(20)), orderId: `\0 ${odd}` } as Extract<
      PaymentEvent,
      { type: 'intent' }
    >;
    await write(store, scope, 'odd', [{ ...rest, policy }, paid(at(21), '\0')], { state: 'open' });
    await write(store, newScope(), 'foreign', [intent('foreign', at(1))], { state: 'open' });
    const records = await recordsOf(ledgerFromJournal(store, { scope }), day);
    expect(records).toHaveLength(2_501);
    expect(new Set(records.map(({ ownId }) => ownId)).size).toBe(2_501);
    expect(records.at(-1)).toMatchObject({ ownId: 'odd', providerId: '\0', occurredAtMs: at(21) });
  });

  test('a payment that cannot be read fails the reading', async () => {
    const [store, scope] = [storeOf(), newScope()];
    await write(store, scope, 'p', [intent('p', at(1)), paid(at(2))], { state: 'paid' });
    await store.query(`delete from alipay_intl.payment_events where scope = $1 and seq = 2`, [scope]);
    await expect(recordsOf(ledgerFromJournal(store, { scope }), day)).rejects.toMatchObject({
      code: 'ERR_STORE_DAMAGED',
    });
  });

  test('one of a newer format fails the reading', async () => {
    const [store, scope] = [storeOf(), newScope()];
    await write(store, scope, 'p', [{ ...intent('p', at(1)), format: 2 } as PaymentEvent, paid(at(2))], {
      state: 'paid',
    });
    await expect(recordsOf(ledgerFromJournal(store, { scope }), day)).rejects.toMatchObject({
      code: 'ERR_STORE_NEWER',
    });
  });

  test.each(['', 'x'.repeat(201), '\ud800', 7 as never])('the scope %j is refused', (scope) => {
    const refusal = expect.objectContaining({ code: 'ERR_OPTION_INVALID' });
    expect(() => ledgerFromJournal(storeOf(), { scope })).toThrow(refusal);
  });
}

const manyPayments = `
insert into alipay_intl.payments (scope, attempt_id, rail, fingerprint, version, state, needs_person, token, lease_session)
select $1, 'a' || n, 'barcode', 'f', 1, 'open', $2::float8 is null, 1, 's' from generate_series(1, 2500) n`;

/** Ten of each moment. */
const manyIntents = `
insert into alipay_intl.payment_events (scope, attempt_id, seq, event)
select $1, 'a' || n, 1, ('{"type":"intent","atMs":' || ($2::float8::bigint + n / 10)
  || ',"format":1,"amount":{"currency":"USD","value":"1"}}')::json
from generate_series(1, 2500) n`;

function describeQueryLedger(storeOf: () => Store): void {
  const books = (text: string, values: readonly SqlValue[] = []): Records =>
    ledgerFromQuery(storeOf(), { text, values });
  const one = (changes: Readonly<Record<string, string>> = {}): string => {
    const columns = {
      ...{ kind: "'payment'", own_id: "'o-1'", provider_id: 'null', original_own_id: 'null' },
      ...{ original_provider_id: 'null', status: "'succeeded'", currency: "'USD'", amount: '1999' },
      ...{ occurred_at: '$1::float8::bigint', ...changes },
    };
    const list = Object.entries(columns).map(([column, value]) => `${value} as ${column}`);
    return `select ${list.join(', ')} where $2::float8 > $1::float8`;
  };
  const record = { kind: 'payment', ownId: 'o-1', status: 'succeeded', amount, occurredAtMs: day.fromMs };

  test.each([
    ['integer', '1999'],
    ['bigint', '1999::bigint'],
    ['numeric without decimals', '1999::numeric'],
    ['text', "'1999'"],
  ])('an amount of type %s is read exactly', async (_type, value) => {
    expect(await recordsOf(books(one({ amount: value })), day)).toEqual([record]);
  });

  test.each([
    ['1999::float8', 1999],
    ['19.99::real', 19.99],
    ['1999.00', '1999.00'],
    ['null::bigint', null],
  ])('the amount %s comes as what a check refuses', async (value, expected) => {
    const [read] = await recordsOf(books(one({ amount: value })), day);
    expect(read?.amount.value).toBe(expected);
  });

  test.each([
    ['bigint', '1795168800123::bigint', 1_795_168_800_123],
    ['timestamptz', "'2026-11-20 18:00:00.123456+08'::timestamptz", 1_795_168_800_123],
    ['text with an offset', "'2026-11-20T18:00:00.123+08:00'", 1_795_168_800_123],
    ['timestamp', "'2026-11-20 18:00:00'::timestamp", '2026-11-20T18:00:00'],
    ['date', "'2026-11-20'::date", '2026-11-20'],
  ])('a moment of type %s', async (_type, value, expected) => {
    const [read] = await recordsOf(books(one({ occurred_at: value })), day);
    expect(read?.occurredAtMs).toBe(expected);
  });

  test('an id of 64 bits is not rounded, and the own values follow those of the window', async () => {
    const [read] = await recordsOf(
      books(one({ own_id: '9007199254740993', provider_id: '$3::text' }), ['p-1']),
      day,
    );
    expect(read).toMatchObject({ ownId: '9007199254740993', providerId: 'p-1' });
  });

  const many = `
    select 'payment' as kind, 'o-' || n as own_id, null as provider_id, null as original_own_id,
      null as original_provider_id, 'succeeded' as status, 'USD' as currency, n as amount,
      to_timestamp($1::float8 / 1000 + n) as occurred_at
    from generate_series(1, 5000) n where $2::float8 > 0 -- a comment at the end`;

  test('more rows than a page come one page after the other', async () => {
    const records = await recordsOf(books(many), day);
    expect(new Set(records.map(({ ownId }) => ownId)).size).toBe(5_000);
    expect(records.every(({ amount: { value }, ownId }) => ownId === `o-${value}`)).toBe(true);
  });

  test('who stops early leaves a store that goes on', async () => {
    for await (const { ownId } of books(many).read(day)) {
      expect(ownId).toBe('o-1');
      break;
    }
    expect(await storeOf().query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  test('a query that writes fails, and nothing is written', async () => {
    const store = storeOf();
    await store.query('create table if not exists public.notes (id integer)', []);
    await store.query(
      `create or replace function public.note() returns text language sql as $$
        insert into public.notes values (1) returning 'o-1' $$`,
      [],
    );
    const reading = recordsOf(books(one({ own_id: 'public.note()' })), day);
    await expect(reading).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    expect(await store.query('select * from public.notes', [])).toEqual([]);
  });

  test('a column that is missing is named', async () => {
    const text = one().replace('null as provider_id, ', '');
    await expect(recordsOf(books(text), day)).rejects.toThrow('own.provider_id');
  });

  test.each(['', ' ', 'select 1;', 'select 1; \n', 7 as never])('the text %j is refused', (text) => {
    expect(() => books(text)).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }));
  });
}
