import type { Clock } from '@alipay-intl/core/time';
import {
  createMemoryJournal,
  type Journal,
  type JournalSummary,
  type PaymentEvent,
} from '@alipay-intl/payments/checkout';

/** A journal whose content can be looked at without asking it. */
export interface WatchedJournal {
  readonly journal: Journal;
  /** Everything durable of a payment, at this moment. */
  events(attemptId: string): readonly PaymentEvent[];
  summary(attemptId: string): JournalSummary | undefined;
  /** The earliest moment at which somebody must go on, in epoch milliseconds. */
  nextWakeMs(): number | undefined;
  /** Rises with every change, a lease's included. */
  revision(): number;
}

export function watchJournal(clock: Clock): WatchedJournal {
  const inner = createMemoryJournal(clock);
  let revision = 0;
  const rows = new Map<string, { events: PaymentEvent[]; summary: JournalSummary }>();
  const journal: Journal = {
    ...inner,
    async take(attemptId, request) {
      revision += 1;
      return inner.take(attemptId, request);
    },
    async takeDue(request) {
      const taken = await inner.takeDue(request);
      if (taken.length > 0) revision += 1;
      return taken;
    },
    async extend(lease, request) {
      revision += 1;
      return inner.extend(lease, request);
    },
    async open(opening) {
      revision += 1;
      const result = await inner.open(opening);
      if (result.kind === 'opened') {
        const summary = {
          state: 'open',
          needsPerson: false,
          wakeAtMs: clock.now(),
          freesOrder: false,
        } as const;
        rows.set(opening.attemptId, { events: [...opening.events], summary });
      }
      return result;
    },
    async append(append) {
      revision += 1;
      const result = await inner.append(append);
      const row = rows.get(append.attemptId);
      if (result.kind === 'appended' && row !== undefined) {
        row.events.push(...append.events);
        row.summary = append.summary;
      }
      return result;
    },
  };
  return {
    journal,
    revision: () => revision,
    events: (attemptId) => rows.get(attemptId)?.events ?? [],
    summary: (attemptId) => rows.get(attemptId)?.summary,
    nextWakeMs: () => {
      const wakes = [...rows.values()]
        .map(({ summary }) => summary.wakeAtMs)
        .filter((at) => at !== undefined);
      return wakes.length === 0 ? undefined : Math.min(...wakes);
    },
  };
}
