import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A second process at the same folder. */
export interface TillProcess {
  /** What it has printed so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves when it has printed the line, or has ended without. */
  printed(line: string): Promise<void>;
  send(signal: NodeJS.Signals): void;
  /** Resolves with its last code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals | null>;
  kill(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const till = fileURLToPath(new URL('./till.ts', import.meta.url));

export function startTill(folder: string, job: 'hold' | 'write' | 'leave', prefix = 'a'): TillProcess {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions', '@alipay-intl/source', '--import', './tools/typescript-loader.mjs'],
      ...[till, folder, job, prefix],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const pieces = (rest + text).split('\n');
    rest = pieces.pop() ?? '';
    lines.push(...pieces);
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code));
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const printed = async (line: string): Promise<void> => {
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    while (!isOver && !lines.includes(line)) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { lines, printed, send: (signal) => void child.kill(signal), ended: () => ended, kill };
}
