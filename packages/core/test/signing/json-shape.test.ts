import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonShape, measureJson } from '../../src/signing/json-shape.ts';
import { jsonObjectTexts } from '../fixtures/json-texts.ts';

const measure = (text: string, start = 0) => measureJson(Buffer.from(text), start);

/** Members and levels, counted on the parsed value. */
function counted(value: unknown): { colons: number; depth: number } {
  if (typeof value !== 'object' || value === null) return { colons: 0, depth: 0 };
  const inner = Object.values(value).map(counted);
  return {
    colons: inner.reduce((sum, one) => sum + one.colons, Array.isArray(value) ? 0 : inner.length),
    depth: 1 + Math.max(0, ...inner.map((one) => one.depth)),
  };
}

/** The same, read token by token. */
function readTokens(text: string): JsonShape {
  const tokens = text.match(/"(?:[^"\\]|\\.)*(?:"|\\?$)|\d[\d.+\-eE]*|./gsu) ?? [];
  const levels: number[] = [];
  for (const token of tokens) {
    const step = /^[{[]$/.test(token) ? 1 : /^[}\]]$/.test(token) ? -1 : 0;
    levels.push((levels.at(-1) ?? 0) + step);
  }
  const last = tokens.findIndex((token, at) => /^[}\]]$/.test(token) && (levels[at] ?? 0) <= 0);
  const inside = last < 0 ? tokens : tokens.slice(0, last + 1);
  const isEscapedName = (token: string, at: number): boolean =>
    token === ':' &&
    inside
      .slice(0, at)
      .findLast((one) => one.startsWith('"'))
      ?.includes('\\') === true;
  return {
    end: inside.join('').length,
    colons: inside.filter((token) => token === ':').length,
    depth: Math.max(0, ...levels.slice(0, inside.length)),
    hasLongNumber: inside.some((token) => /^\d/.test(token) && (token.length > 15 || /[eE]/.test(token))),
    hasEscapedName: inside.some(isEscapedName),
  };
}

describe('the shape of an object', () => {
  test('has its end, its members and its levels, whatever is in its strings and behind it', () => {
    const after = fc.constantFrom('', '}', ',"signature":"x"}', '{"a":1}', ']', '"', '\\', ' ', ':1e400');
    fc.assert(
      fc.property(
        jsonObjectTexts,
        fc.constantFrom('', '{"request":', '"', '\\'),
        after,
        (text, before, rest) => {
          const shape = measure(`${before}${text}${rest}`, Buffer.byteLength(before));
          expect(shape).toMatchObject(counted(JSON.parse(text)));
          expect(shape.end).toBe(Buffer.byteLength(before + text));
        },
      ),
      { numRuns: 3_000 },
    );
  });
  test.each(['{', '{"a":1', '{"a":[}', '{"a":"}', '{"a":"\\"}', '{"a\\', '{"a":1234', '[', '{{{}}'])(
    'that is not closed ends with the bytes: %s',
    (text) => {
      expect(measure(text).end).toBe(text.length);
    },
  );
  test.each([
    ['{"a":123456789012345}', false],
    ['{"a":1234567890123456}', true],
    ['{"a":-123456789012345}', false],
    ['{"a":-1234567890123456}', true],
    ['{"a":1.2345678901234}', false],
    ['{"a":1.23456789012345}', true],
    ['{"a":1e5}', true],
    ['{"a":1E5}', true],
    ['{"a":[0,1e-5]}', true],
    ['{"a":"1234567890123456"}', false],
    ['{"1234567890123456":"1e5"}', false],
    ['{"a":true,"e":1}', false],
    ['{"a":1}1e5', false],
  ])('tells a number that a double may not hold: %s %s', (text, hasLongNumber) => {
    expect(measure(text).hasLongNumber).toBe(hasLongNumber);
  });
  test.each([
    ['{"a\\u0062":1}', true],
    ['{"\\"":1}', true],
    ['{"x":{"a\\\\":1}}', true],
    ['{"a\\n" : 1}', true],
    ['{"a":"b\\u0063"}', false],
    ['{"a":["\\"",":"]}', false],
    ['{"a":"\\":"}', false],
    ['{"a":1}"\\"":', false],
  ])('tells a name that is written with an escape: %s %s', (text, hasEscapedName) => {
    expect(measure(text).hasEscapedName).toBe(hasEscapedName);
  });
  test('is what reading token by token finds, also of broken text', () => {
    const unit = fc.constantFrom(
      ...['{', '}', '[', ']', ':', ',', '"', '\\', '\\\\', '\\"', ' ', '-', '.', '1', 'e', 'E', 'a'],
      ...['"a":', '"\\n":', '"\\\\"', '"a\\"b":', '123456789012345', '1234567890123456'],
    );
    const texts = fc.string({ unit, maxLength: 20 }).map((text) => `{${text}`);
    fc.assert(
      fc.property(texts, (text) => {
        expect(measure(text), text).toEqual(readTokens(text));
      }),
      { numRuns: 30_000 },
    );
  });
  test('arbitrary bytes and any start never make it throw, and the end stays within the bytes', () => {
    const unit = fc.constantFrom(...'{}[]:,"\\1eE-. \0', 'é');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((list) => Buffer.from(list)),
      fc.string({ unit, maxLength: 20 }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, fc.nat(45), (list, start) => {
        const { end, depth, colons } = measureJson(list, start);
        expect(end).toBeLessThanOrEqual(list.length);
        expect(depth + colons).toBeLessThanOrEqual(list.length);
      }),
      { numRuns: 10_000 },
    );
  });
});
