import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds examples, which is quick where they are built already. */
export async function build(...names: readonly string[]): Promise<void> {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const projects = names.map((name) => `examples/${name}`);
  await promisify(execFile)(process.execPath, [tsc, '-b', ...projects], { cwd: root }).catch((error) => {
    throw new Error(`the examples cannot be built:\n${error.stdout}${error.stderr}`);
  });
}

/** A running example. */
export interface Program {
  /** All that it has printed so far. */
  output(): string;
  /** Waits until it prints a text again, behind what was waited for before. */
  until(text: string): Promise<void>;
  type(line: string): void;
  /** Closes its input. */
  endInput(): void;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

const started: ChildProcess[] = [];

/** Starts a built file of an example. */
export function start(
  name: string,
  env: Readonly<Record<string, string>> = {},
  file: string = 'main.js',
): Program {
  const child = spawn(process.execPath, [`${root}examples/${name}/dist/${file}`], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  started.push(child);
  let printed = '';
  let seen = 0;
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (settle: () => void): void => {
        waiting.delete(look);
        settle();
      };
      const look = (): void => {
        const at = printed.indexOf(text, seen);
        if (at < 0) return;
        seen = at + text.length;
        give(resolve);
      };
      waiting.add(look);
      void ended.then(() => give(() => reject(new Error(`ended before it printed "${text}":\n${printed}`))));
      look();
    });
  return {
    output: () => printed,
    until,
    type: (line) => void child.stdin.write(`${line}\n`),
    endInput: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Ends what a failed test has left running. */
export function endAll(): void {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
}
