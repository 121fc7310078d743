import type { Store } from '@alipay-intl/postgres';
import type { TillOptions } from './till.ts';
import { TypescriptProcess } from './typescript-process.ts';

/** What a worker is started with. */
export interface WorkerOrder extends TillOptions {
  readonly connectionString: string;
  readonly scope: string;
}

/** What a worker did. */
export interface WorkerReport {
  /** Payments that it brought to their end, all of them paid. */
  readonly paid: readonly string[];
  /** Payments that it took and that did not end so. */
  readonly others: number;
}

/** What several workers did together. */
export interface BacklogReport {
  readonly workers: readonly WorkerReport[];
  /** From the word "go" to the end of the last worker. */
  readonly seconds: number;
}

/** Lets so many processes recover at the same time what is due, until nothing is left. */
export async function recoverBacklog(
  order: WorkerOrder,
  workers: number,
  conditions?: readonly string[],
): Promise<BacklogReport> {
  const processes = Array.from(
    { length: workers },
    () => new TypescriptProcess(new URL('recovering-worker.ts', import.meta.url), conditions),
  );
  try {
    await Promise.all(processes.map((worker) => worker.ask(order)));
    const started = performance.now();
    const reports = await Promise.all(processes.map((worker) => worker.ask<WorkerReport>('go')));
    return { workers: reports, seconds: (performance.now() - started) / 1e3 };
  } finally {
    await Promise.all(processes.map((worker) => worker.stop()));
  }
}

/** What the journal says of a backlog: how many payments, and of how many it says something else than once. */
export interface BacklogAudit {
  readonly payments: number;
  readonly paid: number;
  /** Payments that were taken never or more than once. */
  readonly takenOtherwise: number;
  /** Payments with no query or with several. */
  readonly askedOtherwise: number;
  /** Payments with no end or with several. */
  readonly endedOtherwise: number;
}

/** Reads the journal itself. The taking of who opened a payment is the first, so its token is 2 after one more. */
export async function auditBacklog(store: Store, scope: string): Promise<BacklogAudit> {
  const [audit] = await store.query<BacklogAudit>(
    `select count(*)::integer as payments,
       count(*) filter (where p.state = 'paid')::integer as paid,
       count(*) filter (where p.token <> 2)::integer as "takenOtherwise",
       count(*) filter (where e.asked <> 1)::integer as "askedOtherwise",
       count(*) filter (where e.ended <> 1)::integer as "endedOtherwise"
     from alipay_intl.payments p cross join lateral (
       select count(*) filter (where event->>'type' = 'ended') as ended,
         count(*) filter (where event->>'type' = 'answered' and event->>'action' = 'query') as asked
       from alipay_intl.payment_events e where e.scope = p.scope and e.attempt_id = p.attempt_id
     ) e
     where p.scope = $1`,
    [scope],
  );
  if (audit === undefined) throw new Error('The journal told nothing.');
  return audit;
}
