import { createInterface } from 'node:readline';

/** The screen and the scanner of a till. A scanner types its digits and presses Enter. */
export interface Terminal {
  /** Asks and waits for a line; undefined when there are no more. */
  ask(question: string): Promise<string | undefined>;
  say(line: string): void;
  close(): void;
}

/** A terminal on this process's own input and output. */
export function openTerminal(): Terminal {
  const reader = createInterface({ input: process.stdin });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question) {
      process.stdout.write(question);
      const line = await lines.next();
      if (line.done === true) return undefined;
      if (!process.stdin.isTTY) process.stdout.write('\n');
      return line.value.trim();
    },
    say: (line) => console.log(line),
    close: () => reader.close(),
  };
}
