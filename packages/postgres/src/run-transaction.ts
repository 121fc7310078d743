import type { StoreSession } from './store.ts';
import { rolledBack } from './store-failure.ts';

/** A session that can also tell what a statement turned out to do. */
export interface CommandSession extends StoreSession {
  /** Runs a statement without values and gives the word of what was done, where the driver tells it. */
  command(text: string): Promise<string | undefined>;
}

/**
 * Runs `work` in a transaction of a session that nobody else uses meanwhile. Throws what `work` throws.
 *
 * @throws StoreError `ERR_STORE_UNAVAILABLE` where the commit was none, because `work` let a failed statement pass.
 */
export async function runTransaction<Result>(
  session: CommandSession,
  work: (session: StoreSession) => Promise<Result>,
): Promise<Result> {
  await session.command('begin');
  try {
    const result = await work({ query: (text, values) => session.query(text, values) });
    // A transaction in which a statement failed is rolled back by its commit, and that is no error for the database.
    if ((await session.command('commit')) !== 'COMMIT') throw rolledBack();
    return result;
  } catch (error) {
    // Where this fails too, the session is gone, and its transaction with it.
    await session.command('rollback').catch(() => undefined);
    throw error;
  }
}
