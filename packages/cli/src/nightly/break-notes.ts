import type { BreakRecord, DayBook, DayResult } from '@alipay-intl/reconciliation/match';
import type { BreakNote } from '@alipay-intl/reconciliation/report';

const pageSize = 1_000;

/** What runs and people have said since about the breaks of a result. */
export async function breakNotes(
  book: DayBook,
  { merchant, breaks }: DayResult,
): Promise<ReadonlyMap<string, BreakNote>> {
  const notes = new Map<string, BreakNote>();
  const ids = new Set(breaks.map(({ id }) => id));
  if (ids.size === 0) return notes;
  for (const standing of ['closed-by-person', 'closed-by-run'] as const) {
    for await (const { break: one } of allBreaks(book, merchant, standing)) {
      if (!ids.has(one.id)) continue;
      const closed = (await book.explain(merchant, one.id))?.events.findLast(({ kind }) => kind === 'closed');
      notes.set(one.id, { standing, by: closed?.by, reason: closed?.reason });
    }
  }
  return notes;
}

/** All breaks of a merchant that stand in one way. */
export async function* allBreaks(
  book: DayBook,
  merchant: string,
  standing: BreakRecord['standing'],
): AsyncGenerator<BreakRecord> {
  let afterId: string | undefined;
  do {
    const page = await book.breaks({ merchant, standing, limit: pageSize, afterId });
    yield* page;
    afterId = page.length === pageSize ? page.at(-1)?.break.id : undefined;
  } while (afterId !== undefined);
}
