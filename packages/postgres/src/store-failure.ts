import { AlipayError, isAlipayError, StoreError } from '@alipay-intl/core/errors';

// PostgreSQL's own reports of broken data: data_corrupted and index_corrupted.
const corruptionCodes = new Set(['XX001', 'XX002']);

/** Turns what a database driver threw into a StoreError. An error of this library is handed back as it is. */
export function storeFailure(error: unknown): AlipayError {
  if (error instanceof AlipayError || isAlipayError(error)) return error;
  const cause = withoutDetails(error);
  if (corruptionCodes.has(cause.code ?? '')) {
    return damagedStore('The database reports that its data are corrupted.', cause);
  }
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: `The store failed${cause.code === undefined ? '' : ` (${cause.code})`}: ${cause.message}.`,
    money:
      'What it had confirmed before is safe; whether a write under way happened is known when it is read again.',
    next: 'Repair the store, then read what this was about again before its next step.',
    cause,
  });
}

/** What was read is not what this library writes. */
export function damagedStore(what: string, cause?: unknown): StoreError {
  return new StoreError('ERR_STORE_DAMAGED', {
    what,
    money: 'Nothing was sent. What happened to the money of a payment in it is unknown.',
    next: 'Restore the store from a backup, and compare its payments with Alipay by hand; days can be reconciled again.',
    cause,
  });
}

/** The store cannot be opened the way it is set up. */
export function unusableStore(what: string, next: string, cause?: unknown): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', { what, money: 'Nothing was sent.', next, cause });
}

/** A commit that undid everything instead. */
export function rolledBack(): StoreError {
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: 'The transaction was rolled back by its commit, because a statement in it had failed.',
    money: 'Nothing of what was written in it has happened.',
    next: 'Let the failure of a statement end the work, or run the statement behind a savepoint.',
  });
}

class DriverError extends Error {
  readonly code: string | undefined;

  constructor(name: string, message: string, code: string | undefined, stack: string | undefined) {
    super(message);
    this.name = name;
    this.code = code;
    if (stack !== undefined) this.stack = stack;
  }
}

/**
 * Drivers hang rows, statements and connection settings on their errors; none of that belongs into a log.
 * Name, message, code and place are kept.
 */
function withoutDetails(error: unknown): DriverError {
  if (!(error instanceof Error)) {
    return new DriverError('Error', 'the driver threw what is not an error', undefined, undefined);
  }
  // Node joins the failures of several addresses in one error without a message.
  const told = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = 'code' in told && typeof told.code === 'string' ? told.code : undefined;
  return new DriverError(told.name, told.message.replace(/[.\s]+$/, ''), code, told.stack);
}
