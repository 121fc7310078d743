import { AlipayError } from '@alipay-intl/core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type AcquiringVerifier, createVerifier, infoOf, paidBody, seal, verify } from './support.ts';

let verifier: AcquiringVerifier;
beforeAll(async () => {
  verifier = await createVerifier();
});

const base64Twice = (content: string, signature: string): string =>
  `{"request":${content},"signature":"${Buffer.from(signature).toString('base64')}"}`;
const valid: readonly Buffer[] = [
  seal(paidBody()),
  seal(paidBody({ memo: 'a/b 奶茶 "signature":"' }), { outer: 'response' }),
  seal(
    { resultInfo: infoOf('PROCESS_FAIL', 'F') },
    { wrap: (c, s) => `{ "signature" : "${s}" ,\n"request" : ${c} }` },
  ),
  seal(paidBody(), { wrap: base64Twice }),
];

/** Any JSON value, and often the right one, so that both ways are gone. */
const anyJson = fc.jsonValue({ maxDepth: 3 });
const often = (...values: unknown[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, anyJson);
const oddBody = fc.record(
  {
    resultInfo: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ resultStatus: often('S', 'F', 'U'), resultCode: often('SUCCESS') }),
      },
      anyJson,
    ),
    merchantTransId: often('t1'),
    orderAmount: fc.oneof(
      { weight: 5, arbitrary: fc.record({ currency: often('USD', 'JPY'), value: often('599', 599) }) },
      anyJson,
    ),
    acquirementId: often('a1'),
    payAmount: anyJson,
    paymentTime: anyJson,
    merchantId: anyJson,
    toJSON: anyJson,
    constructor: anyJson,
  },
  { requiredKeys: [] },
);

it('any bytes get an answer of the documented shape', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('POST')),
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.json().map((text) => Buffer.from(text)),
        fc.json().map((text) => Buffer.from(`{"request":${text},"signature":"AAAA"}`)),
        fc.constantFrom(...valid),
      ),
      (method, body) => {
        const verified = verifier.verify({ method, url: '/', headers: [], body });
        if (verified.accepted) expect(valid.some((one) => one === body)).toBe(true);
        else expect(verified.error).toBeInstanceOf(AlipayError);
      },
    ),
    { numRuns: 20_000 },
  );
});

it('any genuinely signed content is typed or refused, and paid only with S, an id and an amount', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(
      fc.oneof({ weight: 9, arbitrary: oddBody }, anyJson),
      fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, fc.dictionary(fc.string(), anyJson)),
      (body, head) => {
        const verified = verify(verifier, seal(body, { head }));
        kinds.add(verified.accepted ? verified.notification.kind : verified.error.code);
        if (!verified.accepted || verified.notification.kind !== 'paid') return;
        const { notification } = verified;
        expect(notification.result.resultStatus).toBe('S');
        expect(notification.merchantTransId.length).toBeGreaterThan(0);
        expect(notification.orderAmount.value).toMatch(/^\d{1,16}$/);
      },
    ),
    { numRuns: 1_500 },
  );
  expect([...kinds].toSorted()).toEqual(
    expect.arrayContaining(['ERR_NOTIFICATION_MALFORMED', 'declined', 'paid', 'processing']),
  );
});

const changes = fc.array(
  fc.record({
    how: fc.constantFrom('flip', 'drop', 'add', 'cut', 'swap', 'double'),
    at: fc.nat(),
    bit: fc.nat({ max: 255 }),
  }),
  { minLength: 1, maxLength: 3 },
);
type Change = typeof changes extends fc.Arbitrary<infer T extends readonly unknown[]> ? T[number] : never;

function changeBytes(bytes: Buffer, { how, at, bit }: Change): Buffer {
  const place = at % (bytes.length + 1);
  const [before, behind] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (how) {
    case 'flip': {
      const copy = Buffer.from(bytes);
      copy[place % bytes.length] = (copy[place % bytes.length] ?? 0) ^ (1 << (bit % 8));
      return copy;
    }
    case 'drop':
      return Buffer.concat([before, behind.subarray(1)]);
    case 'add':
      return Buffer.concat([before, Buffer.from([bit]), behind]);
    case 'cut':
      return before;
    case 'swap':
      return Buffer.concat([behind, before]);
    default:
      return Buffer.concat([before, behind.subarray(0, bit % 40), behind]);
  }
}

/** The signed text of each valid one, and how it reads. */
const contents = valid.map((bytes) => contentOf(bytes));

function contentOf(bytes: Buffer): string {
  const envelope = JSON.parse(bytes.toString('utf8')) as { request?: unknown; response?: unknown };
  return JSON.stringify(envelope.request ?? envelope.response);
}

it('no mutation of a valid one is believed, unless what was signed stays the same', () => {
  let changed = 0;
  let believed = 0;
  fc.assert(
    fc.property(fc.nat({ max: valid.length - 1 }), changes, (which, list) => {
      const original = valid[which] ?? valid[0]!;
      const mutated = list.reduce(changeBytes, original);
      if (mutated.equals(original)) return;
      changed += 1;
      const verified = verify(verifier, mutated);
      if (!verified.accepted) return;
      believed += 1;
      // Only blanks around the members, another outer key or another spelling of a letter may differ.
      expect(contentOf(mutated)).toBe(contents[which]);
      expect(mutated.includes(Buffer.from(JSON.stringify(verified.head.reqMsgId)))).toBe(true);
    }),
    { numRuns: 40_000 },
  );
  expect(changed).toBeGreaterThan(30_000);
  // A blank between the members changes nothing that was signed; without any, the check above would be empty.
  expect(believed).toBeGreaterThan(0);
});
