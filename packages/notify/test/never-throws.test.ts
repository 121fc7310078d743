import { AlipayError } from '@alipay-intl/core';
import type { NotificationVerifier, ReceivedHeaders, ReceivedNotification } from '@alipay-intl/notify';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { received } from './support/received.ts';
import { createVerifier, notifyPath, paidBody, seal } from './support/sender.ts';

let verifier: NotificationVerifier;
beforeAll(async () => {
  verifier = await createVerifier();
});

const valid = [
  seal(paidBody()),
  seal(paidBody({ notifyType: 'PAYMENT_PENDING' }), { pair: 'alipay-v2', keyVersion: '2' }),
  seal(paidBody({ note: '.253+05:30.{"a":"é支"}' }), { time: '1793505600123' }),
];

const names = fc.oneof(
  fc.constantFrom(
    'client-id',
    'Request-Time',
    'SIGNATURE',
    'content-type',
    '__proto__',
    'forEach',
    'constructor',
  ),
  fc.string(),
);
const values = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(...valid.flatMap(({ headers }) => Object.values(headers))),
  fc.constantFrom(
    'algorithm=RSA256,keyVersion=1,signature=%',
    'algorithm=RSA256,signature=%E0%A4%A',
    'a'.repeat(9000),
  ),
);
const headers: fc.Arbitrary<ReceivedHeaders> = fc.oneof(
  fc.array(fc.oneof(names, values), { maxLength: 12 }),
  fc.dictionary(names, fc.oneof(values, fc.array(values, { maxLength: 3 }), fc.constant(undefined))),
  fc.array(fc.tuple(names, values)).map((pairs) => new Map(pairs)),
  fc.constantFrom(...valid.map((sealed) => sealed.headers)),
);
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.constantFrom(...valid.map(({ body }) => body)),
);
const requests: fc.Arbitrary<ReceivedNotification> = fc.record({
  method: fc.oneof(fc.constant('POST'), fc.string()),
  url: fc.oneof(fc.constantFrom('', '?', notifyPath, `${notifyPath}?x=%`), fc.string({ unit: 'binary' })),
  headers,
  body: bodies,
});

it('any request gets an answer of the documented shape', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const verified = verifier.verify(request);
      if (verified.accepted) expect(valid.some(({ body }) => body === request.body)).toBe(true);
      else expect(verified.error).toBeInstanceOf(AlipayError);
    }),
    { numRuns: 20_000 },
  );
});

/** The bytes of a signature, decoded here on our own. */
function signatureBytes(header: string): string {
  const text = /(?:^|,)\s*signature=([^,]*)/.exec(header)?.[1]?.trim() ?? '';
  return decodeURIComponent(text);
}

const byteChanges = fc.oneof(
  fc.record({ how: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat({ max: 7 }) }),
  fc.record({ how: fc.constant('drop' as const), at: fc.nat(), bit: fc.constant(0) }),
  fc.record({ how: fc.constant('add' as const), at: fc.nat(), bit: fc.nat({ max: 255 }) }),
  fc.record({ how: fc.constant('cut' as const), at: fc.nat(), bit: fc.constant(0) }),
  fc.record({ how: fc.constant('swap' as const), at: fc.nat(), bit: fc.constant(0) }),
);
type ByteChange = typeof byteChanges extends fc.Arbitrary<infer T> ? T : never;

function changeBytes(bytes: Buffer, { how, at, bit }: ByteChange): Buffer {
  const place = at % (bytes.length + 1);
  const copy = Buffer.from(bytes);
  switch (how) {
    case 'flip':
      copy[place] = (copy[place] ?? 0) ^ (1 << bit);
      return copy;
    case 'drop':
      return Buffer.concat([copy.subarray(0, place), copy.subarray(place + 1)]);
    case 'add':
      return Buffer.concat([copy.subarray(0, place), Buffer.from([bit]), copy.subarray(place)]);
    case 'cut':
      return copy.subarray(0, place);
    case 'swap':
      return Buffer.concat([copy.subarray(0, place), copy.subarray(place).toReversed()]);
  }
}

const parts = ['body', 'client-id', 'request-time', 'signature', 'signature', 'body'] as const;

it('no mutation of a valid one is believed, unless what is signed stays the same', () => {
  let accepted = 0;
  let changed = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: valid.length - 1 }),
      fc.array(fc.tuple(fc.constantFrom(...parts), byteChanges), { minLength: 1, maxLength: 3 }),
      (which, changes) => {
        const original = valid[which] ?? valid[0]!;
        let body = original.body;
        const head: Record<string, string> = { ...original.headers };
        for (const [part, change] of changes) {
          if (part === 'body') body = changeBytes(body, change);
          else head[part] = changeBytes(Buffer.from(head[part] ?? '', 'latin1'), change).toString('latin1');
        }
        const verified = verifier.verify(received(original, { headers: head, body }));
        const isSame =
          body.equals(original.body) &&
          head['client-id'] === original.headers['client-id'] &&
          head['request-time'] === original.headers['request-time'];
        changed += isSame && head['signature'] === original.headers.signature ? 0 : 1;
        if (!verified.accepted) return;
        accepted += 1;
        expect(isSame).toBe(true);
        expect(signatureBytes(head['signature'] ?? '')).toBe(signatureBytes(original.headers.signature));
      },
    ),
    { numRuns: 50_000 },
  );
  expect(changed).toBeGreaterThan(45_000);
  // Some mutations only spell the same signature differently; without any, the check above would be empty.
  expect(accepted).toBeGreaterThan(0);
});
