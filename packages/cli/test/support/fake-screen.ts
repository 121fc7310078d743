import { Writable } from 'node:stream';

/** A terminal's screen, as far as the command may steer it: line starts, line ends, and erasing to the end of the line. */
export interface FakeScreen {
  readonly stream: Writable & { readonly isTTY: true; readonly columns: number };
  /** Everything that was written. */
  written(): string;
  /** The lines that can be read now, without the empty ones at the end. */
  lines(): readonly string[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a screen is steered with
const steering = /(\r|\n|\u001b\[K|\u001b\[\?7[lh]|\u001b\[\d+m)/;

/** Makes a screen. What it does not know stays on it as text. */
export function fakeScreen(): FakeScreen {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  return {
    stream: Object.assign(stream, { isTTY: true as const, columns: 80 }),
    written: () => text,
    lines: () => linesOf(text),
  };
}

function linesOf(text: string): readonly string[] {
  const lines = [''];
  let column = 0;
  for (const part of text.split(steering)) {
    const line = lines.at(-1) ?? '';
    if (part === '\r') column = 0;
    else if (part === '\u001b[K') lines[lines.length - 1] = line.slice(0, column);
    else if (part === '\n') {
      lines.push('');
      column = 0;
    } else if (!steering.test(part)) {
      lines[lines.length - 1] = line.slice(0, column) + part + line.slice(column + part.length);
      column += part.length;
    }
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}
