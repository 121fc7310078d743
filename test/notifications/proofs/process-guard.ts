const events = ['unhandledRejection', 'uncaughtException'] as const;

/** Counts what would have ended the process, instead of whoever listens to it. */
export class ProcessGuard {
  ends = 0;
  readonly #count = (): void => {
    this.ends += 1;
  };
  readonly #others = events.map((event) => [event, process.listeners(event as 'uncaughtException')] as const);

  constructor() {
    for (const event of events) process.removeAllListeners(event).on(event, this.#count);
  }

  /** Waits until what is already on its way has been counted, and gives the events back. */
  async close(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const [event, listeners] of this.#others) {
      process.removeAllListeners(event);
      for (const listener of listeners) process.on(event, listener);
    }
  }
}
