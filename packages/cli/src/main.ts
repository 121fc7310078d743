import { runCommand } from './command/run-command.ts';
import { isGoneReader } from './output/terminal.ts';

const stop = new AbortController();

/** The first signal ends the work in good order; the second one ends the process, because the handlers are gone by then. */
function stopOnce(): void {
  process.off('SIGINT', stopOnce);
  process.off('SIGTERM', stopOnce);
  stop.abort();
}

process.on('SIGINT', stopOnce);
process.on('SIGTERM', stopOnce);
// Whoever reads may go before the end, as `head` does; the work goes on, and its exit code counts.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!isGoneReader(error)) throw error;
  });
}
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
