import type { Break, BreakEvent, DayBook, DayResult } from '@alipay-intl/reconciliation/match';
import type { BreakNote, ReportInput } from '@alipay-intl/reconciliation/report';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { type BreakStandings, breakStandings } from './break-standings.ts';

/**
 * What the report of a day is written from, as the book has it now; `undefined` for a day that was never run. Of several days, the
 * standings are read once.
 */
export async function reportInputOf(
  book: DayBook,
  { id, name }: MerchantConfiguration,
  day: string,
  known?: BreakStandings,
): Promise<ReportInput | undefined> {
  const [entry] = await book.days(id, { from: day, to: day });
  const result = await book.result(id, day);
  if (entry === undefined || result === undefined) return undefined;
  const standings = known ?? (await breakStandings(book, id));
  const { run, atMs } = entry;
  const notes = await notesOf(book, result, standings);
  return { result, merchantName: name, notes, stillOpen: stillOpenBreaks(result, standings), run, atMs };
}

/** What runs and people have said since about the breaks of a result. */
async function notesOf(
  book: DayBook,
  { merchant, breaks }: DayResult,
  { open, closed }: BreakStandings,
): Promise<ReadonlyMap<string, BreakNote>> {
  const notes = new Map<string, BreakNote>();
  for (const { id, standing: ran } of breaks) {
    const standing = closed.get(id) ?? (ran === 'waiting' && open.has(id) ? 'open' : undefined);
    if (standing === undefined) continue;
    const events = (await book.explain(merchant, id))?.events;
    const said = events?.findLast(({ kind }) => (standing === 'open' ? opening : closing).has(kind));
    notes.set(id, { standing, by: said?.by, reason: said?.reason });
  }
  return notes;
}

const opening: ReadonlySet<BreakEvent['kind']> = new Set(['became-open', 'reopened']);
const closing: ReadonlySet<BreakEvent['kind']> = new Set(['closed']);

/** Open breaks that earlier days have found and that the result does not list. */
function stillOpenBreaks({ day, breaks }: DayResult, { open }: BreakStandings): readonly Break[] {
  const listed = new Set(breaks.map(({ id }) => id));
  return [...open.values()]
    .filter(({ break: one, firstDay }) => firstDay < day && !listed.has(one.id))
    .map(({ break: one }) => one);
}
