import type { PGlite } from '@electric-sql/pglite';
import { createDatabase } from './create-database.ts';

/**
 * An embedded database that is started again behind a crash of it, for instance on a full disk: what runs inside this
 * process cannot be restarted from outside.
 */
export class RestartingDatabase {
  readonly #folder: string;
  #engine: Promise<PGlite>;
  #isClosed = false;

  private constructor(folder: string, engine: Promise<PGlite>) {
    this.#folder = folder;
    this.#engine = engine;
  }

  static async start(folder: string): Promise<RestartingDatabase> {
    const engine = createDatabase(folder);
    await engine;
    return new RestartingDatabase(folder, engine);
  }

  /** Throws what `work` throws, or why the database cannot be started again. */
  async run<Result>(work: (engine: PGlite) => Promise<Result>): Promise<Result> {
    const running = this.#engine;
    try {
      return await work(await running);
    } catch (error) {
      if (!isReported(error) && !(await isAlive(running))) this.#restart(running);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const engine = await this.#engine.catch(() => undefined);
    // One that crashed cannot even be closed; its folder is as safe as behind a kill.
    await engine?.close().catch(() => undefined);
  }

  #restart(crashed: Promise<PGlite>): void {
    if (this.#isClosed || this.#engine !== crashed) return;
    this.#engine = crashed
      .then((engine) => engine.close())
      .catch(() => undefined)
      .then(() => createDatabase(this.#folder));
    // Whoever comes next meets the failure, and tries again.
    this.#engine.catch(() => undefined);
  }
}

/** A failure that the database tells of a statement leaves it running. */
function isReported(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR';
}

async function isAlive(running: Promise<PGlite>): Promise<boolean> {
  try {
    const engine = await running;
    await engine.query('select 1');
    return true;
  } catch {
    return false;
  }
}
