/** What is written down of a notification. */
export interface LoggedNotification {
  /** The same for every delivery of one event, and different for different events. */
  readonly key: string;
  readonly family: 'v1' | 'acquiring';
  /** `notifyType`, or the notification's `kind` where it carries none; the function of the acquiring family. */
  readonly type: string;
  /**
   * The id by which you find what it is about, such as `paymentRequestId`, `refundRequestId` or `disputeId`: yours where it names
   * one, else Alipay's. Never a token.
   */
  readonly reference: string | undefined;
  /** Epoch milliseconds. */
  readonly receivedAtMs: number;
  /**
   * The verified JSON text, where it is processed later; it holds buyer data. `undefined` where it is handled before it is
   * acknowledged.
   */
  readonly message: string | undefined;
}

/** The right to handle one notification. */
export interface Claim {
  readonly key: string;
  /** Rises with every claim; an older one can complete nothing. */
  readonly token: number;
}

/** `done`: it was handled before. `busy`: another worker is at it. */
export type ClaimResult =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'done' }
  | { readonly kind: 'busy' };

/** What becomes of a notification whose handling failed. */
export interface HandlingFailure {
  /** Name and code of the error, for whoever looks; never its message, which may hold buyer data. */
  readonly reason: string;
  /** After how many milliseconds it may be handled again, by the clock of the log; `undefined`: never again without a person. */
  readonly retryInMs: number | undefined;
}

/** A stored notification, together with the right to handle it. */
export interface ClaimedNotification {
  readonly claim: Claim;
  readonly notification: LoggedNotification;
  /** How often handling it has failed. */
  readonly failures: number;
}

/** Where a notification stands. */
export type NotificationStanding = 'waiting' | 'claimed' | 'done' | 'dead';

/** One line of a list. */
export interface NotificationListing extends Omit<LoggedNotification, 'message'> {
  readonly standing: NotificationStanding;
  readonly failures: number;
  /** Name and code of the last error. */
  readonly reason: string | undefined;
}

/** Which notifications to list. */
export interface NotificationQuery {
  readonly only: NotificationStanding;
  /** Notifications at most, 1 to 1000. */
  readonly limit: number;
  /** Goes on behind this key: the last one of the page before. */
  readonly afterKey?: string | undefined;
}

/**
 * Where notifications are written down, so that each has its effect once, however often it is delivered. Nothing in it is
 * ever removed by time: a notification may come again as long as its payment lives. Each method is one atomic, durable step.
 *
 * @typeParam Transaction - what a handler gets to work with inside the log's own transaction; `never` where the log has none.
 */
export interface NotificationLog<Transaction = never> {
  /** Writes a notification down and claims it, unless it is done or under a living claim. */
  claim(notification: LoggedNotification, request: { readonly leaseMs: number }): Promise<ClaimResult>;
  /** Makes a claim last for so long from now. `lost`: it had run out and another has taken it. */
  extend(claim: Claim, request: { readonly leaseMs: number }): Promise<'extended' | 'lost'>;
  /** Marks a claimed notification as done, and forgets its message. `lost`: the claim had run out and another has taken it. */
  complete(claim: Claim): Promise<'completed' | 'lost'>;
  /** Gives a claim back after a failure. */
  fail(claim: Claim, failure: HandlingFailure): Promise<void>;
  /**
   * Runs `work` inside a transaction that also marks the notification as done: both happen, or neither. A concurrent delivery
   * waits for it. Missing where the store has no transactions.
   *
   * @returns `done` where it was handled before; then `work` did not run.
   * @throws what `work` throws; then nothing has happened.
   */
  handleInTransaction?(
    notification: LoggedNotification,
    work: (transaction: Transaction) => Promise<void>,
  ): Promise<'handled' | 'done'>;
  /** Writes a notification down to be processed later. */
  store(notification: LoggedNotification): Promise<'stored' | 'known'>;
  /** Claims stored notifications that are due, the oldest first; none is given to two callers. */
  takeStored(request: {
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly ClaimedNotification[]>;
  /** Lists notifications by their key. */
  list(query: NotificationQuery): Promise<readonly NotificationListing[]>;
  /** Lets a dead notification be processed again, as one that has never failed. `false` where it is not dead. */
  revive(key: string): Promise<boolean>;
}
