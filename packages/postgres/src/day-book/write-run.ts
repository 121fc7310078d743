import { createHash } from 'node:crypto';
import { breakText, dayResultToJson } from '@alipay-intl/reconciliation/days';
import type { Break, DayRun } from '@alipay-intl/reconciliation/match';
import { writeText } from '../notifications/storable-text.ts';
import type { MerchantSession } from './merchant-session.ts';
import { slicesOf } from './slices.ts';

const runText = `
insert into alipay_intl.day_runs (
  scope, merchant, day, run, state, inputs_sha256, carried_in_sha256, carried_path, carried_sha256,
  rows_path, rows_sha256, made_by, made_at, result
) values ($1, $2, $3, $4::integer, $5, $6, $7, $8, $9, $10, $11, $12, $13::float8::bigint, $14::json)`;

const countsText = `
insert into alipay_intl.reconciled_days (scope, merchant, day, run) values ($1, $2, $3, $4::integer)
on conflict (scope, merchant, day) do update set run = excluded.run`;

// Contents are texts in the parameter: within a JSON value the database would read their escapes.
const contentsText = `
insert into alipay_intl.break_contents (scope, merchant, break_id, sha256, content)
select $1, $2, id, sha256, content::json
from json_to_recordset($3::json) as given (id text, sha256 text, content text)
on conflict do nothing`;

const mentionsText = `
insert into alipay_intl.break_mentions (scope, merchant, day, run, place, break_id, content_sha256, reason)
select $1, $2, $3, $4::integer, place, id, sha256, reason
from json_to_recordset($5::json) as given (place integer, id text, sha256 text, reason text)`;

/** Writes a run down with all that it says, and makes it the one that counts for its day. */
export async function writeRun(session: MerchantSession, run: DayRun, number: number): Promise<void> {
  const { result, carriedInSha256, carriedOut, rows, by, atMs } = run;
  await session.query(runText, [
    ...[result.day, number, result.state, result.inputsSha256, carriedInSha256 ?? null],
    ...[
      writeText(carriedOut.path),
      carriedOut.sha256,
      writeText(rows.path),
      rows.sha256,
      writeText(by),
      atMs,
    ],
    JSON.stringify(dayResultToJson({ ...result, breaks: [], closed: [] })),
  ]);
  await session.query(countsText, [result.day, number]);
  await writeListed(session, run, number);
  await writeClosed(session, run, number);
}

async function writeListed(session: MerchantSession, { result }: DayRun, run: number): Promise<void> {
  let place = 0;
  for (const slice of slicesOf(result.breaks)) {
    const contents = slice.map(contentOf);
    await session.query(contentsText, [JSON.stringify(contents)]);
    const mentions = contents.map(({ id, sha256 }) => ({ place: place++, id, sha256 }));
    await session.query(mentionsText, [result.day, run, JSON.stringify(mentions)]);
  }
}

async function writeClosed(session: MerchantSession, { result }: DayRun, run: number): Promise<void> {
  let place = result.breaks.length;
  for (const slice of slicesOf(result.closed)) {
    const mentions = slice.map(({ id, reason }) => ({ place: place++, id, reason: writeText(reason) }));
    await session.query(mentionsText, [result.day, run, JSON.stringify(mentions)]);
  }
}

/** A break that a run has listed. */
export interface ListedMention {
  readonly id: string;
  readonly sha256: string;
}

/**
 * Keeps what the run before said of breaks that a run does not mention because its list was cut. They are no part of its result: their
 * places are below zero.
 */
export async function keepMentions(
  session: MerchantSession,
  { day, run }: { readonly day: string; readonly run: number },
  kept: readonly ListedMention[],
): Promise<void> {
  let place = -1;
  for (const slice of slicesOf(kept)) {
    const mentions = slice.map(({ id, sha256 }) => ({ place: place--, id, sha256 }));
    await session.query(mentionsText, [day, run, JSON.stringify(mentions)]);
  }
}

/** What a run says of a break, and its digest. */
export function contentOf(one: Break): {
  readonly id: string;
  readonly sha256: string;
  readonly content: string;
} {
  const content = breakText(one);
  return { id: one.id, sha256: createHash('sha256').update(content).digest('hex'), content };
}
