/**
 * @typedef {object} CodeBlock
 * @property {number} line of the opening fence, from 1
 * @property {string} language
 * @property {string[]} flags the other words after the language
 * @property {string[]} lines
 * @property {string | undefined} source what `<!-- file: … -->` right above the block names
 */

/**
 * The fenced code blocks of a Markdown text.
 * @param {string} text
 * @returns {CodeBlock[]}
 */
export function readCodeBlocks(text) {
  const lines = text.split('\n');
  /** @type {CodeBlock[]} */
  const blocks = [];
  for (let index = 0; index < lines.length; index++) {
    const fence = /^(\s*)(`{3,}|~{3,})\s*(.*)$/.exec(lines[index] ?? '');
    if (fence === null) continue;
    const [, indent = '', mark = '', info = ''] = fence;
    const [language = '', ...flags] = info.trim().split(/\s+/);
    const first = index + 1;
    do index++;
    while (index < lines.length && !closes(lines[index] ?? '', mark));
    const above = lines.slice(0, first - 1).findLast((line) => line.trim() !== '') ?? '';
    blocks.push({
      line: first,
      language,
      flags,
      lines: lines
        .slice(first, index)
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)),
      source: /^\s*<!--\s*file:\s*(\S+)\s*-->\s*$/.exec(above)?.[1],
    });
  }
  return blocks;
}

/**
 * @param {string} line
 * @param {string} mark
 */
function closes(line, mark) {
  const trimmed = line.trim();
  return trimmed.startsWith(mark) && trimmed.replaceAll(mark.charAt(0), '') === '';
}

/**
 * The lines outside code blocks, with code spans blanked; lines inside blocks become empty.
 * @param {string} text
 * @returns {string[]}
 */
export function readProse(text) {
  const lines = text.split('\n');
  for (const block of readCodeBlocks(text)) {
    lines.fill('', block.line - 1, block.line + block.lines.length + 1);
  }
  return lines.map((line) => line.replace(/`[^`]*`/g, (span) => ' '.repeat(span.length)));
}

/**
 * The link targets that a Markdown text offers: a slug for each heading and each explicit anchor.
 * @param {string} text
 * @returns {Set<string>}
 */
export function readAnchors(text) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const anchors = new Set();
  let index = 0;
  const prose = readProse(text);
  for (const line of text.split('\n')) {
    const isProse = prose[index++] !== '' || line === '';
    if (!isProse) continue;
    for (const [, id] of line.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(id);
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    const earlier = seen.get(slug) ?? 0;
    seen.set(slug, earlier + 1);
    anchors.add(earlier === 0 ? slug : `${slug}-${earlier}`);
  }
  return anchors;
}

/** @param {string} heading */
function slugOf(heading) {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\p{Mark}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
