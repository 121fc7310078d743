import { type Clock, systemClock } from '@alipay-intl/core/time';
import type {
  AppendResult,
  Journal,
  JournalAppend,
  JournaledPayment,
  JournalListing,
  JournalOpening,
  JournalSummary,
  LeasedPayment,
  LeaseRequest,
  OpenResult,
} from './journal.ts';
import type { PaymentEvent } from './payment-event.ts';

interface Row {
  readonly attemptId: string;
  readonly rail: string;
  readonly fingerprint: string;
  readonly orderKey: string | undefined;
  readonly events: PaymentEvent[];
  summary: JournalSummary;
  token: number;
  holder: { readonly worker: string | undefined; readonly session: string; untilMs: number } | undefined;
}

interface Books {
  readonly rows: Map<string, Row>;
  readonly ordersTaken: Map<string, Row>;
  /** What is leased or due some day, so that finished payments cost nothing. */
  readonly unfinished: Set<Row>;
}

/**
 * A journal in the memory of this process: for tests, simulations and a first try. It is gone at a restart, so what it
 * holds is not safe; take one of `@alipay-intl/postgres` where money is real.
 */
export function createMemoryJournal(clock: Clock = systemClock): Journal {
  const books: Books = { rows: new Map(), ordersTaken: new Map(), unfinished: new Set() };
  const { rows, unfinished } = books;

  return {
    open: async (opening) => openRow(books, opening, clock.now()),
    load: async (attemptId) => copyOf(rows.get(attemptId)),
    take: async (attemptId, request) => {
      const row = rows.get(attemptId);
      if (row === undefined) return { kind: 'missing' };
      if (isHeld(row, request, clock.now())) return { kind: 'held', payment: readRow(row) };
      unfinished.add(row);
      return { kind: 'taken', payment: takeRow(row, request, clock.now()) };
    },
    takeDue: async (request) => {
      const now = clock.now();
      const due = [...unfinished].filter((row) => row.rail === request.rail && isDue(row, request, now));
      due.sort((left, right) => wakeAt(left) - wakeAt(right));
      return due.slice(0, request.limit).map((row) => takeRow(row, request, now));
    },
    extend: async ({ attemptId, token }, { leaseMs, afterVersion }) => {
      const row = rows.get(attemptId);
      if (row?.holder === undefined || row.token !== token) return { kind: 'lease-lost' };
      row.holder.untilMs = clock.now() + leaseMs;
      return { kind: 'extended', newer: row.events.slice(afterVersion) };
    },
    append: async (append) => appendTo(books, append, clock.now()),
    list: async ({ only, limit, afterAttemptId = '' }) =>
      [...rows.values()]
        .filter(({ summary }) => (only === 'needs-person' ? summary.needsPerson : summary.state === only))
        .filter(({ attemptId }) => attemptId > afterAttemptId)
        .toSorted((left, right) => (left.attemptId < right.attemptId ? -1 : 1))
        .slice(0, limit)
        .map(listingOf),
  };
}

function openRow(
  { rows, ordersTaken, unfinished }: Books,
  opening: JournalOpening,
  nowMs: number,
): OpenResult {
  const { attemptId, rail, fingerprint, orderKey, events, lease } = opening;
  const known = rows.get(attemptId);
  if (known !== undefined) return { kind: 'exists', fingerprint: known.fingerprint };
  const other = orderKey === undefined ? undefined : ordersTaken.get(orderKey);
  if (other !== undefined) {
    return { kind: 'order-taken', attemptId: other.attemptId, state: other.summary.state };
  }
  const row: Row = {
    attemptId,
    rail,
    fingerprint,
    orderKey,
    events: [...events],
    summary: { state: 'open', needsPerson: false, wakeAtMs: nowMs, freesOrder: false },
    token: 0,
    holder: undefined,
  };
  rows.set(attemptId, row);
  unfinished.add(row);
  if (orderKey !== undefined) ordersTaken.set(orderKey, row);
  return { kind: 'opened', lease: takeRow(row, lease, nowMs).lease };
}

function appendTo(
  { rows, ordersTaken, unfinished }: Books,
  { attemptId, afterVersion, events, summary, lease }: JournalAppend,
  nowMs: number,
): AppendResult {
  const row = rows.get(attemptId);
  if (row === undefined) return { kind: 'missing' };
  // First, so that a writer whose answer was lost meets its own events.
  if (row.events.length !== afterVersion) return { kind: 'behind', newer: row.events.slice(afterVersion) };
  if (lease !== undefined && (row.holder === undefined || row.token !== lease.token)) {
    return { kind: 'lease-lost' };
  }
  row.events.push(...events);
  row.summary = summary;
  if (row.orderKey !== undefined && summary.freesOrder && ordersTaken.get(row.orderKey) === row) {
    ordersTaken.delete(row.orderKey);
  }
  if (lease?.afterwards.kind === 'release') row.holder = undefined;
  if (lease?.afterwards.kind === 'keep' && row.holder !== undefined) {
    row.holder.untilMs = nowMs + lease.afterwards.leaseMs;
  }
  if (row.holder === undefined && summary.wakeAtMs === undefined) unfinished.delete(row);
  else unfinished.add(row);
  return { kind: 'appended' };
}

function takeRow(row: Row, { worker, session, leaseMs }: LeaseRequest, nowMs: number): LeasedPayment {
  row.token += 1;
  row.holder = { worker, session, untilMs: nowMs + leaseMs };
  return { ...readRow(row), lease: { attemptId: row.attemptId, token: row.token } };
}

function isHeld({ holder }: Row, { worker, session }: LeaseRequest, nowMs: number): boolean {
  if (holder === undefined || holder.untilMs <= nowMs) return false;
  const isOfEarlierSession = worker !== undefined && holder.worker === worker && holder.session !== session;
  return !isOfEarlierSession;
}

function isDue(row: Row, request: LeaseRequest, nowMs: number): boolean {
  if (row.holder !== undefined) return !isHeld(row, request, nowMs);
  return row.summary.wakeAtMs !== undefined && row.summary.wakeAtMs <= nowMs;
}

function wakeAt({ holder, summary }: Row): number {
  return holder?.untilMs ?? summary.wakeAtMs ?? 0;
}

function readRow({ attemptId, fingerprint, events }: Row): JournaledPayment {
  return { attemptId, fingerprint, version: events.length, events: [...events] };
}

function copyOf(row: Row | undefined): JournaledPayment | undefined {
  return row === undefined ? undefined : readRow(row);
}

function listingOf({ attemptId, rail, summary }: Row): JournalListing {
  const { state, needsPerson, wakeAtMs } = summary;
  return { attemptId, rail, state, needsPerson, wakeAtMs };
}
