import { version } from '@alipay-intl/core';
import { Command } from 'commander';
import type { Streams } from '../output/terminal.ts';
import { addBookCommands } from './book-commands.ts';
import type { Execute } from './execute.ts';
import { addNightlyCommands } from './nightly-commands.ts';
import { addStatementCommands } from './statement-commands.ts';

const ends = `
Ends with:
  0  done, nothing to look at (a day is closed, or waits in good order)
  1  done, somebody must look: open breaks, a refused or missing file. Other files may still come
  2  not due yet, and nothing to look at: run it again later
  3  a fault; nothing was written down that is not whole. The error output has its code, and what to do

Days are those of UTC+8. The configuration is --config, else ALIPAY_INTL_CONFIG, else ./alipay-intl.yaml.
With --json the output is one JSON document, money in it digits in the smallest unit, and a fault is one JSON object
on the error output. NO_COLOR is respected.
`;

const examples = `
Begin with:
  alipay-intl config example > alipay-intl.yaml   write down merchants, server and ledger
  alipay-intl config check                        says what is wrong with it, by line
  alipay-intl nightly                             fetch what is due, reconcile, write reports

Read on: docs/nightly.md (every night, several machines), docs/fetching.md, docs/statements.md,
docs/errors.md (every code).
`;

/** Makes the command with all its commands. */
export function createProgram(execute: Execute, { out, err }: Streams, isJson: boolean): Command {
  const program = new Command('alipay-intl')
    .description('Alipay statements: fetched, read, compared with your books, every night. Unofficial.')
    .version(version)
    .option('--config <file>', 'the configuration')
    .option('--json', 'one JSON document instead of text')
    .option('--verbose', 'show the stack of a fault')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      // Help that nobody asked for is no JSON.
      writeErr: (text) => isJson || err.write(text),
      // Told by the runner, with a code.
      outputError: () => undefined,
    })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', ends + examples);
  addStatementCommands(program, execute);
  addBookCommands(program, execute);
  addNightlyCommands(program, execute);
  return program;
}
