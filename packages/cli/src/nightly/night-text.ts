import { columns, printable } from '../output/columns.ts';
import type { Terminal } from '../output/terminal.ts';
import type { Night } from './night-merchant.ts';

/** What a night came to, for people. A fault has been told on the error output. */
export function nightText(night: Night, { style }: Pick<Terminal, 'style'>): string {
  const { merchant, name, files, warnings, days, openBreaks = 0 } = night;
  const heading = name === undefined ? merchant : `${name} (${merchant})`;
  const rows = days.map(({ day, kind, run, state, report }) => [
    `  ${day}`,
    state,
    kind === 'committed' ? `run ${run}` : kind === 'same' ? 'as before' : '',
    report ?? '',
  ]);
  return [
    `${style('bold', heading)}: ${verdict(night, style)}\n`,
    ...files.map((file) => `  ${file.state} ${printable(file.name)}\n`),
    ...warnings.map((warning) => `  Warning: ${printable(warning)}\n`),
    columns(rows),
    openBreaks > 0 ? `  Look at them: alipay-intl breaks list --merchant ${merchant}\n` : '',
  ].join('');
}

function verdict({ exitCode, days, overlooked, openBreaks = 0 }: Night, style: Terminal['style']): string {
  const toCome = 'files are still to come';
  switch (exitCode) {
    case 0:
      return style('green', 'in order');
    case 1:
      return [
        redCount(openBreaks, 'open break', 'open breaks', style),
        redCount(overlooked, 'file was left out', 'files were left out', style),
        days.some(({ kind }) => kind === 'not-yet-due') ? toCome : '',
      ]
        .filter((part) => part !== '')
        .join(', and ');
    case 2:
      return style('yellow', toCome);
    case 3:
      return style('red', 'a fault');
  }
}

function redCount(count: number, one: string, many: string, style: Terminal['style']): string {
  return count === 0 ? '' : style('red', `${count} ${count === 1 ? one : many}`);
}
