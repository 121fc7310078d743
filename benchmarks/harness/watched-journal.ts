import type { Journal } from '@alipay-intl/payments/checkout';

/** A journal, and how long the payments of a happy path were inside it. */
export interface WatchedJournal {
  readonly journal: Journal;
  /** Milliseconds inside `open` and `append`, one sum for each payment. */
  readonly spentMs: ReadonlyMap<string, number>;
}

/** Measures the time inside a journal. */
export function watchJournal(journal: Journal): WatchedJournal {
  const spentMs = new Map<string, number>();
  const timed = async <Result>(attemptId: string, step: () => Promise<Result>): Promise<Result> => {
    const started = performance.now();
    const result = await step();
    spentMs.set(attemptId, (spentMs.get(attemptId) ?? 0) + performance.now() - started);
    return result;
  };
  return {
    spentMs,
    journal: {
      open: (opening) => timed(opening.attemptId, () => journal.open(opening)),
      append: (append) => timed(append.attemptId, () => journal.append(append)),
      take: (attemptId, request) => timed(attemptId, () => journal.take(attemptId, request)),
      extend: (lease, request) => timed(lease.attemptId, () => journal.extend(lease, request)),
      load: (attemptId) => journal.load(attemptId),
      takeDue: (request) => journal.takeDue(request),
      list: (query) => journal.list(query),
    },
  };
}
