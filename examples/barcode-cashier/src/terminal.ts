import { createInterface } from 'node:readline';

/** The screen and the scanner of a till. A scanner types its digits and presses Enter. */
export interface Terminal {
  /**
   * Asks and waits for a line; undefined when there are no more, or when the signal has ended the question. A line that is
   * typed after that answers the next question.
   */
  ask(question: string, signal?: AbortSignal): Promise<string | undefined>;
  say(line: string): void;
  close(): void;
}

/** A terminal on this process's own input and output. */
export function openTerminal(): Terminal {
  const reader = createInterface({ input: process.stdin });
  const lines = reader[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<string>> | undefined;
  return {
    async ask(question, signal) {
      process.stdout.write(question);
      next ??= lines.next();
      const line = await Promise.race([next, aborted(signal)]);
      if (line === undefined || !process.stdin.isTTY) process.stdout.write('\n');
      if (line === undefined) return undefined;
      if (line.done === true) return undefined;
      next = undefined;
      return line.value.trim();
    },
    say: (line) => console.log(line),
    close: () => reader.close(),
  };
}

function aborted(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined);
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
