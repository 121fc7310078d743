import type { StoreSession } from './store.ts';

/** Runs `work` in a transaction of a session that nobody else uses meanwhile. Throws what `work` throws. */
export async function runTransaction<Result>(
  session: StoreSession,
  work: (session: StoreSession) => Promise<Result>,
): Promise<Result> {
  await session.query('begin', []);
  try {
    const result = await work(session);
    await session.query('commit', []);
    return result;
  } catch (error) {
    // Where this fails too, the session is gone, and its transaction with it.
    await session.query('rollback', []).catch(() => undefined);
    throw error;
  }
}
