import { type Command, Option } from 'commander';
import { countArgument, dayOption } from './arguments.ts';
import type { Execute } from './execute.ts';
import type { FetchArguments, ReadingArguments } from './options.ts';

const rowsMax = 1_000_000_000;

/** Adds `statements` and `config`. */
export function addStatementCommands(program: Command, execute: Execute): void {
  const statements = program
    .command('statements')
    .description('the files that Alipay writes: bring them here, look into them');
  addFetch(statements, execute);
  addReading(statements, execute);
  addConfig(program, execute);
}

function addFetch(statements: Command, execute: Execute): void {
  statements
    .command('fetch')
    .description('bring statement files here over SFTP: what is due, or some days')
    .option('--merchant <id>', 'only this merchant')
    .addOption(dayOption('--day <day>', 'only this day').conflicts(['from', 'through']))
    .addOption(dayOption('--from <day>', 'the first day'))
    .addOption(dayOption('--through <day>', 'the last day; 31 days at most'))
    .addHelpText(
      'after',
      `
Examples:
  alipay-intl statements fetch                     what the calendar says is due; files are kept for 7 days
  alipay-intl statements fetch --day 2026-11-20    the files of a day
Ends with 1 where a file is late or something was left out, else with 2 while one may still come.
Running it again is always safe. docs/fetching.md`,
    )
    .action((options: FetchArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { fetchCommand } = await import('../commands/fetch-command.ts');
        return fetchCommand(run, options);
      }),
    );
}

function addReading(statements: Command, execute: Execute): void {
  readingOptions(statements.command('inspect'))
    .description('say everything about files, whether they can be read or not')
    .argument('<file...>', 'statement files')
    .option('--rows <number>', 'how many rows to show', countArgument(0, 1_000), 5)
    .addHelpText('after', '\nEnds with 1 where a file would be refused. Defects: docs/statements.md')
    .action((files: readonly string[], options: ReadingArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { inspectCommand } = await import('../commands/inspect-command.ts');
        return inspectCommand(run, files, options);
      }),
    );
  readingOptions(statements.command('read'))
    .description('print the records of a file, money in the smallest unit; a file with any defect is refused')
    .argument('<file>', 'a statement file')
    .option('--rows <number>', 'how many rows at most', countArgument(1, rowsMax))
    .addHelpText(
      'after',
      '\nExample:\n  alipay-intl statements read --json 2088000000000000_transaction_20261120.txt | jq .records[0]',
    )
    .action((file: string, options: ReadingArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { readCommand } = await import('../commands/read-command.ts');
        return readCommand(run, file, options);
      }),
    );
}

function addConfig(program: Command, execute: Execute): void {
  const config = program.command('config').description('the configuration file');
  config
    .command('check')
    .description('say what is wrong with the configuration, by line, and which secrets are not there')
    .action((_options: object, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { checkCommand } = await import('../commands/check-command.ts');
        return checkCommand(run);
      }),
    );
  config
    .command('example')
    .description('print a configuration with every setting')
    .addHelpText('after', '\nExample:\n  alipay-intl config example > alipay-intl.yaml')
    .action((_options: object, command: Command) =>
      execute(command.optsWithGlobals(), async () => {
        const { exampleCommand } = await import('../commands/example-command.ts');
        return exampleCommand();
      }),
    );
}

function readingOptions(command: Command): Command {
  return command
    .addOption(new Option('--unit <unit>', 'unit of amounts of B1, B2 and A6').choices(['major', 'smallest']))
    .addOption(new Option('--encoding <name>', 'found where left out').choices(['utf-8', 'gb18030']))
    .option('--accept <code...>', 'defects that you have looked at, behind the files');
}
