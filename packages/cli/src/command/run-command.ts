import { type SleepingClock, systemClock } from '@alipay-intl/core/time';
import { CommanderError } from 'commander';
import type { ExitCode } from '../output/exit-code.ts';
import { stringify } from '../output/json.ts';
import { errorText, stoppedFault } from '../output/tell-error.ts';
import { createTerminal, isGoneReader, type Streams } from '../output/terminal.ts';
import type { Execute } from './execute.ts';
import { createProgram } from './program.ts';
import { createRun } from './run.ts';
import { wrongArgument } from './wrong-argument.ts';

/** What a run of the command has around it. */
export interface CommandEnvironment extends Streams {
  /** Folder that paths of the arguments count from. */
  readonly cwd: string;
  /** Ends the command in good order. */
  readonly signal?: AbortSignal | undefined;
  /** This machine's by default. */
  readonly clock?: SleepingClock | undefined;
}

/**
 * Runs `alipay-intl` with arguments, in this process. It never throws: a fault is told on `err`, with its code and what to do.
 *
 * @param args - without the names of program and script.
 * @returns 0 done, 1 somebody must look, 2 not due yet, 3 a fault.
 */
export async function runCommand(
  args: readonly string[],
  environment: CommandEnvironment,
): Promise<ExitCode> {
  // Known before the arguments are right.
  const style = { isJson: args.includes('--json'), isVerbose: args.includes('--verbose') };
  const terminal = createTerminal(environment, style.isJson);
  let isStopTold = false;
  const tell = (error: unknown): void => {
    const isStop = environment.signal?.aborted === true;
    // What a signal has broken off fails at several places.
    if (isStop && isStopTold) return;
    isStopTold = isStop;
    terminal.tell(errorText(isStop ? stoppedFault(error) : error, style));
  };
  let exitCode: ExitCode = 0;
  const execute: Execute = async (options, action) => {
    const { cwd, env, signal = new AbortController().signal, clock = systemClock } = environment;
    const run = createRun({ terminal, cwd, env, signal, clock, reportFault: tell }, options.config);
    const outcome = await action(run);
    // What was done is done, also where nobody reads of it.
    exitCode = outcome.exitCode;
    if (!('isWritten' in outcome))
      await terminal.write(style.isJson ? `${stringify(outcome.data, 2)}\n` : outcome.text);
  };
  try {
    await createProgram(execute, environment, style.isJson).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (isGoneReader(error)) return exitCode;
    if (style.isJson || !isShownHelp(error)) tell(usageError(error));
    return 3;
  }
}

/** Help that is printed because no command was named is all there is to say. */
function isShownHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.code === 'commander.help';
}

function usageError(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  const message = isShownHelp(error)
    ? 'No command was named.'
    : error.message.replace(/^error: /, '').replace(/[.]?$/, '.');
  return wrongArgument(message, 'alipay-intl --help, or --help behind a command, says what there is.');
}
