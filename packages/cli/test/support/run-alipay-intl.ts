import { Writable } from 'node:stream';
import type { SleepingClock } from '@alipay-intl/core/time';
import { runCommand } from '../../src/command/run-command.ts';

/** What a run of the command left. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where and how the command is run. */
export interface Around {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: SleepingClock;
  readonly signal?: AbortSignal;
  /** Whether the streams are terminals. */
  readonly isTerminal?: boolean;
}

/** Runs the command in this process. */
export async function runAlipayIntl(args: readonly string[], around: Around): Promise<Ran> {
  const out = collector(around.isTerminal ?? false);
  const err = collector(around.isTerminal ?? false);
  const { cwd, env = {}, clock, signal } = around;
  const code = await runCommand(args, { out: out.stream, err: err.stream, cwd, env, clock, signal });
  return { code, out: out.text(), err: err.text() };
}

function collector(isTTY: boolean): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => chunks.join('') };
}
