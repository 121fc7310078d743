import type { Random } from '../../trial/random.ts';
import type { Style } from './draft.ts';

/** A way of writing that a family has. */
export function someStyle(
  random: Random,
  may: { readonly gb18030?: boolean; readonly quotes?: boolean } = {},
): Style {
  const encoding = may.gb18030 === true && random.chance(0.25) ? 'gb18030' : 'utf-8';
  const pads: readonly [Style['pad'], ...Style['pad'][]] =
    encoding === 'gb18030' ? ['', '', ' ', '\t'] : ['', '', '', ' ', '\t', '\u00a0'];
  return {
    encoding,
    lineEnd: random.pick(['\n', '\n', '\r\n']),
    hasMark: encoding === 'utf-8' && random.chance(0.2),
    pad: random.pick(pads),
    quotes: may.quotes === true && random.chance(0.15) ? 'all' : 'needed',
  };
}

/** Cells by the name of their column, in the order of the columns. */
export function rowOf(columns: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return columns.map((column) => (Object.hasOwn(values, column) ? (values[column] ?? '') : ''));
}

export const split = (text: string): string[] => text.split(' ');
