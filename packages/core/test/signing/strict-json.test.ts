import { parseStrictJson } from '@alipay-intl/core/signing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const parse = (text: string) => parseStrictJson(Buffer.from(text, 'utf8'));

/** Numbers of up to 15 characters, which JSON.parse and the strict parser read alike. */
const shortNumbers = fc.oneof(
  fc.integer({ min: -99_999_999, max: 99_999_999 }),
  fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 9_999 }))
    .map(([a, b]) => Number(`${a}.${b}`)),
);
const isPlain = (name: string): boolean => !JSON.stringify(name).includes('\\');
const anyNames = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    '"',
    '\\',
    ':',
    'a:b',
    '{',
    '\\"',
    '\u0000',
  ),
);
/** Names that need no escape: others are refused, docs/decisions/0011. */
const names = anyNames.filter(isPlain);
const texts = fc.oneof(
  anyNames,
  fc.constantFrom('12345678901234567890', ':12345678901234567890', '"', '\\', 'x\\', '[[[[', '}'),
);
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    texts,
    shortNumbers,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: false }),
}));
const objects = fc.uniqueArray(fc.tuple(names, values), { selector: ([name]) => name, maxLength: 5 });

/** Writes an object by hand, so that `__proto__` is kept. */
function objectText(members: readonly (readonly [string, unknown])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`).join('\n,\t')}}`;
}

/** A name in which every character is an escape. */
function escapedSpelling(name: string): string {
  const units = [...Array(name.length).keys()].map((at) => name.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`).join('')}"`;
}

describe('agrees with JSON.parse', () => {
  test('for every object', () => {
    fc.assert(
      fc.property(objects, (members) => {
        const text = objectText(members);
        const expected: unknown = JSON.parse(text);
        const parsed = parse(text);
        if (!parsed.ok) throw new Error(parsed.fault);
        expect(parsed.value).toEqual(expected);
        expect(Object.keys(parsed.value)).toEqual(Object.keys(expected as object));
      }),
      { numRuns: 5_000 },
    );
  });

  test('for what fc.json makes, wrapped in an object, where numbers are short', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (json) => {
        fc.pre(!/\d[\d.]{14}|\d[eE]|\\/.test(json));
        const parsed = parse(`{"wrapped":${json}}`);
        expect(parsed).toEqual({ ok: true, value: { wrapped: JSON.parse(json) } });
      }),
      { numRuns: 5_000 },
    );
  });

  test('about what is no JSON: it accepts nothing that JSON.parse refuses', () => {
    const almost = fc.string({
      unit: fc.constantFrom(...'{}[]:,"\\u0018ex-+. \n', '12345678901234567', '"a":', '{"a":1}', 'null'),
      maxLength: 14,
    });
    const inObject = fc.oneof(
      almost,
      almost.map((text) => `{"a":${text}}`),
      almost.map((text) => `{"b":12345678901234567,"a":"${text}}`),
    );
    let agreed = 0;
    fc.assert(
      fc.property(inObject, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        const parsed = parse(text);
        if (parsed.ok && !isJson) throw new Error(`accepted ${text}`);
        if (parsed.ok) agreed += 1;
      }),
      { numRuns: 60_000 },
    );
    expect(agreed).toBeGreaterThan(100);
  });

  test('arbitrary bytes never make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(typeof parseStrictJson(bytes).ok).toBe('boolean');
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('refuses a member that is repeated', () => {
  const nests: readonly ((object: string) => string)[] = [
    (object) => object,
    (object) => `{"x":${object}}`,
    (object) => `{"x":[1,{"y":${object}},"z"],"w":{}}`,
    (object) => `{"x":[[[${object}]]]}`,
  ];
  test('at any depth, in any spelling, wherever it was put in', () => {
    const spell = fc.constantFrom<(name: string) => string>(JSON.stringify, escapedSpelling);
    fc.assert(
      fc.property(
        objects.filter((members) => members.length > 0),
        fc.nat(),
        fc.nat(),
        values,
        spell,
        fc.constantFrom(...nests),
        (members, from, at, value, spelling, nest) => {
          const [name] = members[from % members.length] as [string, unknown];
          const pairs = members.map(([one, held]) => `${JSON.stringify(one)}:${JSON.stringify(held)}`);
          pairs.splice(at % (pairs.length + 1), 0, `${spelling(name)}:${JSON.stringify(value)}`);
          const text = nest(`{${pairs.join(',')}}`);
          expect(() => JSON.parse(text)).not.toThrow();
          const fault =
            text.includes(`${escapedSpelling(name)}:`) && name !== '' ? 'escaped-name' : 'repeated-member';
          expect(parse(text)).toEqual({ ok: false, fault });
        },
      ),
      { numRuns: 5_000 },
    );
  });
  test.each([
    '{"a":1,"a":1}',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
    '{"a":{"b":1,"b":2}}',
    '{"a":[{"b":1,"b":2}]}',
    '{"a":{"b":1},"a":{"c":1}}',
    '{"a":":","a":1}',
    '{"result":{"resultStatus":"F"},"result":{"resultStatus":"S"}}',
  ])('%s', (text) => {
    expect(parse(text)).toEqual({ ok: false, fault: 'repeated-member' });
  });
  test.each([
    '{"a":{"a":{"a":1}}}',
    '{"a":[{"a":1},{"a":2}]}',
    '{"a":"\\"a\\":1"}',
    '{"a":"b:c","d":"e,f:g"}',
  ])('but takes %s, where each object has it once', (text) => {
    expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });
});

describe('refuses a name that is written with an escape, because engines were seen to misread one', () => {
  test('wherever it stands', () => {
    fc.assert(
      fc.property(
        anyNames.filter((name) => name !== ''),
        values,
        (name, value) => {
          const member = `${escapedSpelling(name)}:${JSON.stringify(value)}`;
          for (const text of [`{${member}}`, `{"a":[{"b":{},${member}}]}`, `{"a":"x",${member},"b":1}`]) {
            expect(parse(text)).toEqual({ ok: false, fault: 'escaped-name' });
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
  test.each(['{"a":1,"\\u0061":2}', '{"a\\"":1}', '{"a\\\\":1}', '{"a\\/b":1}', '{"x":{"\\n":1}}'])(
    '%s',
    (text) => {
      expect(parse(text)).toEqual({ ok: false, fault: 'escaped-name' });
    },
  );
  test('but values may hold escapes, also right before a colon in their text', () => {
    const value = { a: '\\', b: '":', c: ['\\"', '\n:'], d: '/' };
    expect(parse(JSON.stringify(value))).toEqual({ ok: true, value });
  });
});

describe('numbers', () => {
  test('of over 15 characters or with an exponent keep their text, digit by digit', () => {
    const longNumbers = fc.oneof(
      fc.stringMatching(/^-?[1-9]\d{15,30}$/),
      fc.stringMatching(/^-?(?:0|[1-9]\d{0,8})\.\d{15,20}$/),
      fc.stringMatching(/^-?(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?[eE][+-]?\d{1,3}$/),
    );
    fc.assert(
      fc.property(longNumbers, fc.constantFrom('', ' ', '\n', '\t'), (digits, blank) => {
        const parsed = parse(
          `{"a":${blank}${digits}${blank},"b":[${blank}${digits},${blank}"${digits}"],"c":1}`,
        );
        expect(parsed).toEqual({ ok: true, value: { a: digits, b: [digits, digits], c: 1 } });
      }),
      { numRuns: 3_000 },
    );
  });
  test.each([
    ['999999999999999', 999_999_999_999_999],
    ['-999999999999999', -999_999_999_999_999],
    ['1234567890123456', '1234567890123456'],
    ['9007199254740993', '9007199254740993'],
    ['1e400', '1e400'],
    ['1E5', '1E5'],
    ['0.1', 0.1],
    ['0.30000000000000004', '0.30000000000000004'],
  ])('%s arrives as %j', (digits, expected) => {
    expect(parse(`{"a":${digits}}`)).toEqual({ ok: true, value: { a: expected } });
  });
  test.each([
    '01',
    '+1',
    '.5',
    '1.',
    '1e',
    '0x10',
    'NaN',
    'Infinity',
    '--1',
    '12345678901234567.',
    '012345678901234567',
    '-',
    '1_000',
  ])('%s is no JSON', (digits) => {
    expect(parse(`{"a":${digits}}`)).toEqual({ ok: false, fault: 'not-json' });
  });
});

describe('faults', () => {
  const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
  test.each([
    ['not-utf8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['not-utf8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])],
    ['not-utf8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')])],
    ['not-utf8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])],
    ['not-json', Buffer.from('\uFEFF{"a":1}')],
    ['not-json', Buffer.from('')],
    ['not-json', Buffer.from('{"a":1} x')],
    ['not-json', Buffer.from('{"a":1}{"a":1}')],
    ['not-json', Buffer.from("{'a':1}")],
    ['not-json', Buffer.from('{"a":1,}')],
    ['not-json', Buffer.from('{"a":1}\0')],
    ['not-json', Buffer.from('{"a":"\n"}')],
    ['not-an-object', Buffer.from('[]')],
    ['not-an-object', Buffer.from('null')],
    ['not-an-object', Buffer.from('"text"')],
    ['not-an-object', Buffer.from('12')],
    ['too-deep', Buffer.from(nested(65))],
    ['too-deep', Buffer.from('['.repeat(100_000))],
    ['too-deep', Buffer.from('{"a":'.repeat(100_000))],
  ])('%s', (fault, bytes) => {
    expect(parseStrictJson(bytes)).toEqual({ ok: false, fault });
  });
  test('64 levels are fine', () => {
    expect(parse(nested(64)).ok).toBe(true);
  });
  test('brackets inside strings are no levels', () => {
    expect(parse(JSON.stringify({ a: '[{'.repeat(200), b: '\\"[['.repeat(50) })).ok).toBe(true);
  });
  test('__proto__ is a member like any other and reaches no prototype', () => {
    const parsed = parse('{"__proto__":{"polluted":true}}');
    if (!parsed.ok) throw new Error(parsed.fault);
    expect(Object.hasOwn(parsed.value, '__proto__')).toBe(true);
    expect('polluted' in {}).toBe(false);
    expect((parsed.value as { polluted?: unknown }).polluted).toBeUndefined();
  });
  test('the bytes are read through a view, not through its whole buffer', () => {
    const whole = Buffer.from('xx{"a":1}yy');
    expect(parseStrictJson(new Uint8Array(whole.buffer, whole.byteOffset + 2, 7))).toEqual({
      ok: true,
      value: { a: 1 },
    });
  });
});

describe('regressions', () => {
  test('an unterminated string with a long number after a backslash is not repaired into JSON', () => {
    const text = '{"b":12345678901234567,"a":"x\\12345678901234567}';
    expect(() => JSON.parse(text)).toThrow();
    expect(parse(text)).toEqual({ ok: false, fault: 'not-json' });
  });
  test.each(['x', '\\"', '\u00e9', '\\u0041'])(
    'a string of a million times %s beside a long number does not exhaust the stack of the regular expression',
    (unit) => {
      const text = `{"a":"${unit.repeat(1_000_000)}","b":12345678901234567}`;
      const parsed = parse(text);
      expect(parsed.ok && parsed.value['b']).toBe('12345678901234567');
      expect(parsed.ok && parsed.value['a']).toBe((JSON.parse(text) as { a: string }).a);
    },
  );
});
