import type { ProtocolError, SignatureError, TransportError } from '../errors.ts';
import type { KeyMatch } from '../keys/key-ring.ts';
import type { Result } from '../result.ts';
import type { JsonObject } from '../signing/strict-json.ts';

/** What is known of every exchange, whatever came of it. */
export interface ExchangeFacts {
  /** The path that was sent and signed. */
  readonly path: string;
  /** Milliseconds from signing to the end of the answer. */
  readonly durationMs: number;
  /** HTTP status, where an answer arrived. */
  readonly httpStatus: number | undefined;
  /** Alipay's trace id, for support cases. docs/wire/v1 §1.5. */
  readonly traceId: string | undefined;
}

/** A verified answer. Printing it hides buyer data; its members are readable one by one. */
export interface AnsweredExchange extends ExchangeFacts {
  readonly kind: 'answered';
  /** The `result` member. */
  readonly result: Result;
  /** The whole answer, parsed from the verified bytes, unknown members included. */
  readonly body: JsonObject;
  /** The verified bytes themselves. */
  readonly rawBody: () => Buffer;
  /** The key that proved the answer. */
  readonly verifiedBy: KeyMatch;
  /** `Response-Time` as received. */
  readonly responseTime: string;
}

/** Something came back that proves nothing. It is neither a success nor a failure. */
export interface UnprovenExchange extends ExchangeFacts {
  readonly kind: 'unproven';
  /** Why it is not believed. */
  readonly error: SignatureError | ProtocolError;
  /** What an unsigned answer claims, `F` or `U` only: a clue for people, no proof. docs/wire/v1 §2.4. */
  readonly claimed: Result | undefined;
}

/** The request may have arrived; no answer came back. */
export interface LostExchange extends ExchangeFacts {
  readonly kind: 'lost';
  readonly error: TransportError;
}

/** What came of one signed call. */
export type Exchange = AnsweredExchange | UnprovenExchange | LostExchange;
