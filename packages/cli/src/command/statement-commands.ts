import { type Command, Option } from 'commander';
import { countArgument, dayOption } from './arguments.ts';
import type { Execute } from './execute.ts';
import type { AddArguments, FetchArguments, ReadingArguments } from './options.ts';

const rowsMax = 1_000_000_000;

/** Adds `statements` and `config`. */
export function addStatementCommands(program: Command, execute: Execute): void {
  const statements = program
    .command('statements')
    .description('the files that Alipay writes: bring them here, look into them');
  addFetch(statements, execute);
  addAdding(statements, execute);
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
Ends with 1 where a file that is always written is late, or something was left out, else with 2 while one may
still come. A merchant with a fault does not keep the others waiting; the command then ends with 3.
Running it again is always safe. docs/fetching.md`,
    )
    .action((options: FetchArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { fetchCommand } = await import('../commands/fetch-command.ts');
        return fetchCommand(run, options);
      }),
    );
}

function addAdding(statements: Command, execute: Execute): void {
  statements
    .command('add')
    .description('take in statement files that came by another way, as fetching does')
    .argument('<file...>', 'local files, under the names that Alipay gave them')
    .option('--merchant <id>', 'whose files they are, where there are several merchants')
    .addOption(dayOption('--day <day>', 'the day of files whose name has none'))
    .addHelpText(
      'after',
      `
Example:
  alipay-intl statements add ~/Downloads/2088000000000000_transaction_20261120.txt
They are copied whole; the same bytes are known, and other bytes under a known name are a revision, which counts from
then on. Then run alipay-intl nightly, or reconcile. docs/fetching.md`,
    )
    .action((files: readonly string[], options: AddArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { addCommand } = await import('../commands/add-command.ts');
        return addCommand(run, files, options);
      }),
    );
}

function addReading(statements: Command, execute: Execute): void {
  readingOptions(statements.command('inspect'))
    .description('say everything about files, whether they can be read or not')
    .argument('<file...>', 'statement files')
    .option('--rows <number>', 'how many rows to show', countArgument(0, 1_000), 5)
    .addHelpText(
      'after',
      `
Example:
  alipay-intl statements inspect data/statements/2088000000000000/2026-11-20/*.csv
Ends with 1 where a file would be refused, and with 3 where one cannot be read at all; the others are told in any
case. Defects: docs/statements.md`,
    )
    .action((files: readonly string[], options: ReadingArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { inspectCommand } = await import('../commands/inspect-command.ts');
        return inspectCommand(run, files, options);
      }),
    );
  readingOptions(statements.command('read'))
    .description('print the records of a file; a file with any defect is refused')
    .argument('<file>', 'a statement file')
    .option('--rows <number>', 'how many rows at most', countArgument(1, rowsMax))
    .addHelpText(
      'after',
      `
Examples:
  alipay-intl statements read 2088000000000000_transaction_20261120.txt
  alipay-intl statements read --json 2088000000000000_transaction_20261120.txt | jq .records[0]
Cells are apart by tabs, and money is for people: USD 73.00. With --json it is digits in the smallest unit: 7300.`,
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
    .addHelpText('after', '\nExample:\n  alipay-intl config check --config /etc/alipay-intl/alipay-intl.yaml')
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
