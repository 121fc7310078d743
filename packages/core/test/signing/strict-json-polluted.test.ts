import { parseStrictJson } from '@alipay-intl/core/signing';
import { describe, expect, test } from 'vitest';

const parse = (text: string) => parseStrictJson(Buffer.from(text));

/** Runs something while every object inherits an enumerable member. */
function polluted<T>(run: () => T): T {
  Object.defineProperty(Object.prototype, 'injected', { value: 1, enumerable: true, configurable: true });
  try {
    return run();
  } finally {
    Reflect.deleteProperty(Object.prototype, 'injected');
  }
}

describe('where somebody put an enumerable member on Object.prototype', () => {
  // One inherited member more and one repeated member less must not make the count right.
  test.each([
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":2}}',
    '{"a":[{"b":1,"b":2},{}]}',
    '{"a":{},"a":{}}',
    '{"__proto__":1,"__proto__":2}',
    '{"injected":1,"injected":2}',
  ])('a repeated member is still refused: %s', (text) => {
    expect(polluted(() => parse(text))).toEqual({ ok: false, fault: 'repeated-member' });
    expect(parse(text)).toEqual({ ok: false, fault: 'repeated-member' });
  });
  test('it is taken away again after the test', () => {
    expect('injected' in {}).toBe(false);
    expect(parse('{"a":{"b":[{}]}}').ok).toBe(true);
  });
});
