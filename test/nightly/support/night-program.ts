import { runCommand } from '@alipay-intl/cli';
import { systemClock } from '@alipay-intl/core/time';

// `node night-program.ts <epoch milliseconds> <arguments of alipay-intl>`: the command at another time than now.
const [nowText = '', ...args] = process.argv.slice(2);
const shiftMs = Number(nowText) - Date.now();
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

process.exitCode = await runCommand(args, {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: stop.signal,
  clock: { now: () => Date.now() + shiftMs, sleep: systemClock.sleep },
});
