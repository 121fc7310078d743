import { type Clock, systemClock } from '@alipay-intl/core/time';
import type {
  Claim,
  ClaimedNotification,
  LoggedNotification,
  NotificationListing,
  NotificationLog,
  NotificationStanding,
} from './notification-log.ts';

interface Entry {
  notification: LoggedNotification;
  standing: NotificationStanding;
  token: number;
  /** When the claim ends, or when it may be handled again. */
  dueAtMs: number;
  failures: number;
  reason: string | undefined;
}

/**
 * A log in the memory of this process: for tests and a first try. It forgets everything at a restart, so a notification that
 * comes again after one is handled again; take one of `@alipay-intl/postgres` where that matters.
 */
export function createMemoryNotificationLog(clock: Clock = systemClock): NotificationLog {
  const entries = new Map<string, Entry>();
  const held = ({ key, token }: Claim): Entry | undefined => {
    const entry = entries.get(key);
    return entry?.standing === 'claimed' && entry.token === token ? entry : undefined;
  };
  return {
    claim: async (notification, { leaseMs }) => {
      const nowMs = clock.now();
      const entry = entries.get(notification.key) ?? addTo(entries, notification, nowMs);
      if (entry.standing === 'done') return { kind: 'done' };
      if (entry.standing === 'claimed' && entry.dueAtMs > nowMs) return { kind: 'busy' };
      return { kind: 'claimed', claim: claimEntry(entry, nowMs + leaseMs) };
    },
    extend: async (claim, { leaseMs }) => {
      const entry = held(claim);
      if (entry === undefined) return 'lost';
      entry.dueAtMs = clock.now() + leaseMs;
      return 'extended';
    },
    complete: async (claim) => {
      const entry = held(claim);
      if (entry === undefined) return 'lost';
      entry.standing = 'done';
      forgetMessage(entry);
      return 'completed';
    },
    fail: async (claim, { reason, retryInMs }) => {
      const entry = held(claim);
      if (entry === undefined) return;
      entry.standing = retryInMs === undefined ? 'dead' : 'waiting';
      entry.dueAtMs = clock.now() + (retryInMs ?? 0);
      entry.failures += 1;
      entry.reason = reason;
    },
    store: async (notification) => {
      const entry = entries.get(notification.key);
      if (entry === undefined) addTo(entries, notification, clock.now());
      else if (!makeProcessable(entry, notification, clock.now())) return 'known';
      return 'stored';
    },
    takeStored: async ({ leaseMs, limit }) =>
      [...entries.values()]
        .filter((entry) => isDue(entry, clock.now()))
        .toSorted((left, right) => left.dueAtMs - right.dueAtMs)
        .slice(0, limit)
        .map((entry) => claimedFrom(entry, clock.now() + leaseMs)),
    list: async ({ only, limit, afterKey = '' }) =>
      [...entries.values()]
        .filter(({ standing, notification }) => standing === only && notification.key > afterKey)
        .toSorted((left, right) => (left.notification.key < right.notification.key ? -1 : 1))
        .slice(0, limit)
        .map(listingOf),
    revive: async (key) => {
      const entry = entries.get(key);
      if (entry?.standing !== 'dead') return false;
      entry.standing = 'waiting';
      entry.dueAtMs = clock.now();
      entry.failures = 0;
      return true;
    },
  };
}

function addTo(entries: Map<string, Entry>, notification: LoggedNotification, nowMs: number): Entry {
  const entry: Entry = {
    notification,
    standing: 'waiting',
    token: 0,
    dueAtMs: nowMs,
    failures: 0,
    reason: undefined,
  };
  entries.set(notification.key, entry);
  return entry;
}

/** Gives its message to one that failed before it was acknowledged: without one nobody would process it. */
function makeProcessable(entry: Entry, { message }: LoggedNotification, nowMs: number): boolean {
  if (entry.standing === 'done' || entry.notification.message !== undefined) return false;
  entry.notification = { ...entry.notification, message };
  if (entry.standing === 'dead') {
    entry.standing = 'waiting';
    entry.dueAtMs = nowMs;
  }
  return true;
}

function forgetMessage(entry: Entry): void {
  if (entry.notification.message !== undefined)
    entry.notification = { ...entry.notification, message: undefined };
}

function claimEntry(entry: Entry, untilMs: number): Claim {
  entry.standing = 'claimed';
  entry.token += 1;
  entry.dueAtMs = untilMs;
  return { key: entry.notification.key, token: entry.token };
}

// Only what was stored to be processed later has its message.
function isDue({ standing, dueAtMs, notification }: Entry, nowMs: number): boolean {
  const isOpen = standing === 'waiting' || standing === 'claimed';
  return isOpen && dueAtMs <= nowMs && notification.message !== undefined;
}

function claimedFrom(entry: Entry, untilMs: number): ClaimedNotification {
  const { notification, failures } = entry;
  return { claim: claimEntry(entry, untilMs), notification, failures };
}

function listingOf({ notification, standing, failures, reason }: Entry): NotificationListing {
  const { message: _message, ...facts } = notification;
  return { ...facts, standing, failures, reason };
}
