import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process of its own that runs a file. It must end when it is disconnected. */
export class TypescriptProcess {
  readonly #child: ChildProcess;
  readonly #name: string;

  /** @param conditions - export conditions, for instance the one of the sources. */
  constructor(file: URL, conditions: readonly string[] = []) {
    this.#name = basename(file.pathname);
    this.#child = fork(fileURLToPath(file), {
      execArgv: [
        ...conditions.map((condition) => `--conditions=${condition}`),
        ...['--import', new URL('../../tools/typescript-loader.mjs', import.meta.url).href],
      ],
    });
  }

  /** Sends a message and waits for the answer. Rejects when the process ends instead. */
  async ask<Answer>(message: object | string): Promise<Answer> {
    const given = new AbortController();
    this.#child.send(message);
    try {
      const [answer] = await Promise.race([
        once(this.#child, 'message', { signal: given.signal }),
        this.#failWhenItEnds(given.signal),
      ]);
      return answer as Answer;
    } finally {
      given.abort();
    }
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (!this.#child.connected) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  async #failWhenItEnds(signal: AbortSignal): Promise<never> {
    const [code] = await once(this.#child, 'exit', { signal });
    throw new Error(`${this.#name} ended with ${code}.`);
  }
}
