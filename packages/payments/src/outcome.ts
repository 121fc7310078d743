import type { AlipayError } from '@alipay-intl/core/errors';
import type { ExchangeFacts } from '@alipay-intl/core/gateway';
import type { KeyMatch } from '@alipay-intl/core/keys';
import type { Result, ResultDescription } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';

/** What proves an outcome. Printing it hides buyer data. */
export interface Proof extends ExchangeFacts {
  /** The `result` of the verified answer. */
  readonly result: Result;
  /** The whole verified answer, unknown members included. */
  readonly answer: JsonObject;
  /** The verified bytes, for an archive. */
  readonly rawAnswer: () => Buffer;
  /** The Alipay key that proved the answer. */
  readonly verifiedBy: KeyMatch;
}

/**
 * Alipay definitely refused this call, so this call moved no money. Where the id was sent before, only a reason about
 * the payment itself comes as `declined`; any other refusal of a repeat is `unknown`.
 */
export interface Declined {
  readonly kind: 'declined';
  /** Why, who has to act, and what to do, in English and Chinese. */
  readonly reason: ResultDescription;
  readonly proof: Proof;
}

/**
 * Nobody knows yet: the answer was lost, proves nothing, or Alipay itself does not know.
 * It is neither a success nor a failure: ask for the status, and start no new attempt before that.
 */
export interface Unknown {
  readonly kind: 'unknown';
  /** Why it is not known, and what to do next. */
  readonly cause: AlipayError;
  /** The result of a verified answer that decides nothing. */
  readonly result: Result | undefined;
  /** What an unsigned answer claims; a clue for people, no proof. */
  readonly claimed: Result | undefined;
  readonly facts: ExchangeFacts;
}

/** Alipay has it and has not decided yet. */
export interface Processing {
  readonly kind: 'processing';
  readonly proof: Proof;
}

/** Alipay does not know the id, or not yet: a query can overtake its payment, so this is not an end. */
export interface NotFound {
  readonly kind: 'not-found';
  readonly proof: Proof;
}
