import { type BreakCommit, breakChange, isListCut } from '@alipay-intl/reconciliation/days';
import type { BreakEvent, CommitResult, DayRun } from '@alipay-intl/reconciliation/match';
import type { StoreSession } from '../store.ts';
import { saveStates } from './break-states.ts';
import { readKnown } from './known-breaks.ts';
import { lockBook, type MerchantSession, merchantSession } from './merchant-session.ts';
import { slicesOf } from './slices.ts';
import { keepMentions, writeRun } from './write-run.ts';

const newestText = `
select d.run, r.inputs_sha256 from alipay_intl.reconciled_days d
join alipay_intl.day_runs r using (scope, merchant, day, run)
where d.scope = $1 and d.merchant = $2 and d.day = $3`;

/** Writes a run down, in a transaction of the caller. */
export async function commitDay(
  session: StoreSession,
  scope: string,
  run: DayRun,
  afterRun: number,
): Promise<CommitResult> {
  const { merchant, day, inputsSha256 } = run.result;
  const bound = merchantSession(session, scope, merchant);
  await lockBook(session, bound);
  const [newest] = await bound.query<{ run: number; inputs_sha256: string }>(newestText, [day]);
  const seen = newest?.run ?? 0;
  if (newest?.inputs_sha256 === inputsSha256) return { kind: 'same', run: seen };
  if (seen !== afterRun) return { kind: 'behind', run: seen };
  const number = seen + 1;
  await writeRun(bound, run, number);
  const commit = { merchant, day, run: number, by: run.by, atMs: run.atMs };
  const touched = new Set([...run.result.breaks, ...run.result.closed].map(({ id }) => id));
  const before = await mentionedBy(bound, day, seen);
  if (isListCut(run.result)) {
    const unsaid = before.flatMap(({ break_id: id, content_sha256: sha256 }) =>
      sha256 === null || touched.has(id) ? [] : { id, sha256 },
    );
    await keepMentions(bound, { day, run: number }, unsaid);
  }
  const ids = [...new Set([...touched, ...before.map(({ break_id: id }) => id)])].sort();
  return { kind: 'committed', run: number, events: await changeBreaks(bound, ids, commit) };
}

const mentionedText = `
select place, break_id, content_sha256 from alipay_intl.break_mentions
where scope = $1 and merchant = $2 and day = $3 and run = $4::integer and place > $5::integer
order by place limit 10000`;

interface Mentioned {
  readonly place: number;
  readonly break_id: string;
  /** `null` where the run has closed it. */
  readonly content_sha256: string | null;
}

const belowAllPlaces = -2_147_483_648;

/** What a run has mentioned and what it kept of the run before it, read in pages. */
async function mentionedBy(
  session: MerchantSession,
  day: string,
  run: number,
): Promise<readonly Mentioned[]> {
  const mentions: Mentioned[] = [];
  let after = belowAllPlaces;
  for (;;) {
    const page = await session.query<Mentioned>(mentionedText, [day, run, after]);
    for (const one of page) mentions.push(one);
    const last = page.at(-1);
    if (last === undefined) return mentions;
    after = last.place;
  }
}

/** Derives anew what each break is that this run mentions, or that the run before it has mentioned. */
async function changeBreaks(
  session: MerchantSession,
  ids: readonly string[],
  commit: BreakCommit,
): Promise<readonly BreakEvent[]> {
  const events: BreakEvent[] = [];
  for (const slice of slicesOf(ids)) {
    for (const event of await changeSlice(session, slice, commit)) events.push(event);
  }
  return events;
}

async function changeSlice(
  session: MerchantSession,
  ids: readonly string[],
  commit: BreakCommit,
): Promise<readonly BreakEvent[]> {
  const known = await readKnown(session, commit.merchant, ids);
  const byId = new Map(known.map((one) => [one.id, one]));
  const changes = ids.flatMap((id) => {
    const one = byId.get(id);
    return one === undefined ? [] : (breakChange(id, one.before, one.mentions, commit) ?? []);
  });
  const events = changes.flatMap((change) => change.events);
  await saveStates(
    session,
    changes.map(({ state }) => state),
    events,
  );
  return events;
}
