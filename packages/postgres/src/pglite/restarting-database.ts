import type { PGlite, Results } from '@electric-sql/pglite';
import type { CommandSession } from '../run-transaction.ts';
import type { SqlValue } from '../store.ts';
import { storeFailure } from '../store-failure.ts';
import { createDatabase } from './create-database.ts';

/**
 * An embedded database that is started again behind a crash of it, for instance on a full disk: what runs inside this
 * process cannot be restarted from outside. Work is done one after the other, so that a crash leaves nobody waiting in it.
 */
export class RestartingDatabase {
  readonly #folder: string;
  #engine: PGlite | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  private constructor(folder: string, engine: PGlite) {
    this.#folder = folder;
    this.#engine = engine;
  }

  static async start(folder: string): Promise<RestartingDatabase> {
    return new RestartingDatabase(folder, await createDatabase(folder));
  }

  /**
   * Runs `work` when all earlier work is done.
   *
   * @throws StoreError for every failure of the database; what `work` itself throws passes through.
   */
  run<Result>(work: (session: CommandSession) => Promise<Result>): Promise<Result> {
    const turn = this.#lastTurn.then(async () => {
      const engine = await this.#running();
      return await work({
        query: async <Row>(text: string, values: readonly SqlValue[]) =>
          (await this.#query<Row>(engine, text, values)).rows,
        command: async (text) => (await this.#query(engine, text, [])).command,
      });
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#lastTurn;
    this.#isClosed = true;
    const engine = this.#engine;
    this.#engine = undefined;
    if (engine !== undefined) await succeeds(engine.close(), closingMs);
  }

  async #running(): Promise<PGlite> {
    if (this.#engine !== undefined) return this.#engine;
    if (this.#isClosed) throw storeFailure(new Error('it is closed'));
    try {
      this.#engine = await createDatabase(this.#folder);
      return this.#engine;
    } catch (error) {
      throw storeFailure(error);
    }
  }

  async #query<Row>(engine: PGlite, text: string, values: readonly SqlValue[]): Promise<Results<Row>> {
    // A crashed database may never answer.
    if (this.#engine !== engine) throw storeFailure(new Error('it has crashed'));
    try {
      return await engine.query<Row>(text, [...values]);
    } catch (error) {
      if (!(await hasSurvived(engine, error))) {
        this.#engine = undefined;
        // It cannot be closed in good order; its folder is as safe as behind a kill.
        await succeeds(engine.close(), answerMs);
      }
      throw storeFailure(error);
    }
  }
}

const answerMs = 1_000;
const closingMs = 30_000;

async function hasSurvived(engine: PGlite, error: unknown): Promise<boolean> {
  const severity = error instanceof Error && 'severity' in error ? error.severity : undefined;
  if (severity === 'ERROR') return true;
  if (severity === 'PANIC' || severity === 'FATAL') return false;
  return await succeeds(engine.query('select 1'), answerMs);
}

/** Whether something succeeds, and in time. */
async function succeeds(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return await Promise.race([done, late]).finally(() => clearTimeout(timer));
}
