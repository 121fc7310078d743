import { sliceEnvelope } from '@alipay-intl/core/signing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonBlanks, jsonObjectTexts } from '../fixtures/json-texts.ts';
import { sliceByMasking } from '../fixtures/slice-reference.ts';

const slice = (text: string | Buffer) => sliceEnvelope(Buffer.from(text));
const members = fc.constantFrom('request', 'response');

/** Writes an envelope by hand: either order, blanks between all tokens. */
const envelopes = fc
  .record({
    member: members,
    content: jsonObjectTexts,
    signature: fc.oneof(fc.base64String(), fc.string({ maxLength: 8 }), fc.constant('","request":{}')),
    isSignatureFirst: fc.boolean(),
    blanks: fc.array(jsonBlanks, { minLength: 10, maxLength: 10 }),
  })
  .map(({ member, content, signature, isSignatureFirst, blanks }) => {
    const pairs = [
      [`"${member}"`, content],
      ['"signature"', JSON.stringify(signature)],
    ];
    const [one, other] = isSignatureFirst ? pairs.reverse() : pairs;
    const tokens = ['', '{', one?.[0], ':', one?.[1], ',', other?.[0], ':', other?.[1], '}'];
    const text = tokens.map((token, at) => `${token}${blanks[at]}`).join('');
    return { member, content, signature, text };
  });

describe('an envelope is cut', () => {
  test('so that the content is byte for byte what was put in', () => {
    fc.assert(
      fc.property(envelopes, ({ member, content, signature, text }) => {
        const sliced = slice(text);
        if (!sliced.ok) throw new Error(sliced.fault);
        expect(Buffer.from(sliced.slice.content).equals(Buffer.from(content))).toBe(true);
        expect(sliced.slice).toMatchObject({ member, signature });
        expect(sliced.slice.shape.end).toBeLessThan(Buffer.byteLength(text));
      }),
      { numRuns: 3_000 },
    );
  });
  test('as the plain reference cuts it, however it was damaged', () => {
    const damage = fc.record({
      at: fc.nat(),
      remove: fc.constantFrom(0, 0, 1, 1, 2, 9),
      put: fc.constantFrom(
        '',
        ...'{}[]":,\\ ',
        '""',
        '{}',
        ',"a":1',
        '\\"',
        'é',
        '\u0000',
        '"signature":"",',
      ),
    });
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(envelopes, fc.array(damage, { maxLength: 3 }), ({ text }, damages) => {
        let bytes = Buffer.from(text);
        for (const { at, remove, put } of damages) {
          const from = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(from + remove)]);
        }
        if (agreesWithReference(bytes)) accepted += 1;
        else refused += 1;
      }),
      { numRuns: 8_000 },
    );
    expect(Math.min(accepted, refused)).toBeGreaterThan(1_000);
  });
  test('as the plain reference cuts it, whatever tokens it is made of', () => {
    const tokens = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', ' ', '\n', 'x', '"request"', '"response"', '"signature"'],
      ...['"request":{}', '"response":{"a":[]}', '"signature":"QQ=="', '"signatur\\u0065":"x"', '"x"', '\\"'],
    );
    const pieces = fc.string({ unit: tokens, maxLength: 2 });
    const texts = fc.oneof(
      fc.string({ unit: tokens, maxLength: 12 }),
      fc.tuple(pieces, pieces).map((inner) => `{${inner.join(',')}}`),
    );
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (agreesWithReference(Buffer.from(text))) accepted += 1;
      }),
      { numRuns: 40_000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
  test('arbitrary bytes never make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        agreesWithReference(Buffer.from(bytes));
        const inside = Buffer.concat([Buffer.from('{"request":{'), bytes, Buffer.from('},"signature":""}')]);
        agreesWithReference(inside);
      }),
      { numRuns: 10_000 },
    );
  });
  test('from a part of a larger buffer', () => {
    const text = '{"request":{"a":1},"signature":"é"}';
    const larger = Buffer.from(`xx${text}yy`);
    const sliced = sliceEnvelope(
      new Uint8Array(larger.buffer, larger.byteOffset + 2, Buffer.byteLength(text)),
    );
    if (!sliced.ok) throw new Error(sliced.fault);
    expect(Buffer.from(sliced.slice.content).toString()).toBe('{"a":1}');
    expect(sliced.slice.signature).toBe('é');
  });
  test('in time that grows with its length, not with its square', () => {
    const deep = `{"request":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)},"signature":"x"}`;
    const wide = `{"request":{"a":"${'\\"'.repeat(1_000_000)}"},"signature":"x"}`;
    const open = `{"request":${'{'.repeat(2_000_000)}`;
    const started = performance.now();
    expect([slice(deep).ok, slice(wide).ok, slice(open).ok]).toEqual([true, true, false]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('what is no envelope is refused with its fault', () => {
  test.each([
    ['not-an-object', ''],
    ['not-an-object', ' \n'],
    ['not-an-object', '[]'],
    ['not-an-object', 'null'],
    ['not-an-object', '\uFEFF{"request":{},"signature":"x"}'],
    ['not-an-object', '\u00A0{"request":{},"signature":"x"}'],
    ['broken', '{'],
    ['broken', '{}'],
    ['broken', '{"request"'],
    ['broken', '{"request" {},"signature":"x"}'],
    ['broken', '{"request":{},"signature":"x"'],
    ['broken', '{"request":{},"signature":"x",}'],
    ['broken', '{"request":{},,"signature":"x"}'],
    ['broken', '{"request":{} "signature":"x"}'],
    ['broken', '{request:{},"signature":"x"}'],
    ['broken', '{"request":{},"signature":"x'],
    ['broken', '{"request":{},"signature":"\\x"}'],
    ['broken', '{"request":{},"signature":"\n"}'],
    ['broken', '{"req\\uZZZZ":{},"signature":"x"}'],
    ['broken', '{"request":{"a":"},"signature":"x"}'],
    ['unknown-member', '{"a":1,"request":{},"signature":"x"}'],
    ['unknown-member', '{"Request":{},"signature":"x"}'],
    ['unknown-member', '{"request":{},"signature":"x","signType":"RSA2"}'],
    ['unknown-member', '{"request ":{},"signature":"x"}'],
    ['unknown-member', '{"":{},"signature":"x"}'],
    ['repeated-member', '{"request":{},"request":{},"signature":"x"}'],
    ['repeated-member', '{"request":{},"response":{},"signature":"x"}'],
    ['repeated-member', '{"request":{},"signature":"x","r\\u0065quest":{}}'],
    ['repeated-member', '{"signature":"x","request":{},"signature":"y"}'],
    ['repeated-member', '{"signature":"x","request":{},"\\u0073ignature":"x"}'],
    ['no-content', '{"signature":"{\\"request\\":{}}"}'],
    ['no-signature', '{"request":{"signature":"x"}}'],
    ['content-not-an-object', '{"request":[],"signature":"x"}'],
    ['content-not-an-object', '{"request":"{}","signature":"x"}'],
    ['content-not-an-object', '{"request":null,"signature":"x"}'],
    ['content-not-an-object', '{"request":,"signature":"x"}'],
    ['signature-not-text', '{"request":{},"signature":null}'],
    ['signature-not-text', '{"request":{},"signature":["x"]}'],
    ['signature-not-text', '{"request":{},"signature":{"request":{}}}'],
    ['trailing-bytes', '{"request":{},"signature":"x"}}'],
    ['trailing-bytes', '{"request":{},"signature":"x"} {}'],
    ['trailing-bytes', '{"request":{},"signature":"x"}\0'],
    ['trailing-bytes', '{"request":{},"signature":"x"}\u00A0'],
  ])('%s: %j', (fault, text) => {
    expect(slice(text)).toEqual({ ok: false, fault });
    expect(sliceByMasking(Buffer.from(text))).toBeUndefined();
  });
  test('broken: a name or a signature that is no UTF-8', () => {
    const text = '{"request":{},"signature":"\u00ff"}';
    expect(slice(Buffer.from(text, 'latin1'))).toEqual({ ok: false, fault: 'broken' });
    expect(slice(text).ok).toBe(true);
    const name = Buffer.from('{"request\u00ff":{},"signature":""}', 'latin1');
    expect(slice(name)).toEqual({ ok: false, fault: 'broken' });
  });
});

/** Compares with the reference, and tells whether both accepted. */
function agreesWithReference(bytes: Buffer): boolean {
  const sliced = sliceEnvelope(bytes);
  const found = sliced.ok && {
    member: sliced.slice.member,
    content: Buffer.from(sliced.slice.content).toString('latin1'),
    signature: sliced.slice.signature,
  };
  expect(found || undefined, bytes.toString()).toEqual(sliceByMasking(bytes));
  return sliced.ok;
}
