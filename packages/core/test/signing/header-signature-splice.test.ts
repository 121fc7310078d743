import { createPrivateKey, sign } from 'node:crypto';
import { createKeyRing, type KeyRing } from '@alipay-intl/core';
import { formatSignatureHeader, signedContent, verifyMessage } from '@alipay-intl/core/signing';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { privatePem, publicPem } from '../fixtures/vectors.ts';

// The signed text joins client id, time and body with dots, and each of them can hold dots. So one signature fits
// every way to cut the text at two of its dots; only one of them may be believed. docs/wire/v1 §2.1.

const privateKey = createPrivateKey(privatePem('alipay'));
let ring: KeyRing;

beforeAll(async () => {
  ring = await createKeyRing(publicPem('alipay'));
});

const dots = (unit: string) => fc.string({ unit: fc.constantFrom(...unit), maxLength: 12 });
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const isoStart = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19));
const offsets = fc.constantFrom('Z', '+08:00', '+0800', '-07:00', '+05:30', '+00:00');
const isoTimes = fc
  .tuple(isoStart, fc.integer({ min: 0, max: 9 }).chain(digits), offsets)
  .map(([start, fraction, offset]) => `${start}${fraction === '' ? '' : `.${fraction}`}${offset}`);
const times = fc.oneof(digits(13), isoTimes);

// Bodies that look as if a time or a client id went on in them.
const bodies = fc.oneof(
  dots('.{}":a1'),
  fc.tuple(times, dots('.{}')).map(([time, rest]) => `.${time}.${rest}`),
  fc.tuple(times, dots('.{}"')).map(([time, rest]) => `${time}.${rest}.`),
  fc.tuple(digits(3), offsets, dots('.a')).map(([fraction, offset, rest]) => `${fraction}${offset}.${rest}`),
  fc.json({ maxDepth: 2 }).map((json) => `{"a.b":${json},"amount.value":"10.5"}`),
);
const messages = fc.record({
  path: fc.constantFrom('/ams/api/v1/payments/pay', '/payNotify', '/a.b/notify.do?x=1.2', '/...'),
  clientId: fc.oneof(
    fc.constantFrom('T_111222333', 'A.B', '..', 'SANDBOX_5Y.1', '1685599933871', 'T_1.1685599933871'),
    fc.stringMatching(/^[A-Z_.\d]{1,12}$/),
  ),
  time: times,
  body: bodies,
});

/** Every way to cut the text at two dots. */
function* cutsOf(text: string): Generator<{ clientId: string; time: string; body: string }> {
  for (let first = text.indexOf('.'); first !== -1; first = text.indexOf('.', first + 1)) {
    for (let second = text.indexOf('.', first + 1); second !== -1; second = text.indexOf('.', second + 1)) {
      yield {
        clientId: text.slice(0, first),
        time: text.slice(first + 1, second),
        body: text.slice(second + 1),
      };
    }
  }
}

test.each(['request', 'response', 'notification'])(
  'of every way to cut a signed %s at its dots, only the true one is believed',
  () => {
    let splices = 0;
    let pinned = 0;
    fc.assert(
      fc.property(messages, ({ path, clientId, time, body }) => {
        const text = `${clientId}.${time}.${body}`;
        const content = Buffer.from(`POST ${path}\n${text}`);
        const signature = formatSignatureHeader('1', sign('sha256', content, privateKey));
        const believed = [];
        for (const cut of cutsOf(text)) {
          const parts = { method: 'POST', path, clientId: cut.clientId, time: cut.time };
          // The very same bytes: the bare signature fits each of them.
          expect(signedContent(parts, Buffer.from(cut.body)).equals(content)).toBe(true);
          const message = { ...parts, expectedClientId: clientId, signature, body: Buffer.from(cut.body) };
          if (verifyMessage(message, ring).verified) believed.push(cut);
          if (cut.clientId === clientId && cut.time !== time) pinned += 1;
          splices += 1;
        }
        expect(believed).toEqual([{ clientId, time, body }]);
      }),
      { numRuns: 500 },
    );
    // Otherwise the generator has lost its dots, and the property says nothing.
    expect(splices).toBeGreaterThan(5_000);
    expect(pinned).toBeGreaterThan(1_000);
  },
);

test('the grammar of times leaves no time that goes on behind a dot, or that can be cut at one', () => {
  const believed = (time: string): boolean => {
    const content = signedContent({ method: 'POST', path: '/p', clientId: 'c', time }, Buffer.from('{}'));
    const signature = formatSignatureHeader('1', sign('sha256', content, privateKey));
    const parts = { method: 'POST', path: '/p', expectedClientId: 'c', clientId: 'c', time, signature };
    return verifyMessage({ ...parts, body: Buffer.from('{}') }, ring).verified;
  };
  fc.assert(
    fc.property(times, bodies, (time, body) => {
      expect(believed(time)).toBe(true);
      const cut = time.indexOf('.');
      if (cut !== -1) expect(believed(time.slice(0, cut))).toBe(false);
      for (let at = body.indexOf('.'); at !== -1; at = body.indexOf('.', at + 1)) {
        expect(believed(`${time}.${body.slice(0, at)}`)).toBe(false);
      }
      expect(believed(`${time}.${body}`)).toBe(false);
    }),
    { numRuns: 150 },
  );
});
