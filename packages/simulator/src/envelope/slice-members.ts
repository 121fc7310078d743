/** One member of a JSON object: its name, and its value exactly as it was written. */
export interface SlicedMember {
  readonly name: string;
  readonly text: string;
}

const blank = /[ \t\n\r]*/y;
const scalar = /-?\d[\d.eE+-]*|true|false|null/y;
const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * Cuts the text of one JSON object into its members without parsing the values (docs/wire/acquiring §4.4).
 * Only the outline is checked: braces that match, strings that end, nothing behind the object.
 * `undefined` when the text has no such outline.
 */
export function sliceMembers(text: string): readonly SlicedMember[] | undefined {
  const start = skipBlank(text, 0);
  if (text[start] !== '{') return undefined;
  const members: SlicedMember[] = [];
  let index = skipBlank(text, start + 1);
  if (text[index] === '}') return isEnd(text, index + 1) ? members : undefined;
  for (;;) {
    const member = sliceMember(text, index);
    if (member === undefined) return undefined;
    members.push({ name: member.name, text: member.text });
    const next = skipBlank(text, member.end);
    if (text[next] === '}') return isEnd(text, next + 1) ? members : undefined;
    if (text[next] !== ',') return undefined;
    index = skipBlank(text, next + 1);
  }
}

function sliceMember(text: string, start: number): (SlicedMember & { readonly end: number }) | undefined {
  const nameEnd = text[start] === '"' ? endOfString(text, start) : undefined;
  const name = nameEnd === undefined ? undefined : readString(text.slice(start, nameEnd));
  if (nameEnd === undefined || name === undefined) return undefined;
  const colon = skipBlank(text, nameEnd);
  if (text[colon] !== ':') return undefined;
  const valueStart = skipBlank(text, colon + 1);
  const end = endOfValue(text, valueStart);
  return end === undefined ? undefined : { name, text: text.slice(valueStart, end), end };
}

/** Reads the text of one JSON string, its escapes included; `undefined` when it is none. */
export function readString(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function endOfValue(text: string, start: number): number | undefined {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return endOfNested(text, start);
  scalar.lastIndex = start;
  return scalar.test(text) ? scalar.lastIndex : undefined;
}

function endOfString(text: string, start: number): number | undefined {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return undefined;
}

/** A brace inside a string does not count, so strings are stepped over whole. */
function endOfNested(text: string, start: number): number | undefined {
  const awaited: string[] = [];
  let index = start;
  while (index < text.length) {
    const character = text[index] ?? '';
    const closer = closers[character];
    const isString = character === '"';
    const stringEnd = isString ? endOfString(text, index) : index + 1;
    if (stringEnd === undefined) return undefined;
    if (closer !== undefined) awaited.push(closer);
    else if ((character === '}' || character === ']') && awaited.pop() !== character) return undefined;
    index = stringEnd;
    if (awaited.length === 0) return index;
  }
  return undefined;
}

function skipBlank(text: string, start: number): number {
  blank.lastIndex = start;
  blank.test(text);
  return blank.lastIndex;
}

function isEnd(text: string, start: number): boolean {
  return skipBlank(text, start) === text.length;
}
