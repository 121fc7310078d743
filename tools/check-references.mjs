// Do citations of the wire reference and links between Markdown files lead somewhere?
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readAnchors, readProse } from './markdown.mjs';
import { readText, root } from './repository.mjs';

/** @import { Findings } from './findings.mjs' */

// `docs/wire/v1 §2.1`, also with more sections behind it: `docs/wire/v1 §2.1, §3.4 and §7`.
const citation = /docs\/wire\/([\w-]+) (§[\d.]*\d(?:(?:, | and | or |, and |–)§[\d.]*\d)*)/g;
const malformed = /docs\/wire\/[\w-]+[^\w\s]* *§/;

/**
 * @param {string[]} files
 * @param {Findings} findings
 */
export function checkCitations(files, findings) {
  const cited = files.filter((name) => /\.(?:[cm]?[jt]s|md|json)$/.test(name));
  /** @type {Map<string, Set<string>>} */
  const references = new Map();
  for (const { place, line } of cited.flatMap(placedLines)) {
    const citations = [...line.matchAll(citation)];
    if (citations.length === 0 && malformed.test(line)) {
      findings.add(place, 'citation rule: write `docs/wire/v1 §2.1`');
    }
    for (const [, name = '', sections = ''] of citations) {
      const known = references.get(name) ?? readSections(name, files);
      references.set(name, known);
      for (const section of sections.match(/[\d.]*\d/g) ?? []) {
        if (!known.has(section))
          findings.add(place, `citation rule: docs/wire/${name} has no section ${section}`);
      }
    }
  }
}

/** @param {string} file */
function placedLines(file) {
  return readText(file)
    .split('\n')
    .map((line, index) => ({ place: `${file}:${index + 1}`, line }));
}

/**
 * The section numbers that open the headings of one wire reference.
 * @param {string} name
 * @param {string[]} files
 */
function readSections(name, files) {
  const sections = new Set();
  for (const file of files.filter((one) => one.startsWith(`docs/wire/${name}/`) && one.endsWith('.md'))) {
    for (const [, section] of readText(file).matchAll(/^#+ (\d+(?:\.\d+)*)\.? /gm)) sections.add(section);
  }
  return sections;
}

/**
 * @param {string[]} files
 * @param {Findings} findings
 */
export function checkLinks(files, findings) {
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    readProse(readText(file)).forEach((line, index) => {
      for (const target of linkTargets(line)) {
        const problem = problemOf(file, target);
        if (problem !== undefined) findings.add(`${file}:${index + 1}`, `link rule: ${target} ${problem}`);
      }
    });
  }
}

/** @param {string} line */
function linkTargets(line) {
  const inline = [...line.matchAll(/\]\(<?([^()\s>]+)>?(?:\s+"[^"]*")?\)/g)];
  const definitions = [...line.matchAll(/^\s*\[[^\]]+\]:\s+<?([^\s>]+)/g)];
  const attributes = [...line.matchAll(/<(?:a|img|source)\s[^>]*(?:href|src|srcset)="([^"]+)"/g)];
  return [...inline, ...definitions, ...attributes]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z\d+.-]*:/i.test(target));
}

/**
 * @param {string} file
 * @param {string} target
 */
function problemOf(file, target) {
  const [path = '', anchor] = target.split('#');
  const linked = path === '' ? file : posix.join(posix.dirname(file), decodeURI(path));
  if (linked.startsWith('..') || path.startsWith('/')) return 'leads out of the repository';
  if (!existsSync(join(root, linked))) return 'does not exist';
  if (!anchor || !linked.endsWith('.md')) return undefined;
  return readAnchors(readText(linked)).has(decodeURI(anchor)) ? undefined : `has no heading for #${anchor}`;
}
