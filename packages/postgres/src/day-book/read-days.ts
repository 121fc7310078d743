import type { Break, ClosedBreak, DayEntry, DayResult } from '@alipay-intl/reconciliation/match';
import { readText } from '../notifications/storable-text.ts';
import type { MerchantSession } from './merchant-session.ts';
import { readBreak, readResult } from './read-content.ts';
import { contentOfBreak } from './state-row.ts';

const entryText = (condition: string): string => `
select r.day, r.run, r.state, r.inputs_sha256, r.carried_in_sha256, r.carried_path, r.carried_sha256,
  r.rows_path, r.rows_sha256, r.made_by, r.made_at::float8 as made_at
from alipay_intl.reconciled_days d
join alipay_intl.day_runs r using (scope, merchant, day, run)
where d.scope = $1 and d.merchant = $2 and ${condition}`;

const spanText = entryText('d.day >= $3 and d.day <= $4 order by d.day');
const lastText = entryText('d.day < $3 order by d.day desc limit 1');

interface EntryRow {
  readonly day: string;
  readonly run: number;
  readonly state: DayEntry['state'];
  readonly inputs_sha256: string;
  readonly carried_in_sha256: string | null;
  readonly carried_path: string;
  readonly carried_sha256: string;
  readonly rows_path: string;
  readonly rows_sha256: string;
  readonly made_by: string;
  readonly made_at: number;
}

/** The newest run of each day in a span. */
export async function readDays(
  session: MerchantSession,
  merchant: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly DayEntry[]> {
  return (await session.query<EntryRow>(spanText, [from, to])).map((row) => entryOf(merchant, row));
}

/** The last day before a day that was run. */
export async function readLastBefore(
  session: MerchantSession,
  merchant: string,
  day: string,
): Promise<DayEntry | undefined> {
  const [row] = await session.query<EntryRow>(lastText, [day]);
  return row === undefined ? undefined : entryOf(merchant, row);
}

function entryOf(merchant: string, row: EntryRow): DayEntry {
  return {
    merchant,
    day: row.day,
    run: row.run,
    state: row.state,
    inputsSha256: row.inputs_sha256,
    carriedInSha256: row.carried_in_sha256 ?? undefined,
    carriedOut: { path: readText(row.carried_path), sha256: row.carried_sha256 },
    rows: { path: readText(row.rows_path), sha256: row.rows_sha256 },
    by: readText(row.made_by),
    atMs: row.made_at,
  };
}

const resultText = `
select r.run, r.result::text as result from alipay_intl.reconciled_days d
join alipay_intl.day_runs r using (scope, merchant, day, run)
where d.scope = $1 and d.merchant = $2 and d.day = $3`;

const saidText = `
select m.place, m.break_id, m.reason, c.content::text as content
from alipay_intl.break_mentions m
${contentOfBreak('c', 'm.break_id', 'm.content_sha256')}
where m.scope = $1 and m.merchant = $2 and m.day = $3 and m.run = $4::integer and m.place > $5::integer
order by m.place limit 1000`;

interface SaidRow {
  readonly place: number;
  readonly break_id: string;
  readonly reason: string | null;
  readonly content: string | null;
}

/** What the newest run of a day came to, its breaks read in pages. A run is never changed, so the pages fit together. */
export async function readDayResult(session: MerchantSession, day: string): Promise<DayResult | undefined> {
  const [row] = await session.query<{ run: number; result: string }>(resultText, [day]);
  if (row === undefined) return undefined;
  const breaks: Break[] = [];
  const closed: ClosedBreak[] = [];
  let after = -1;
  for (;;) {
    const said = await session.query<SaidRow>(saidText, [day, row.run, after]);
    const last = said.at(-1);
    if (last === undefined) return { ...readResult(row.result), breaks, closed };
    after = last.place;
    for (const { break_id: id, reason, content } of said) {
      if (reason === null) breaks.push(readBreak(content ?? ''));
      else closed.push({ id, reason: readText(reason) });
    }
  }
}
