import type { Writable } from 'node:stream';

// Nothing of the cursor is changed for longer than one write, so that a process can end at any moment.
const takeAway = '\r\u001b[K';
const [withoutWrapping, withWrapping] = ['\u001b[?7l', '\u001b[?7h'];

/** One line below everything else that is written to a terminal. */
export class StatusLine {
  readonly #stream: Writable;
  #line = '';

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Shows a line in the place of the one before; an empty one takes it away. */
  show(line: string): void {
    if (line === '' && this.#line === '') return;
    this.#line = line;
    this.#stream.write(line === '' ? takeAway : `${takeAway}${withoutWrapping}${line}${withWrapping}`);
  }

  /** Takes the line away for as long as whole lines are written. */
  aside(write: () => void): void {
    const line = this.#line;
    this.show('');
    write();
    this.show(line);
  }
}
