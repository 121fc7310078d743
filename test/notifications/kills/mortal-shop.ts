import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ShopOrder } from './shop-program.ts';

/** A shop that is killed and started again, and is found at another port each time. */
export class MortalShop {
  readonly #order: ShopOrder;
  readonly #program: string;
  #child: ChildProcess | undefined;
  #port: Promise<number>;

  /** @param program - file of the shop's process. */
  constructor(program: string, order: ShopOrder) {
    this.#program = program;
    this.#order = order;
    this.#port = this.start();
  }

  /** Where it listens, or will when it has started. Rejects when it ends before. */
  port(): Promise<number> {
    return this.#port;
  }

  /** Starts it. */
  start(): Promise<number> {
    const child = fork(this.#program, [JSON.stringify(this.#order)], { execArgv: [] });
    this.#child = child;
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the shop ended with ${code ?? signal}`);
    });
    this.#port = Promise.race([once(child, 'message').then(([{ port }]) => port as number), ended]);
    this.#port.catch(() => undefined);
    return this.#port;
  }

  /** Ends it like a power cut ends a process. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Lets it finish what it has stored, and end. */
  async close(): Promise<void> {
    const child = this.#child;
    if (child === undefined || !child.connected) return;
    const ended = once(child, 'exit');
    child.send('close');
    const [code] = await ended;
    if (code !== 0) throw new Error(`the shop closed with ${code}`);
  }
}
