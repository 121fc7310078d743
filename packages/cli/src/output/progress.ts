import type { Terminal } from './terminal.ts';

/** Shows how far long work is: a bar where a person looks, else nothing; lines are said beside it. */
export interface Progress {
  /** Tells the work and how far it is; without a total, how much of it is done. */
  show(label: string, done: number, total?: number): void;
  /** Takes the bar away. */
  end(): void;
}

const nothing: Progress = { show: () => undefined, end: () => undefined };

/** Makes a progress display. The bar is loaded only where there is one. */
export async function createProgress(terminal: Terminal): Promise<Progress> {
  if (!terminal.isInteractive) return nothing;
  const { Presets, SingleBar } = await import('cli-progress');
  const bar = new SingleBar(
    {
      stream: terminal.progress as NodeJS.WriteStream,
      format: '{label} {bar} {value}/{total}',
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 50,
      fps: 10,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    show: (label, done, total = done) => {
      if (!isStarted) bar.start(total, done, { label });
      isStarted = true;
      bar.setTotal(Math.max(total, 1));
      bar.update(done, { label });
    },
    end: () => {
      if (isStarted) bar.stop();
      isStarted = false;
    },
  };
}
