import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCodeBlocks } from './markdown.mjs';
import { listFiles, readText, root } from './repository.mjs';

/** @import { CodeBlock } from './markdown.mjs' */
/** @typedef {{ file: string, block: CodeBlock }} PlacedBlock */

/**
 * The code blocks of the pages that people read to use the library.
 * @returns {PlacedBlock[]}
 */
export function readDocsBlocks() {
  return listFiles()
    .filter((file) =>
      /^(?:README\.md|(?:packages|examples)\/[^/]+\/README\.md|docs\/(?!wire\/).*\.md)$/.test(file),
    )
    .flatMap((file) => readCodeBlocks(readText(file)).map((block) => ({ file, block })));
}

/**
 * The text a block must show: a whole file, or the lines between `// #region name` and `// #endregion name`.
 * @param {string} source `path` or `path#region`
 * @returns {{ lines: string[] } | { problem: string }}
 */
export function readSource(source) {
  const [path = '', region] = source.split('#');
  if (!existsSync(join(root, path))) return { problem: `${path} does not exist` };
  const lines = readText(path).trimEnd().split('\n');
  if (region === undefined) return { lines };
  const first = lines.findIndex((line) => line.trim() === `// #region ${region}`);
  const last = lines.findIndex((line) => line.trim() === `// #endregion ${region}`);
  if (first < 0) return { problem: `${path} has no line "// #region ${region}"` };
  if (last < first) return { problem: `${path} has no line "// #endregion ${region}" after its start` };
  const inside = lines.slice(first + 1, last).filter((line) => !/^\s*\/\/ #(?:end)?region\b/.test(line));
  return { lines: withoutIndent(inside) };
}

/** @param {string[]} lines */
function withoutIndent(lines) {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(common));
}

/**
 * Where two texts first differ, with a little of what is around it.
 * @param {string[]} shown
 * @param {string[]} expected
 */
export function explainDifference(shown, expected) {
  let start = 0;
  while (start < shown.length && shown[start] === expected[start]) start++;
  let end = 0;
  while (
    end < Math.min(shown.length, expected.length) - start &&
    shown.at(-1 - end) === expected.at(-1 - end)
  )
    end++;
  return [
    ...shown.slice(Math.max(0, start - 2), start).map((line) => `      ${line}`),
    ...shown.slice(start, shown.length - end).map((line) => `    - ${line}`),
    ...expected.slice(start, expected.length - end).map((line) => `    + ${line}`),
    ...shown.slice(shown.length - end, shown.length - end + 2).map((line) => `      ${line}`),
  ].join('\n');
}
