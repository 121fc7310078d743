import type {
  AlipayErrorCode,
  CheckoutErrorCode,
  FetchErrorCode,
  OptionErrorCode,
  ProtocolErrorCode,
  ReconciliationErrorCode,
  SignatureErrorCode,
  StatementErrorCode,
  StoreErrorCode,
  TransportErrorCode,
} from './error-codes.ts';

export type {
  AlipayErrorCode,
  CheckoutErrorCode,
  FetchErrorCode,
  OptionErrorCode,
  ProtocolErrorCode,
  ReconciliationErrorCode,
  SignatureErrorCode,
  StatementErrorCode,
  StoreErrorCode,
  TransportErrorCode,
} from './error-codes.ts';

/** What every error says: what happened, what is known about the money, what to do next. */
export interface ErrorText {
  /** What happened, in one sentence. */
  readonly what: string;
  /** What is known about the money. Left out where no payment is touched, for instance while reading a key. */
  readonly money?: string | undefined;
  /** What to do next, in one sentence. */
  readonly next: string;
  /** The error underneath, kept for the log. Never holds a key, a signature or a body. */
  readonly cause?: unknown;
}

const brand: unique symbol = Symbol.for('@alipay-intl/error') as never;

/** The root of all errors of the library. */
export class AlipayError<Code extends AlipayErrorCode = AlipayErrorCode> extends Error {
  /** The stable name of the fault. */
  readonly code: Code;
  /** What to do next, in one sentence; also the end of the message. */
  readonly next: string;

  constructor(code: Code, text: ErrorText) {
    super(
      [text.what, text.money, text.next].filter((part) => part !== undefined).join(' '),
      text.cause === undefined ? undefined : { cause: text.cause },
    );
    this.name = new.target.name;
    this.code = code;
    this.next = text.next;
    Object.defineProperty(this, brand, { value: true });
    Object.defineProperty(this, 'name', { enumerable: false });
  }

  /** Plain data for a JSON log: name, code, message, own fields, and the chain of causes by name and code. */
  toJSON(): Record<string, unknown> {
    const own = Object.entries(this).filter(([, value]) => value !== undefined);
    return { name: this.name, message: this.message, ...Object.fromEntries(own), ...causeAsData(this.cause) };
  }
}

const causesMax = 8;

function causeAsData(cause: unknown, depth = 0): { cause?: unknown } {
  if (depth === causesMax || !(cause instanceof Error)) return {};
  if (cause instanceof AlipayError) return { cause: cause.toJSON() };
  const code = 'code' in cause ? { code: cause.code } : {};
  return {
    cause: { name: cause.name, ...code, message: cause.message, ...causeAsData(cause.cause, depth + 1) },
  };
}

/**
 * Tells whether a caught value is an error of this library. Works across two installed copies of it,
 * where `instanceof` does not.
 */
export function isAlipayError(value: unknown): value is AlipayError {
  return typeof value === 'object' && value !== null && brand in value;
}

/** One thing wrong with an option or a request: where, and what was expected. */
export interface InputIssue {
  /** Path of the member, for instance `order.merchant.merchantMCC`; empty for the whole value. */
  readonly path: string;
  /** What was expected there. Never repeats the value. */
  readonly message: string;
}

/** A wrong argument, setting, key, amount or time: fix the call. Nothing was sent. */
export class OptionError extends AlipayError<OptionErrorCode> {
  /** All that is wrong, by member path. Empty where the message says it all. */
  readonly issues: readonly InputIssue[];

  constructor(code: OptionErrorCode, text: ErrorText & { readonly issues?: readonly InputIssue[] }) {
    super(code, text);
    this.issues = text.issues ?? [];
  }
}

/** A message whose origin is not proven: a missing, malformed or wrong signature, client id or time. */
export class SignatureError extends AlipayError<SignatureErrorCode> {}

/** The network failed before an answer arrived. */
export class TransportError extends AlipayError<TransportErrorCode> {
  /** `false`: not one byte of the request was sent. `true`: Alipay may have received and executed it. */
  readonly bytesMayHaveLeft: boolean;

  constructor(code: TransportErrorCode, text: ErrorText & { readonly bytesMayHaveLeft: boolean }) {
    super(code, text);
    this.bytesMayHaveLeft = text.bytesMayHaveLeft;
  }
}

/** An answer or a notification arrived that is not what the protocol promises, so it decides nothing. */
export class ProtocolError extends AlipayError<ProtocolErrorCode> {
  /** HTTP status of the answer, where one was read. */
  readonly httpStatus: number | undefined;

  constructor(code: ProtocolErrorCode, text: ErrorText & { readonly httpStatus?: number | undefined }) {
    super(code, text);
    this.httpStatus = text.httpStatus;
  }
}

/**
 * The store that payments are written to failed, is newer than this library, or holds what cannot be read.
 * What it had confirmed before is safe; whether the last write happened is for the next reading to say.
 */
export class StoreError extends AlipayError<StoreErrorCode> {}

/** The state of a payment does not allow what was asked for, or driving it was stopped. */
export class CheckoutError extends AlipayError<CheckoutErrorCode> {
  /** The payment that it is about. */
  readonly attemptId: string;

  constructor(code: CheckoutErrorCode, text: ErrorText & { readonly attemptId: string }) {
    super(code, text);
    this.attemptId = text.attemptId;
  }
}

/**
 * A statement file could not be fetched. What was fetched before is safe, and fetching again takes up where this ended.
 * Holds neither password nor key.
 */
export class FetchError extends AlipayError<FetchErrorCode> {
  /** The server that it is about, as `host:port`. */
  readonly server: string | undefined;
  /** The file that it is about: its path on the server, or the local one for `ERR_FILE_WRITE`. */
  readonly file: string | undefined;

  constructor(
    code: FetchErrorCode,
    text: ErrorText & { readonly server?: string | undefined; readonly file?: string | undefined },
  ) {
    super(code, text);
    this.server = text.server;
    this.file = text.file;
  }
}

/** One thing wrong with a statement file. Each code is described in `docs/statements.md`. */
export interface StatementDefect {
  /** The stable name of the fault, for instance `FILE_TRUNCATED`. */
  readonly code: string;
  /** Line of the file, from 1. */
  readonly line?: number | undefined;
  /** Name of the column as printed. */
  readonly column?: string | undefined;
  /** What is printed there; left out for columns with data of buyers. */
  readonly printed?: string | undefined;
  /** What should be there. */
  readonly expected: string;
}

/** A statement file was refused whole: no record of it was handed out. */
export class StatementError extends AlipayError<StatementErrorCode> {
  /** Name of the file. */
  readonly file: string;
  /** What is wrong with the file, in the order of its lines, up to a bound. */
  readonly defects: readonly StatementDefect[];
  /** How many defects there are beyond {@link StatementError.defects}. */
  readonly moreDefects: number;
  /** The line with the column names, where no layout has such columns. Long numbers and addresses are left out. */
  readonly columnLine: string | undefined;

  constructor(
    code: StatementErrorCode,
    text: ErrorText & {
      readonly file: string;
      readonly defects?: readonly StatementDefect[];
      readonly moreDefects?: number;
      readonly columnLine?: string | undefined;
    },
  ) {
    super(code, text);
    this.file = text.file;
    this.defects = text.defects ?? [];
    this.moreDefects = text.moreDefects ?? 0;
    this.columnLine = text.columnLine;
  }
}

/** Books could not be compared. Nothing of the day was written down, and running it again is safe. */
export class ReconciliationError extends AlipayError<ReconciliationErrorCode> {
  /** All that is wrong, by place: `line 7`, `records[3]`, `reports.html`. Empty where the message says it all. */
  readonly issues: readonly InputIssue[];

  constructor(
    code: ReconciliationErrorCode,
    text: ErrorText & { readonly issues?: readonly InputIssue[] | undefined },
  ) {
    super(code, text);
    this.issues = text.issues ?? [];
  }
}
