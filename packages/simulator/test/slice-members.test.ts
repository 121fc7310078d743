import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceMembers } from '../src/envelope/slice-members.ts';
import { writeJson } from '../src/envelope/write-json.ts';

const blank = fc.stringMatching(/^[ \t\n\r]{0,3}$/);
const value = fc.jsonValue({ maxDepth: 4 });
const style = fc.constantFrom('compact', 'pretty', 'escaped');
const trickyText = fc.array(
  fc.constantFrom('{', '}', '[', ']', '"', '\\', '/', ':', ',', 'é', '\u2028', '😀'),
);

/** Texts of JSON values, strings full of the characters that could mislead a scanner among them. */
const written = fc
  .tuple(
    fc.oneof(
      value,
      trickyText.map((pieces) => ({ [pieces.join('')]: pieces.join('') })),
    ),
    style,
  )
  .map(([one, way]) => (typeof one === 'object' && one !== null ? writeJson(one, way) : JSON.stringify(one)));
const name = fc.oneof(
  fc.string(),
  trickyText.map((pieces) => pieces.join('')),
);

describe('sliceMembers', () => {
  it('gives names and exact texts, repeated names among them, whatever the blanks', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, written)), blank, (members, space) => {
        const inner = members.map(
          ([one, text]) => `${space}${JSON.stringify(one)}${space}:${space}${text}${space}`,
        );
        const sliced = sliceMembers(`${space}{${inner.join(',')}}${space}`);
        expect(sliced).toEqual(members.map(([one, text]) => ({ name: one, text })));
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with JSON.parse about every object', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value), style, (object, way) => {
        const text = writeJson(object, way);
        const sliced = sliceMembers(text) ?? [];
        const rebuilt = Object.fromEntries(sliced.map((member) => [member.name, JSON.parse(member.text)]));
        expect(rebuilt).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what is cut, what goes on, and what is no object', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.nat(), fc.string({ minLength: 1 }), (object, at, rest) => {
        const text = JSON.stringify(object);
        expect(sliceMembers(text.slice(0, at % text.length))).toBeUndefined();
        if (rest.trim() !== '') expect(sliceMembers(text + rest)).toBeUndefined();
      }),
    );
  });

  it('never throws, and takes only what has the outline of an object', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', ' ', 'a', '1', 'true', '"a":1');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        if (parsesAsObject(text)) expect(sliceMembers(text)).toBeDefined();
        else sliceMembers(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{"a":1,}', 'a comma behind the last member'],
    ['{"a":1 "b":2}', 'no comma between members'],
    ['{"a" 1}', 'no colon'],
    ['{"a":}', 'no value'],
    ['{a:1}', 'a name without quotes'],
    ['{"a":{]}', 'braces that do not match'],
    ['{"\\x":1}', 'a name that is no JSON'],
    ['{"a":"b', 'a string without an end'],
    ['{"a":["b}', 'a string without an end inside an array'],
    ['\u00a0{}', 'a blank that JSON does not know'],
    ['', 'nothing'],
    ['[]', 'an array'],
    ['{"a":tru}', 'half a word'],
  ])('refuses %s: %s', (text) => {
    expect(sliceMembers(text)).toBeUndefined();
  });

  it('takes a long text in one go', () => {
    const long = JSON.stringify({ a: 'x'.repeat(1_000_000), b: '\\"'.repeat(200_000) });
    expect(sliceMembers(long)).toHaveLength(2);
    expect(sliceMembers('{"a":'.repeat(100_000))).toBeUndefined();
  });
});

function parsesAsObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
