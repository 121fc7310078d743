import { defaultPolicies, type Journal, type PaymentEvent } from '@alipay-intl/payments/checkout';
import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { undecidedEvents } from './checkout-machine.ts';
import { planOf, type Statement, type WatchedStore, watchStore } from './watched-store.ts';

/** Does with a journal what a worker of the checkout does with it, and nothing else. */
export class JournalWorker {
  readonly #store: WatchedStore;
  readonly #journal: Journal;
  readonly #events: readonly PaymentEvent[] = undecidedEvents(defaultPolicies['payment-code'], 0);
  readonly #statements = new Map<string, Statement>();
  #next = 0;

  constructor(store: Store, scope: string) {
    this.#store = watchStore(store);
    this.#journal = createPostgresJournal(this.#store, { scope });
  }

  /** Opens a payment and ends it. */
  async takePayment(): Promise<void> {
    this.#next += 1;
    const attemptId = `new-${this.#next}`;
    const opened = await this.#journal.open({
      attemptId,
      rail: 'payment-code',
      fingerprint: 'fingerprint of a payment, as long as one is',
      orderKey: `order-${attemptId}`,
      events: this.#events.slice(0, 1),
      lease: { session: 'bench', leaseMs: 30_000 },
    });
    this.#keep('open');
    if (opened.kind !== 'opened') throw new Error(`The payment was not opened: ${opened.kind}.`);
    const appended = await this.#journal.append({
      attemptId,
      afterVersion: 1,
      events: this.#events.slice(1),
      summary: { state: 'paid', needsPerson: false, wakeAtMs: undefined, freesOrder: false },
      lease: { token: opened.lease.token, afterwards: { kind: 'release' } },
    });
    this.#keep('append');
    if (appended.kind !== 'appended') throw new Error(`The payment was not ended: ${appended.kind}.`);
  }

  /** Takes payments that are due; there must be so many. */
  async takeDue(limit: number): Promise<void> {
    const request = { rail: 'payment-code', session: 'bench', leaseMs: 30_000, limit };
    const taken = await this.#journal.takeDue(request);
    this.#keep('takeDue');
    if (taken.length !== limit) throw new Error(`Only ${taken.length} were due.`);
  }

  /** How the database runs the last statement of each kind. */
  async plans(): Promise<readonly string[]> {
    const lines: string[] = [];
    for (const [name, statement] of this.#statements) {
      lines.push(`${name}:`, ...(await planOf(this.#store, statement)));
    }
    return lines;
  }

  #keep(name: string): void {
    const { last } = this.#store.statements;
    if (last !== undefined) this.#statements.set(name, last);
  }
}
