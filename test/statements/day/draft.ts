import { gb18030Bytes } from './gb18030.ts';
import type { TrueRecord } from './true-record.ts';

export type Family = 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'B0' | 'B1' | 'B2' | 'B3';
export type Report = 'transaction' | 'settlement' | 'summary' | 'batch';
export type Unit = 'major' | 'smallest';

/** How the text of a file is written. */
export interface Style {
  readonly lineEnd: '\n' | '\r\n';
  readonly hasMark: boolean;
  readonly encoding: 'utf-8' | 'gb18030';
  /** What stands behind each value. */
  readonly pad: '' | ' ' | '\t' | '\u00a0';
  readonly quotes: 'needed' | 'all';
}

/** A file as a table, before it is written. */
export interface Draft {
  readonly name: string;
  readonly family: Family;
  readonly report: Report;
  readonly unit: Unit;
  readonly delimiter: ',' | '|';
  /** The line before the column names. */
  readonly preamble: string | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly trailer: '<END>' | undefined;
  readonly style: Style;
}

/** A file with what it means. */
export interface Made {
  readonly draft: Draft;
  /** The layout that it must be recognised as. */
  readonly layout: string;
  readonly truth: readonly TrueRecord[];
}

/** The lines of a file, each without its line end. */
export function linesOf(draft: Draft): string[] {
  const { preamble, columns, rows, trailer } = draft;
  const lines = [columns.join(draft.delimiter), ...rows.map((cells) => lineOf(draft, cells))];
  if (preamble !== undefined) lines.unshift(preamble);
  if (trailer !== undefined) lines.push(trailer);
  return lines;
}

function lineOf({ style, delimiter }: Draft, cells: readonly string[]): string {
  return cells.map((cell) => (delimiter === ',' ? quoted(cell, style) : cell + style.pad)).join(delimiter);
}

function quoted(cell: string, { quotes, pad }: Style): string {
  const isNeeded = /[",\r\n]/.test(cell);
  return isNeeded || (quotes === 'all' && cell !== '') ? `"${cell.replaceAll('"', '""')}"` : cell + pad;
}

/** The bytes of a file. */
export function bytesOf(draft: Draft): Buffer {
  return encode(draft, linesOf(draft));
}

/** The bytes of lines in the style of a file. */
export function encode({ style }: Draft, lines: readonly string[]): Buffer {
  const text = lines.map((line) => line + style.lineEnd).join('');
  if (style.encoding === 'gb18030') return gb18030Bytes(text);
  return Buffer.from(style.hasMark ? `\ufeff${text}` : text, 'utf8');
}
