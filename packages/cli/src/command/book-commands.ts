import { type Command, Option } from 'commander';
import { countArgument, dayOption } from './arguments.ts';
import type { Execute } from './execute.ts';
import type {
  ClosingArguments,
  ExplainArguments,
  ExportArguments,
  ListArguments,
  ReconcileArguments,
  ReportArguments,
} from './options.ts';

/** Adds `reconcile`, `report`, `breaks` and `export`. */
export function addBookCommands(program: Command, execute: Execute): void {
  addReconcile(program, execute);
  addReport(program, execute);
  addBreaks(program, execute);
  addExport(program, execute);
}

function addReconcile(program: Command, execute: Execute): void {
  program
    .command('reconcile')
    .description('compare your books with the fetched files: a day, or all days through one')
    .option('--merchant <id>', 'only this merchant')
    .addOption(dayOption('--day <day>', 'this day; the days before it must be done').conflicts('through'))
    .addOption(
      dayOption(
        '--through <day>',
        'all days that are not done, and those that changed; yesterday where left out',
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  alipay-intl reconcile --day 2026-11-20
  alipay-intl reconcile --through 2026-11-20 --merchant 2088000000000000
The same inputs give the same result: running a day again changes nothing until a file or your books change.
Ends with 1 while a break of a merchant is open, of whatever day, else with 2 while the files of a day may still come.
A merchant with a fault does not keep the others waiting; the command then ends with 3.`,
    )
    .action((options: ReconcileArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { reconcileCommand } = await import('../commands/reconcile-command.ts');
        return reconcileCommand(run, options);
      }),
    );
}

function addReport(program: Command, execute: Execute): void {
  program
    .command('report')
    .description('what reconciling a day came to: as text, JSON, a page or a table')
    .option('--merchant <id>', 'the merchant, where there are several')
    .addOption(dayOption('--day <day>', 'the day').makeOptionMandatory())
    .option('--html <file>', 'write one page that needs nothing else')
    .option('--csv <file>', 'write the breaks as a table')
    .addHelpText(
      'after',
      `
Example:
  alipay-intl report --day 2026-11-20 --html day.html --csv breaks.csv
Ends with 1 where a break of the day is open now, and with 2 where the day is not compared yet: then nothing is
written. docs/report.md`,
    )
    .action((options: ReportArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { reportCommand } = await import('../commands/report-command.ts');
        return reportCommand(run, options);
      }),
    );
}

function addBreaks(program: Command, execute: Execute): void {
  const breaks = program.command('breaks').description('differences between your books and those of Alipay');
  breaks
    .command('list')
    .description('list breaks, a page at a time')
    .option('--merchant <id>', 'the merchant, where there are several')
    .addOption(
      new Option('--standing <standing>', 'only these')
        .choices(['open', 'waiting', 'closed-by-run', 'closed-by-person'])
        .default('open'),
    )
    .addOption(dayOption('--day <day>', 'only those about rows of this day'))
    .option('--limit <number>', 'breaks at most', countArgument(1, 1_000), 100)
    .option('--after <id>', 'go on behind this break')
    .addHelpText(
      'after',
      `
Examples:
  alipay-intl breaks list
  alipay-intl breaks list --standing closed-by-person --day 2026-11-20
A page is sorted by what is at stake, the largest amount first in each currency; with --json and from page to page it
goes by id.`,
    )
    .action((options: ListArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { listCommand } = await import('../commands/breaks-list-command.ts');
        return listCommand(run, options);
      }),
    );
  breaks
    .command('explain')
    .description('say everything about a break: both sides, the rule, what to do, and its trail')
    .argument('<id>', 'id of the break')
    .option('--merchant <id>', 'the merchant, where there are several')
    .addHelpText('after', '\nExample:\n  alipay-intl breaks explain 3f9a0c51d2e84b7796aa')
    .action((id: string, options: ExplainArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { explainCommand } = await import('../commands/breaks-explain-command.ts');
        return explainCommand(run, id, options);
      }),
    );
  addClosing(
    breaks,
    execute,
    'close',
    'close a break by your word; it opens again when a run finds it changed',
  );
  addClosing(breaks, execute, 'reopen', 'open a break that somebody has closed');
}

function addClosing(breaks: Command, execute: Execute, name: 'close' | 'reopen', description: string): void {
  breaks
    .command(name)
    .description(description)
    .argument('<id>', 'id of the break')
    .requiredOption('--reason <text>', 'why; it stays in the trail')
    .option('--by <name>', 'who says so; you where left out')
    .option('--merchant <id>', 'the merchant, where there are several')
    .addHelpText(
      'after',
      `\nExample:\n  alipay-intl breaks ${name} 3f9a0c51d2e84b7796aa --reason 'booked twice, corrected in ticket 512'
Where it is ${name === 'close' ? 'closed' : 'open'} already, nothing is written, and it tells who said so.`,
    )
    .action((id: string, options: ClosingArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { closingCommand } = await import('../commands/breaks-closing-command.ts');
        return closingCommand(run, name, id, options);
      }),
    );
}

function addExport(program: Command, execute: Execute): void {
  program
    .command('export')
    .description(
      'bring the rows of reconciled days into a folder for a warehouse: Parquet by merchant and day',
    )
    .requiredOption('--to <folder>', 'the folder; merchant=…/day=…/rows.parquet below it')
    .option('--merchant <id>', 'only this merchant')
    .addOption(dayOption('--from <day>', 'the first day'))
    .addOption(dayOption('--through <day>', 'the last day'))
    .addHelpText('after', '\nExample:\n  alipay-intl export --to /srv/warehouse/alipay')
    .action((options: ExportArguments, command: Command) =>
      execute(command.optsWithGlobals(), async (run) => {
        const { exportCommand } = await import('../commands/export-command.ts');
        return exportCommand(run, options);
      }),
    );
}
