import { styleText } from 'node:util';

/** One line below a step: a name and what it was. */
export type Detail = readonly [name: string, value: string];

/** Writes the story of the run, step by step. */
export interface Transcript {
  /** The opening lines. */
  open(title: string, details: readonly Detail[]): void;
  /** Runs one step and prints it; a failure is thrown on with the step's name. */
  step(name: string, play: () => Promise<readonly Detail[]>): Promise<void>;
  /** Shows a text as it is, set in. */
  print(text: string): void;
  /** The last line. */
  close(): void;
}

/** The failure of a named step. */
export class StepError extends Error {
  constructor(step: string, cause: unknown) {
    super(`Step "${step}" went wrong: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StepError';
  }
}

const width = 84;

export function createTranscript(write: (line: string) => void): Transcript {
  const startedAt = performance.now();
  let steps = 0;
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? styleText(format, text) : text;
  const printDetails = (details: readonly Detail[]): void => {
    for (const [name, value] of details) write(`    ${paint('dim', name.padEnd(16))} ${value}`);
  };
  return {
    open(title, details) {
      write(paint('bold', title));
      printDetails(details);
      write('');
    },
    async step(name, play) {
      steps += 1;
      const from = performance.now();
      try {
        const details = await play();
        const duration = `${(performance.now() - from).toFixed(0)} ms`;
        const head = `${String(steps).padStart(2)}  ${name}`;
        write(`${paint('bold', head.padEnd(width - duration.length))}${paint('dim', duration)}`);
        printDetails(details);
        write('');
      } catch (cause) {
        throw new StepError(name, cause);
      }
    },
    print(text) {
      for (const line of text.trimEnd().split('\n')) write(`    ${line}`.trimEnd());
      write('');
    },
    close() {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
      write(paint('green', `All ${steps} steps went as they should, in ${seconds} s.`));
    },
  };
}

/** Stops the run where something is not as it should be. */
export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}
