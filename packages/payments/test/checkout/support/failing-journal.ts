import type { Journal } from '@alipay-intl/payments/checkout';

export type JournalMethod = keyof Journal;

/** How one call of the store fails. `after`: it has happened, only its confirmation is lost. */
export interface StoreFault {
  readonly method: JournalMethod;
  /** The first call is 1. */
  readonly call: number;
  readonly when: 'before' | 'after';
  /** How many calls in a row fail. Default 1. */
  readonly times?: number;
  readonly error?: unknown;
}

/** A journal that fails where the test says so, with what it was called for. */
export interface FailingJournal {
  readonly journal: Journal;
  readonly calls: readonly JournalMethod[];
}

export function failingJournal(journal: Journal, faults: readonly StoreFault[]): FailingJournal {
  const calls: JournalMethod[] = [];
  const wrap =
    (method: JournalMethod) =>
    async (...args: unknown[]): Promise<unknown> => {
      calls.push(method);
      const call = calls.filter((name) => name === method).length;
      const fault = faults.find(
        (one) => one.method === method && call >= one.call && call < one.call + (one.times ?? 1),
      );
      const failure = fault?.error ?? new Error('the disk is gone');
      if (fault?.when === 'before') throw failure;
      const result: unknown = await Reflect.apply(journal[method], journal, args);
      if (fault?.when === 'after') throw failure;
      return result;
    };
  const failing = Object.fromEntries(
    (Object.keys(journal) as JournalMethod[]).map((method) => [method, wrap(method)]),
  );
  return { journal: failing as unknown as Journal, calls };
}
