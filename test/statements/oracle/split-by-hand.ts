import { bare } from '../day/signed.ts';

/** The cells of a file, row by row, and what is wrong with its text. */
export interface SplitFile {
  readonly rows: readonly (readonly string[])[];
  readonly wrong: readonly string[];
}

/** Decodes and splits a file slowly and simply. */
export function splitByHand(bytes: Uint8Array, delimiter: ',' | '|'): SplitFile {
  const text = decoded(bytes);
  if (text === undefined) return { rows: [], wrong: ['no text of UTF-8 or GB18030'] };
  const rows = delimiter === '|' ? pipes(text) : commas(text);
  if (rows === undefined) return { rows: [], wrong: ['quotes that do not pair'] };
  const kept = rows.map((cells) => cells.map(bare)).filter((cells) => cells.length > 1 || cells[0] !== '');
  const isOpen = !text.endsWith('\n') && kept.at(-1)?.[0] !== '<END>';
  return { rows: kept, wrong: isOpen ? ['the last line has no end'] : [] };
}

function decoded(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding may fit.
    }
  }
  return undefined;
}

function pipes(text: string): string[][] {
  return text.split('\n').map((line) => line.replace(/\r$/, '').split('|'));
}

/** RFC 4180, letter by letter: a quote opens only at the beginning of a cell and closes only before its end. */
function commas(text: string): string[][] | undefined {
  const rows: string[][] = [[]];
  for (let at = 0; at <= text.length; ) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    if (cell === undefined) return undefined;
    rows.at(-1)?.push(cell.value);
    at = cell.next;
    if (endsLine(text, at)) at += 1;
    if (text[at] === '\n') rows.push([]);
    at += 1;
  }
  return rows;
}

/** A carriage return before a line feed, or what is left of the two at the end of a file. */
function endsLine(text: string, at: number): boolean {
  return text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length);
}

interface Cell {
  readonly value: string;
  readonly next: number;
}

function plainCell(text: string, from: number): Cell | undefined {
  let at = from;
  while (at < text.length && !/[,\n]/.test(text[at] ?? '')) at += 1;
  const next = at > from && endsLine(text, at - 1) ? at - 1 : at;
  const value = text.slice(from, next);
  return value.includes('"') ? undefined : { value, next };
}

function quotedCell(text: string, from: number): Cell | undefined {
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') {
      value += '"';
      at += 1;
    } else return /^(?:,|\r?(?:\n|$))/.test(text.slice(at + 1, at + 3)) ? { value, next: at + 1 } : undefined;
  }
  return undefined;
}
