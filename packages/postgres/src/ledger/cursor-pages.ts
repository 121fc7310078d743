import type { SqlValue, Store } from '../store.ts';

/** A query, and how much of it is read at once. */
export interface PagedQuery {
  readonly text: string;
  readonly values: readonly SqlValue[];
  readonly pageRows: number;
}

/**
 * Reads the rows of a query through a cursor, in a transaction that can only read and lasts until the last page is taken. No more
 * than a page is held; the next is fetched when it is asked for.
 */
export async function* cursorPages<Row>(
  store: Store,
  { text, values, pageRows }: PagedQuery,
): AsyncGenerator<readonly Row[]> {
  // Hands pages over one by one; what ends either side ends the other.
  const { readable, writable } = new TransformStream<readonly Row[], readonly Row[]>();
  const writer = writable.getWriter();
  const reading = store
    .transaction(async (session) => {
      await session.query('set transaction read only', []);
      await session.query(`declare own_books no scroll cursor for ${text}`, values);
      for (;;) {
        const rows = await session.query<Row>(`fetch ${pageRows} from own_books`, []);
        if (rows.length === 0) return;
        await writer.write(rows);
      }
    })
    .then(
      () => writer.close(),
      (error: unknown) => writer.abort(error),
    )
    // Who takes the pages meets the same error there.
    .catch(() => undefined);
  try {
    yield* readable;
  } finally {
    await readable.cancel().catch(() => undefined);
    await reading;
  }
}
