import type { Options, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** Shows how far long work is, where a person looks: a bar where the end is known, else a count. Lines are said above it. */
export interface Progress {
  /** Tells the work and how far it is; without a total, how much of it is done. */
  show(label: string, done: number, total?: number): void;
  /** Takes it away. */
  end(): void;
}

const nothing: Progress = { show: () => undefined, end: () => undefined };

/** Makes a progress display. The bar is loaded only where there is one. */
export async function createProgress(terminal: Terminal): Promise<Progress> {
  if (!terminal.isInteractive) return nothing;
  const { Presets, SingleBar } = await import('cli-progress');
  const barOf = (format: string): SingleBar => {
    const options: Options & { readonly terminal: object } = { format, terminal: lineOf(terminal), fps: 10 };
    return new SingleBar(options, Presets.shades_classic);
  };
  const bars = { counted: barOf('{label} {value}'), measured: barOf('{label} {bar} {value}/{total}') };
  return {
    show: (label, done, total) => {
      const [bar, other] =
        total === undefined ? [bars.counted, bars.measured] : [bars.measured, bars.counted];
      other.stop();
      const most = Math.max(total ?? done, 1);
      if (!bar.isActive) bar.start(most, done, { label });
      bar.setTotal(most);
      bar.update(done, { label });
    },
    end: () => {
      for (const bar of Object.values(bars)) bar.stop();
      terminal.showStatus('');
    },
  };
}

/** The status line as the bar sees a terminal: neither the cursor nor any other line is the bar's business. */
function lineOf(terminal: Terminal): object {
  const ignored = (): void => undefined;
  return {
    write: (line: string) => terminal.showStatus(line),
    isTTY: () => true,
    getWidth: () => terminal.width,
    ...{ cursorSave: ignored, cursorRestore: ignored, cursor: ignored, cursorTo: ignored },
    ...{ clearRight: ignored, clearLine: ignored, newline: ignored, lineWrapping: ignored },
  };
}
