import { type Command, Help, type Option } from 'commander';
import { dayOption } from './arguments.ts';
import type { Execute } from './execute.ts';
import type { NightlyArguments, WorkArguments } from './options.ts';

/** Adds `nightly`, alone and with several machines. */
export function addNightlyCommands(program: Command, execute: Execute): void {
  const nightly = program
    .command('nightly')
    .description('fetch what is due, reconcile every day through yesterday, write reports')
    .option('--merchant <id>', 'only this merchant')
    .addOption(dayOption('--through <day>', 'the last day to reconcile; yesterday where left out'))
    .addHelpText(
      'after',
      `
Ends with 2 while the files of a day may still come, and with 1 where breaks are open or files were left out,
whatever may still come:
run it every half hour until noon. Running it too often changes nothing.
A merchant with a fault does not keep the others waiting; the command then ends with 3.
A systemd timer and a crontab line: docs/nightly.md`,
    )
    .action((options: NightlyArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { nightlyCommand } = await import('../commands/nightly-command.ts');
        return nightlyCommand(run, options);
      }),
    );
  nightly
    .command('enqueue')
    .description('put a task for each merchant and day that is due into the queue (PostgreSQL only)')
    .addHelpText('after', '\nExample, on one machine, by a timer:\n  alipay-intl nightly enqueue')
    .action((_options: object, command: Command) => {
      const options: NightlyArguments = command.optsWithGlobals();
      return execute(options, async (run) => {
        const { enqueueCommand } = await import('../commands/enqueue-command.ts');
        return enqueueCommand(run, options);
      });
    });
  nightly
    .command('work')
    .description('do the tasks of the queue, in as many processes on as many machines as you like')
    .option('--once', 'end when the queue is empty')
    .addHelpText(
      'after',
      '\nExamples:\n  alipay-intl nightly work           until it is stopped\n  alipay-intl nightly work --once    until the queue is empty; docs/nightly.md',
    )
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions: withoutThrough })
    .action((_options: object, command: Command) => {
      const options: WorkArguments = command.optsWithGlobals();
      return execute(options, async (run) => {
        const { workCommand } = await import('../commands/work-command.ts');
        return workCommand(run, options);
      });
    });
}

/** The days of workers are those of the queue. */
function withoutThrough(command: Command): Option[] {
  const help = Object.assign(new Help(), { showGlobalOptions: true });
  return help.visibleGlobalOptions(command).filter(({ long }) => long !== '--through');
}
