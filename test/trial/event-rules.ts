import type { AlarmKind, PaymentEvent } from '@alipay-intl/payments/checkout';
import { type Account, refundedUnits } from './account.ts';
import type { Fail } from './ledger.ts';

type EventOf<Type extends PaymentEvent['type']> = Extract<PaymentEvent, { readonly type: Type }>;
type Handlers = { readonly [Type in PaymentEvent['type']]: (account: Account, event: EventOf<Type>) => void };

/** Checks each line as it becomes durable, and keeps of it what later checks need. */
export class EventRules {
  readonly alarmCounts = new Map<AlarmKind, number>();
  readonly #fail: Fail;
  readonly #isCancelled: (attemptId: string) => boolean;
  readonly #nowMs: () => number;
  readonly #handlers: Handlers;

  constructor(fail: Fail, isCancelled: (attemptId: string) => boolean, nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#fail = fail;
    this.#isCancelled = isCancelled;
    this.#handlers = {
      intent: ({ attemptId }) =>
        fail('V6 durable before sent', attemptId, 'its parameters were written twice'),
      sent: (account, event) => this.#sent(account, event),
      answered: (account, event) => this.#answered(account, event),
      notified: (account, event) => this.#notified(account, event),
      'cancel-asked': () => undefined,
      abandoned: (account) => {
        account.isAbandoned = true;
      },
      ended: (account, event) => this.#ended(account, event),
      alarm: (account, { alarm }) => {
        account.alarms.add(alarm);
        account.isLookedPaid = false;
        this.alarmCounts.set(alarm, (this.alarmCounts.get(alarm) ?? 0) + 1);
      },
      'alarm-settled': (account, { alarm }) => {
        account.alarms.delete(alarm);
      },
      'refund-intent': (account, event) => this.#refundIntent(account, event),
      'refund-sent': (account, { refundAttemptId }) => {
        const refund = this.#refund(account, refundAttemptId);
        if (refund !== undefined) refund.sentJournaled += 1;
      },
      'refund-answered': (account, event) => this.#refundAnswered(account, event),
      'refund-ended': (account, event) => this.#refundEnded(account, event),
      'refund-reopened': (account, { refundAttemptId }) => {
        const refund = this.#refund(account, refundAttemptId);
        if (refund?.end !== 'manual') fail('refunds', account.attemptId, 'a decided refund was reopened');
        else refund.end = undefined;
      },
      settled: (account, { as }) => {
        const isOpen = account.end === 'manual' || (account.end === as && account.alarms.size > 0);
        if (!isOpen) fail('V5 ends are final', account.attemptId, `a person made ${as} of ${account.end}`);
        account.end = as;
        account.isSettled = true;
        account.alarms.clear();
      },
      reopened: (account) => {
        if (account.end !== 'manual')
          fail('V5 ends are final', account.attemptId, `${account.end} was reopened`);
        account.end = undefined;
        account.undecidedSinceMs = this.#nowMs();
        account.wasReopened = true;
        account.wasRecovered = false;
        account.cancelTries = 0;
        account.alarms.delete('paid-while-manual');
      },
    };
  }

  fold(account: Account, event: PaymentEvent): void {
    (this.#handlers[event.type] as (account: Account, event: PaymentEvent) => void)(account, event);
  }

  #sent(account: Account, { action }: EventOf<'sent'>): void {
    if (action === 'pay') {
      account.paysJournaled += 1;
      account.payLineAtMs = this.#nowMs();
      return;
    }
    account.cancelsJournaled += 1;
    account.cancelTries += 1;
    if (account.cancelTries > account.policy.cancelRepeats + 1) {
      this.#fail(
        'V3 bounded time',
        account.attemptId,
        `it is cancelled for the ${account.cancelTries}th time`,
      );
    }
  }

  #answered(account: Account, { action, answer, number }: EventOf<'answered'>): void {
    const { attemptId } = account;
    if (answer.kind === 'not-sent' && wasSentAll(account, action, number)) {
      this.#fail(
        'V7 unknown decides nothing',
        attemptId,
        'a payment that was sent is written down as not sent',
      );
    }
    if (answer.kind === 'unknown' || answer.kind === 'not-sent') return;
    if (!account.given.has(`${action} ${answer.kind}`)) {
      this.#fail('V7 unknown decides nothing', attemptId, `no ${action} was answered ${answer.kind}`);
    }
    this.#prove(account, action === 'cancel' ? `cancel ${answer.kind}` : answer.kind, answer);
    if (action === 'query' && answer.kind === 'paid') account.isLookedPaid = true;
  }

  #notified(account: Account, { fact }: EventOf<'notified'>): void {
    const text = factText(fact);
    if (account.notified.has(text)) {
      this.#fail(
        'V8 acknowledged is durable',
        account.attemptId,
        `the notification ${text} took effect twice`,
      );
    }
    account.notified.add(text);
    if (fact.kind === 'paid' && fact.amount === undefined) return;
    this.#prove(account, fact.kind, fact);
  }

  #prove(account: Account, kind: string, said: object): void {
    const amount =
      'amount' in said ? (said.amount as { currency: string; value: string } | undefined) : undefined;
    const differs =
      amount !== undefined &&
      (amount.currency !== account.currency || BigInt(amount.value) !== account.units);
    if (kind === 'paid' && differs) account.amountDiffers = true;
    else account.proofs.add(kind);
  }

  #ended(account: Account, event: EventOf<'ended'>): void {
    const { attemptId, end: before } = account;
    if (before !== undefined) {
      this.#fail('V5 ends are final', attemptId, `it ended as ${event.end} after it had ended as ${before}`);
    }
    account.end = event.end;
    const wrong = this.#wrongEnd(account, event);
    if (wrong === undefined) return;
    this.#fail(event.end === 'reversed' ? 'V4 reversed is confirmed' : 'V2 nothing lost', attemptId, wrong);
  }

  #wrongEnd(account: Account, event: EventOf<'ended'>): string | undefined {
    const { proofs, attemptId } = account;
    switch (event.end) {
      case 'paid':
        if (!proofs.has('paid')) return 'paid without a proof';
        if (account.isAbandoned) return 'paid after the sale was given up';
        return account.amountDiffers ? 'paid although another amount was told' : undefined;
      case 'declined':
        return wrongDecline(account, event.notSent !== undefined);
      case 'reversed':
        return this.#isCancelled(attemptId) ? undefined : 'reversed without a cancellation';
      case 'manual':
        return wrongManual(account, event.reason);
    }
  }

  #refundIntent(account: Account, event: EventOf<'refund-intent'>): void {
    const { refundAttemptId, amount, isAutomatic = false } = event;
    const { attemptId, refunds } = account;
    const units = BigInt(amount.value);
    if (refunds.has(refundAttemptId)) this.#fail('refunds', attemptId, `${refundAttemptId} was begun twice`);
    for (const { end, refundAttemptId: other } of refunds.values()) {
      if (end !== undefined && end !== 'manual') continue;
      this.#fail('refunds', attemptId, `${refundAttemptId} was begun while ${other} is undecided`);
    }
    if (isAutomatic && !account.isLookedPaid) {
      this.#fail('refunds', attemptId, 'money is given back without asking first whether it is there');
    }
    if (!isAutomatic && account.end !== 'paid')
      this.#fail('refunds', attemptId, `a refund of ${account.end}`);
    refunds.set(refundAttemptId, {
      refundAttemptId,
      units,
      isAutomatic,
      sentJournaled: 0,
      calls: 0,
      end: undefined,
    });
    if (refundedUnits(account, 'refunded', 'manual', undefined) > account.units) {
      this.#fail('V5 ends are final', attemptId, 'its refunds are more than what was paid');
    }
  }

  #refundAnswered(account: Account, { refundAttemptId, answer }: EventOf<'refund-answered'>): void {
    this.#refund(account, refundAttemptId);
    if (answer.kind === 'unknown' || answer.kind === 'not-sent') return;
    if (account.given.has(`refund ${refundAttemptId} ${answer.kind}`)) return;
    this.#fail('V7 unknown decides nothing', account.attemptId, `no refund was answered ${answer.kind}`);
  }

  #refundEnded(account: Account, { refundAttemptId, end }: EventOf<'refund-ended'>): void {
    const refund = this.#refund(account, refundAttemptId);
    if (refund === undefined) return;
    // A proof that comes late decides what was left to a person.
    const isProvenLate =
      refund.end === 'manual' &&
      end === 'refunded' &&
      account.given.has(`refund ${refundAttemptId} refunded`);
    if (refund.end !== undefined && !isProvenLate)
      this.#fail('refunds', account.attemptId, `${refundAttemptId} ended twice`);
    refund.end = end;
  }

  #refund(account: Account, refundAttemptId: string): ReturnType<Account['refunds']['get']> {
    const refund = account.refunds.get(refundAttemptId);
    if (refund === undefined) this.#fail('refunds', account.attemptId, `${refundAttemptId} was never begun`);
    return refund;
  }
}

/** A notification as one text, to know it again. */
export function factText(fact: EventOf<'notified'>['fact']): string {
  const { kind, amount, providerId, resultCode } = fact;
  return `${kind} ${amount?.currency} ${amount?.value} ${providerId} ${resultCode}`;
}

/** Whether this sending of the payment may have left this machine, as all before it. */
function wasSentAll({ payCalls, paysNotSent }: Account, action: string, number: number): boolean {
  return action === 'pay' && payCalls >= number && paysNotSent === 0;
}

function wrongDecline(account: Account, isNotSent: boolean): string | undefined {
  const { proofs, policy } = account;
  if (isNotSent) {
    return account.payCalls > account.paysNotSent ? 'declined as not sent, but it was sent' : undefined;
  }
  if (proofs.has('paid')) return 'declined after a proof that it was paid';
  const wasNeverFound = policy.neverFound === 'declined' && proofs.has('cancel declined');
  return proofs.has('declined') || wasNeverFound ? undefined : 'declined without a proof';
}

function wrongManual(account: Account, reason: string): string | undefined {
  if (reason === 'amount-differs') return account.amountDiffers ? undefined : 'manual without another amount';
  if (reason === 'cancel-refused') return account.proofs.has('cancel declined') ? undefined : 'no refusal';
  return account.cancelTries > account.policy.cancelRepeats
    ? undefined
    : 'manual before all cancellations were tried';
}
