import type { Mutant, Mutators } from './mutant.ts';

function changeLines(mutant: Mutant, change: (lines: readonly string[]) => readonly string[]): void {
  mutant.lineChanges.push(change);
}

const end = '<END>';
const changeHeader = (mutant: Mutant, change: (header: string) => string): boolean => {
  const { preamble } = mutant.draft;
  if (preamble === undefined) return false;
  const changed = change(preamble);
  mutant.draft = { ...mutant.draft, preamble: changed };
  return changed !== preamble;
};

/** Lines that are lost, moved or do not belong there, the first and the last above all. */
export const lineMutators: Mutators = {
  '<END> lost': (mutant) =>
    mutant.draft.trailer !== undefined && changeLines(mutant, (lines) => lines.slice(0, -1)),
  '<END> moved up': (mutant) => {
    const { trailer, rows } = mutant.draft;
    if (trailer === undefined || rows.length === 0) return false;
    const at = mutant.random.between(1, rows.length);
    return changeLines(mutant, (lines) => lines.slice(0, -1).toSpliced(at, 0, end));
  },
  '<END> moved up, and the rest lost': (mutant) => {
    const { trailer, rows } = mutant.draft;
    if (trailer === undefined || rows.length === 0) return false;
    const kept = mutant.random.between(1, rows.length);
    return changeLines(mutant, (lines) => [...lines.slice(0, kept), end]);
  },
  '<END> twice': (mutant) =>
    mutant.draft.trailer !== undefined && changeLines(mutant, (lines) => [...lines, end]),
  '<END> written otherwise': (mutant) =>
    mutant.draft.trailer !== undefined &&
    changeLines(mutant, (lines) => lines.with(-1, mutant.random.pick(['<end>', 'END', '<END', '< END >']))),
  '<END> where there is none': (mutant) =>
    mutant.draft.trailer === undefined && changeLines(mutant, (lines) => [...lines, end]),
  'the count of rows another': (mutant) =>
    changeHeader(mutant, (header) =>
      header.replace(/\d+$/, (count) => String(Number(count) + mutant.random.pick([-1, 1, 10]))),
    ),
  'the first line lost': (mutant) => changeLines(mutant, (lines) => lines.slice(1)),
  'the first line twice': (mutant) => changeLines(mutant, (lines) => [lines[0] ?? '', ...lines]),
  'the partner another': (mutant) =>
    changeHeader(mutant, (header) =>
      header.replace(/2088(\d)/, (_, digit: string) => `2088${(Number(digit) + 1) % 10}`),
    ),
  'the day of the first line another': (mutant) =>
    changeHeader(mutant, (header) => header.replace(/-\d\d\|/, '-28|')),
  'the first line damaged': (mutant) => changeHeader(mutant, (header) => header.replace('|', '')),
  'a blank line': (mutant) => {
    const at = mutant.random.between(0, 9);
    return changeLines(mutant, (lines) => lines.toSpliced(Math.min(at, lines.length), 0, ''));
  },
  'the column line repeated below': (mutant) => {
    const { preamble, rows } = mutant.draft;
    if (rows.length === 0) return false;
    return changeLines(mutant, (lines) =>
      lines.toSpliced(preamble === undefined ? 2 : 3, 0, lines[preamble === undefined ? 0 : 1] ?? ''),
    );
  },
  'a note below': (mutant) => changeLines(mutant, (lines) => [...lines, 'exported by hand']),
};
