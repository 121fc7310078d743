import type { InputIssue } from '@alipay-intl/core/errors';
import { type Document, isMap, isNode, type LineCounter } from 'yaml';
import type { z } from 'zod';

/** One thing wrong with the configuration, and where it stands; lines and columns count from 1. */
export interface ConfigurationIssue extends InputIssue {
  readonly line: number;
  readonly column: number;
}

/** Where faults of the settings stand in the file, in the order of its lines. */
export function locateIssues(
  faults: readonly z.core.$ZodIssue[],
  document: Document,
  lines: LineCounter,
): readonly ConfigurationIssue[] {
  return faults
    .flatMap((fault) => membersOf(fault))
    .map(({ path, message, isKey }) => {
      const { line, col } = lines.linePos(offsetOf(document, path, isKey));
      return { path: pathText(path), message, line, column: col };
    })
    .sort((one, other) => one.line - other.line || one.column - other.column);
}

interface Member {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Whether the name of the member is at fault, and not what it holds. */
  readonly isKey: boolean;
}

function membersOf(fault: z.core.$ZodIssue): readonly Member[] {
  if (fault.code === 'unrecognized_keys')
    return fault.keys.map((key) => ({
      path: [...fault.path, key],
      message: 'is not a known setting',
      isKey: true,
    }));
  return [{ path: fault.path, message: messageOf(fault), isKey: false }];
}

function messageOf(fault: z.core.$ZodIssue): string {
  if (fault.input === undefined && fault.code === 'invalid_type') return 'is missing';
  return fault.message.replace(/^Invalid (?:input|option): /, '');
}

/** Of a member that is missing: where its section begins. */
function offsetOf(document: Document, path: readonly PropertyKey[], isKey: boolean): number {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(document, path.slice(0, length), isKey);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}

/** The node of a value; its key, where that is at fault or has no value. */
function nodeAt(document: Document, path: readonly PropertyKey[], isKey: boolean): unknown {
  const above = path.slice(0, -1);
  const parent = above.length === 0 ? document.contents : document.getIn(above, true);
  if (!isMap(parent)) return document.getIn(path, true);
  const pair = parent.items.find(({ key }) => String(key) === path.at(-1));
  return isKey || !isNode(pair?.value) ? pair?.key : pair.value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
