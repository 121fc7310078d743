import type { BreakRecord, DayBook } from '@alipay-intl/reconciliation/match';

const pageSize = 1_000;

/** How the breaks of a merchant stand now. */
export interface BreakStandings {
  readonly open: ReadonlyMap<string, BreakRecord>;
  readonly closed: ReadonlyMap<string, 'closed-by-person' | 'closed-by-run'>;
}

/** Reads how all breaks of a merchant stand, once for all of its days. */
export async function breakStandings(book: DayBook, merchant: string): Promise<BreakStandings> {
  const closed = new Map<string, 'closed-by-person' | 'closed-by-run'>();
  for (const standing of ['closed-by-person', 'closed-by-run'] as const) {
    for await (const { break: one } of allBreaks(book, merchant, standing)) closed.set(one.id, standing);
  }
  return { open: await openBreaks(book, merchant), closed };
}

/** The breaks of a merchant that are open now, by id. */
export async function openBreaks(book: DayBook, merchant: string): Promise<BreakStandings['open']> {
  const open = new Map<string, BreakRecord>();
  for await (const record of allBreaks(book, merchant, 'open')) open.set(record.break.id, record);
  return open;
}

/** All breaks of a merchant that stand in one way. */
async function* allBreaks(
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
