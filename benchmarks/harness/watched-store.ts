import type { SqlValue, Store } from '@alipay-intl/postgres';

/** A statement as it was run. */
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A store that remembers how many statements it ran, and the last one. */
export interface WatchedStore extends Store {
  readonly statements: { count: number; last: Statement | undefined };
}

/** Watches the statements of a store outside of transactions. */
export function watchStore(store: Store): WatchedStore {
  const statements: WatchedStore['statements'] = { count: 0, last: undefined };
  return {
    statements,
    query: (text, values) => {
      statements.count += 1;
      statements.last = { text, values };
      return store.query(text, values);
    },
    transaction: (work) => store.transaction(work),
    close: () => store.close(),
  };
}

/** How the database would run a statement, one line for each node of the plan. */
export async function planOf(store: Store, { text, values }: Statement): Promise<readonly string[]> {
  const rows = await store.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, values);
  return rows.map((row) => row['QUERY PLAN']);
}
