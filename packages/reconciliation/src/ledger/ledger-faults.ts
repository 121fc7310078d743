import { type InputIssue, ReconciliationError } from '@alipay-intl/core/errors';

const listedMax = 100;

/** What is wrong with own books: all of it is counted, the first hundred are kept. */
export class LedgerFaults {
  readonly #listed: InputIssue[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Whether more would only be counted. */
  get isFull(): boolean {
    return this.#listed.length === listedMax;
  }

  /** @param place - for instance `line 7`. */
  add(place: string, { path, message }: InputIssue): void {
    this.#count += 1;
    if (!this.isFull) this.#listed.push({ path: path === '' ? place : `${place}, ${path}`, message });
  }

  /** @throws ReconciliationError `ERR_LEDGER_INVALID` where anything is wrong. */
  refuse(day: string): void {
    const [first] = this.#listed;
    if (first === undefined) return;
    const others = this.#count - 1;
    const more = others === 0 ? '' : `, and ${others} more ${others === 1 ? 'fault' : 'faults'}`;
    throw new ReconciliationError('ERR_LEDGER_INVALID', {
      what: `Your own books of ${day} cannot be right: ${first.path}: ${first.message}${more}.`,
      money: 'Nothing was compared; no break was opened or closed.',
      next: 'Correct the export; issues names every fault by its place, up to a hundred.',
      issues: this.#listed,
    });
  }
}

/** Own books could not be read. */
export function unreadableLedger(day: string, what: string, cause: unknown): ReconciliationError {
  return new ReconciliationError('ERR_LEDGER_UNREADABLE', {
    what: `Your own books of ${day} could not be read: ${what}.`,
    money: 'Nothing was compared; no break was opened or closed.',
    next: 'Look at the cause, and run the day again.',
    cause,
  });
}
