import { spawn } from 'node:child_process';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@alipay-intl/cli';
import { systemClock } from '@alipay-intl/core/time';
import { type NightScene, password } from './night-scene.ts';

/** What a run of the command left. */
export interface Ran {
  readonly code: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs by command, and a test looks at what it needs
  readonly data: any;
  readonly out: string;
  readonly err: string;
}

/** Runs `alipay-intl` with `--json` in this process, at the time of the scene. */
export async function runNightly(
  args: readonly string[],
  scene: Pick<NightScene, 'now'>,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCommand([...args, '--json'], {
    out: collect((text) => {
      out += text;
    }),
    err: collect((text) => {
      err += text;
    }),
    cwd: folder,
    env: { SFTP_PASSWORD: password, USER: 'tester', ...env },
    clock: { now: scene.now, sleep: systemClock.sleep },
  });
  return { code, data: out === '' ? undefined : JSON.parse(out), out, err };
}

function collect(take: (text: string) => void): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => {
      take(String(chunk));
      done();
    },
  });
}

/** A process that runs `alipay-intl` at a fixed time. */
export interface NightProcess {
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** What it has said so far. */
  said(): string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
}

/** Starts a process that runs `alipay-intl`. */
export function startProcess(
  args: readonly string[],
  nowMs: number,
  folder: string,
  env: Readonly<Record<string, string>>,
): NightProcess {
  const loader = new URL('../../../tools/typescript-loader.mjs', import.meta.url).href;
  const program = fileURLToPath(new URL('night-program.ts', import.meta.url));
  const options = ['--import', loader, '--conditions', '@alipay-intl/source'];
  const child = spawn(process.execPath, [...options, program, String(nowMs), ...args], {
    cwd: folder,
    env: { ...process.env, SFTP_PASSWORD: password, USER: 'tester', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return {
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))),
    said: () => err,
    kill: (signal) => child.kill(signal),
  };
}
