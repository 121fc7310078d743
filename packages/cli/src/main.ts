import { runCommand } from './command/run-command.ts';

const stop = new AbortController();

/** The first signal ends the work in good order; the second one ends the process, because the handlers are gone by then. */
function stopOnce(): void {
  process.off('SIGINT', stopOnce);
  process.off('SIGTERM', stopOnce);
  stop.abort();
}

process.on('SIGINT', stopOnce);
process.on('SIGTERM', stopOnce);
// Whoever reads the output may go before its end, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
// Node would end with 1, which means that there are breaks.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(3);
});

process.exitCode = await runCommand(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: stop.signal,
});
