import type {
  JournalAppend,
  JournalOpening,
  JournalSummary,
  LeaseRequest,
  PaymentEvent,
} from '@alipay-intl/payments/checkout';
import { type Account, freesOrder, isBusy } from './account.ts';
import { EventRules } from './event-rules.ts';
import type { Rule } from './violation.ts';

/** Tells a breach. The universe ends with the step that is under way. */
export type Fail = (rule: Rule, attemptId: string | undefined, what: string) => void;

/** More lines than a payment with all its refunds can need. */
const mostLines = 500;

type Opened = Pick<JournalOpening, 'attemptId' | 'events' | 'lease'>;
type Moment = { readonly nowMs: number; readonly storeMs: number };

/**
 * The trial's own book of what became durable, kept from the journal's lines as they take effect. It knows the rules of leases
 * and versions by itself, so that a journal that breaks them is caught, too.
 */
export class Ledger {
  readonly accounts = new Map<string, Account>();
  readonly orders = new Map<string, Account[]>();
  /** Payments that somebody must still go on with. */
  busy = 0;
  readonly rules: EventRules;
  readonly #fail: Fail;

  constructor(fail: Fail, isCancelled: (attemptId: string) => boolean, nowMs: () => number) {
    this.#fail = fail;
    this.rules = new EventRules(fail, isCancelled, nowMs);
  }

  opened({ attemptId, events, lease }: Opened, token: number, moment: Moment): Account | undefined {
    const [intent] = events;
    if (intent?.type !== 'intent' || events.length !== 1 || this.accounts.has(attemptId)) {
      this.#fail('journal', attemptId, 'it was opened twice, or not with its intent');
      return undefined;
    }
    const siblings = this.orders.get(intent.orderId) ?? [];
    const living = siblings.find((other) => !freesOrder(other));
    if (living !== undefined) {
      this.#fail(
        'V1 one charge',
        attemptId,
        `opened beside ${living.attemptId}, which is ${living.end ?? 'open'}`,
      );
    }
    const account = accountOf(intent, token, lease, moment);
    this.orders.set(intent.orderId, [...siblings, account]);
    this.accounts.set(attemptId, account);
    this.busy += 1;
    return account;
  }

  /** An attempt was refused because of another; judged at once, for its answer may come when that one has ended. */
  refused({ attemptId, events: [intent] }: Opened): void {
    const others = intent?.type === 'intent' ? this.orders.get(intent.orderId) : undefined;
    if (others?.some((other) => !freesOrder(other)) === true) return;
    this.#fail('second attempt', attemptId, 'refused although every other attempt ended without money');
  }

  /** Somebody was given a payment. */
  taken(attemptId: string, version: number, token: number, request: LeaseRequest, storeMs: number): void {
    const account = this.#account(attemptId);
    if (account === undefined) return;
    const { holder } = account;
    if (holder !== undefined && holder.untilMs > storeMs && !isSuccessor(request, holder)) {
      this.#fail('lease', attemptId, `it was given to ${request.session} while ${holder.session} holds it`);
    }
    if (token <= account.token) this.#fail('lease', attemptId, 'the token did not rise');
    this.#checkVersion(account, version);
    this.#change(account, () => {
      account.token = token;
      account.holder = {
        worker: request.worker,
        session: request.session,
        untilMs: storeMs + request.leaseMs,
      };
    });
  }

  extended(attemptId: string, token: number, leaseMs: number, storeMs: number): void {
    const account = this.#account(attemptId);
    if (account === undefined) return;
    if (token !== account.token || account.holder === undefined) {
      this.#fail('lease', attemptId, `token ${token} was extended after ${account.token} was given`);
    } else account.holder.untilMs = storeMs + leaseMs;
  }

  appended({ attemptId, afterVersion, events, summary, lease }: JournalAppend, storeMs: number): void {
    const account = this.#account(attemptId);
    if (account === undefined) return;
    this.#checkVersion(account, afterVersion);
    if (lease !== undefined && (lease.token !== account.token || account.holder === undefined)) {
      this.#fail('lease', attemptId, `token ${lease.token} wrote after ${account.token} was given`);
    }
    this.#change(account, () => {
      this.#fold(account, events, summary);
      if (lease?.afterwards.kind === 'release') account.holder = undefined;
      if (lease?.afterwards.kind === 'keep' && account.holder !== undefined) {
        account.holder.untilMs = storeMs + lease.afterwards.leaseMs;
      }
    });
  }

  #fold(account: Account, events: readonly PaymentEvent[], summary: JournalSummary): void {
    for (const event of events) this.rules.fold(account, event);
    account.version += events.length;
    if (account.version > mostLines)
      this.#fail('V3 bounded time', account.attemptId, 'it goes on without end');
    account.summary = summary;
    const needsPerson = account.end === 'manual' || account.alarms.size > 0;
    if (
      summary.state !== (account.end ?? 'open') ||
      summary.needsPerson !== needsPerson ||
      summary.freesOrder !== freesOrder(account)
    ) {
      this.#fail('journal', account.attemptId, `the summary ${JSON.stringify(summary)} is not its state`);
    }
  }

  #account(attemptId: string): Account | undefined {
    const account = this.accounts.get(attemptId);
    if (account === undefined) this.#fail('journal', attemptId, 'it was written to before it was opened');
    return account;
  }

  #checkVersion(account: Account, version: number): void {
    if (version === account.version) return;
    this.#fail('journal', account.attemptId, `version ${version} where it has ${account.version} lines`);
  }

  #change(account: Account, change: () => void): void {
    const before = isBusy(account);
    change();
    this.busy += Number(isBusy(account)) - Number(before);
  }
}

function isSuccessor(
  request: LeaseRequest,
  { worker, session }: { worker: string | undefined; session: string },
): boolean {
  return request.worker !== undefined && request.worker === worker && request.session !== session;
}

function accountOf(
  intent: Extract<PaymentEvent, { type: 'intent' }>,
  token: number,
  lease: LeaseRequest,
  { nowMs, storeMs }: Moment,
): Account {
  return {
    attemptId: intent.attemptId,
    orderId: intent.orderId,
    units: BigInt(intent.amount.value),
    currency: intent.amount.currency,
    closesInMs: intent.closesAtMs === undefined ? undefined : intent.closesAtMs - intent.atMs,
    policy: intent.policy,
    undecidedSinceMs: nowMs,
    wasReopened: false,
    version: 1,
    token,
    holder: { worker: lease.worker, session: lease.session, untilMs: storeMs + lease.leaseMs },
    summary: { state: 'open', needsPerson: false, wakeAtMs: storeMs, freesOrder: false },
    end: undefined,
    isSettled: false,
    isAbandoned: false,
    amountDiffers: false,
    proofs: new Set(),
    given: new Set(),
    notified: new Set(),
    alarms: new Set(),
    payCalls: 0,
    paysNotSent: 0,
    paysJournaled: 0,
    payLineAtMs: nowMs,
    cancelCalls: 0,
    cancelsJournaled: 0,
    cancelTries: 0,
    isLookedPaid: false,
    wasRecovered: false,
    refunds: new Map(),
  };
}
