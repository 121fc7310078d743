import type { Writable } from 'node:stream';
import { printableLines } from './columns.ts';
import { stringify } from './json.ts';
import { StatusLine } from './status-line.ts';

/** Where a command writes, and what it may do there. */
export interface Terminal {
  /** One JSON document instead of text. */
  readonly isJson: boolean;
  /** Whether a person is looking at the progress. */
  readonly isInteractive: boolean;
  /** Whether the output shows styles. */
  readonly hasStyles: boolean;
  /** Characters of a line of the output. */
  readonly width: number;
  /** Puts text into a style, where styles are shown. */
  readonly style: (style: Style, text: string) => string;
  /** Writes to the output, and waits until it is taken. Throws where nobody will: {@link isGoneReader}. */
  write(text: string): Promise<void>;
  /** One line about what is going on; not with `--json`. */
  say(line: string): void;
  /** A line that a person should see, also with `--json`, where it is a JSON object on the error output. */
  warn(message: string): void;
  /** Lines about a fault, which are complete. */
  tell(lines: string): void;
  /** Keeps a line below all others, where the terminal is interactive; an empty one takes it away. */
  showStatus(line: string): void;
}

/** The few styles of the output. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

const usualWidth = 100;

/** Streams and environment of a run. */
export interface Streams {
  readonly out: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Makes a terminal over the streams of a run. https://no-color.org */
export function createTerminal({ out, err, env }: Streams, isJson: boolean): Terminal {
  const noColour = env['NO_COLOR'] ?? '';
  const hasStyles = out.isTTY === true && noColour === '' && env['TERM'] !== 'dumb' && !isJson;
  const isInteractive = err.isTTY === true && !isJson && env['TERM'] !== 'dumb';
  const status = new StatusLine(err);
  const tell = (lines: string): void => status.aside(() => err.write(lines));
  return {
    isJson,
    isInteractive,
    hasStyles,
    width: out.columns ?? usualWidth,
    style: (style, text) => {
      const [on, off] = codes[style];
      return hasStyles ? `\u001b[${on}m${text}\u001b[${off}m` : text;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        // Rows follow one another faster than a line below them could be read.
        if (out.isTTY === true) status.show('');
        out.write(text, (error) => (error == null ? resolve() : reject(error)));
      }),
    say: (line) => {
      if (!isJson) tell(`${printableLines(line)}\n`);
    },
    warn: (message) =>
      tell(isJson ? `${stringify({ warning: message })}\n` : `Warning: ${printableLines(message)}\n`),
    tell,
    showStatus: (line) => {
      if (isInteractive) status.show(printableLines(line));
    },
  };
}

/** Tells that whoever reads the output has gone before its end, as `head` does. */
export function isGoneReader(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
