import { readFileSync } from 'node:fs';
import { createKeyRing } from '@alipay-intl/core/keys';
import { createNotificationVerifier, type NotificationRequest } from '@alipay-intl/notify';
import { describe, expect, test } from 'vitest';
import { clientId, notifyPath, publicKeyText } from '../support/sender.ts';
import { type Genuine, signAcquiring, signV1 } from './genuine.ts';
import { type Mutant, mutantOf, requestOf } from './mutant.ts';
import { genuineMessages, nowMs } from './pool.ts';
import { ProcessGuard } from './process-guard.ts';
import { createReceiverUnderTest, refusalOf } from './receiver-under-test.ts';

// Defects that verifiers of other senders have had, each tried on this receiver. Where a defect has its test elsewhere, the list at the
// end names it.

const named = (name: string): Genuine => {
  const found = genuineMessages.find((genuine) => genuine.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};
const v1 = named('v1 paid 0');
const acquiring = named('acquiring paid 0');

/** What becomes of a genuine message after a change, and whether it had an effect. */
async function outcomeOf(genuine: Genuine, change: (mutant: Mutant) => unknown) {
  const receiver = await createReceiverUnderTest();
  const mutant = mutantOf(genuine);
  change(mutant);
  const receipt = await receiver.receive(requestOf(mutant), mutant.arrivesAtMs);
  return { became: refusalOf(receipt), effects: receiver.effects };
}

const refusedAs = (code: string) => ({ became: code, effects: 0 });
const believed = { became: 'handled', effects: 1 };

const withSignature = (write: (base64: string, encoded: string) => string) => (mutant: Mutant) => {
  const [source] = mutant.sources;
  const base64 = source?.signature ?? '';
  mutant.headers = mutant.headers.map(([name, value]) => [
    name,
    name === 'signature' ? write(base64, encodeURIComponent(base64)) : value,
  ]);
};
const withHeader = (name: string, value: string) => (mutant: Mutant) => {
  mutant.headers = [...mutant.headers.filter(([key]) => key !== name), [name, value]];
};
const head = 'algorithm=RSA256,keyVersion=1,signature=';
const plus = genuineMessages.find(
  ({ family, isRight, signature, headers }) =>
    family === 'v1' &&
    isRight &&
    signature.includes('+') &&
    headers[3]?.[1].includes('keyVersion=1') === true,
);

test('without a change, both are believed', async () => {
  expect(await outcomeOf(v1, () => undefined)).toEqual(believed);
  expect(await outcomeOf(acquiring, () => undefined)).toEqual(believed);
});

describe('v1 refuses', () => {
  const half = (base64: string): string => Buffer.from(base64, 'base64').subarray(0, 128).toString('base64');
  test.each<[string, (mutant: Mutant) => unknown, string]>([
    [
      'a shorter signature that begins like the right one (svix, CVE-2024-21491)',
      withSignature((base64) => head + encodeURIComponent(half(base64))),
      'ERR_SIGNATURE_INVALID',
    ],
    ['an empty signature (stripe-node)', withSignature(() => head), 'ERR_SIGNATURE_MALFORMED'],
    [
      'an empty signature in front of a good one (stripe-node)',
      withSignature((_base64, encoded) => `${head},signature=${encoded}`),
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'a signature of the same length that is not ASCII (stripe-node)',
      withSignature((_base64, encoded) => head + 'é'.repeat(encoded.length)),
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'a signature where the key version belongs, and the other way round (Adyen)',
      withSignature((_base64, encoded) => `algorithm=RSA256,keyVersion=${encoded},signature=1`),
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'letters behind its time, which parseInt skips (standardwebhooks)',
      (mutant) => withHeader('request-time', `${nowMs}abc`)(mutant),
      'ERR_SIGNATURE_TIME',
    ],
    [
      'a method that is told in a header',
      (mutant) => Object.assign(mutant, { method: 'GET' }),
      'ERR_NOTIFICATION_MALFORMED',
    ],
    ['a Content-Encoding', withHeader('content-encoding', 'gzip'), 'ERR_NOTIFICATION_ENCODED'],
    ['a promise of a too large body', withHeader('content-length', '1e9'), 'ERR_NOTIFICATION_TOO_LARGE'],
    [
      'a too large body in pieces that promise nothing',
      (mutant) => Object.assign(mutant, { body: Buffer.alloc(20_000, ' '), pieceBytes: 999 }),
      'ERR_NOTIFICATION_TOO_LARGE',
    ],
    [
      'a signature without its algorithm',
      withSignature((_base64, encoded) => `signature=${encoded}`),
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'the algorithm "none" (jsonwebtoken, CVE-2022-23540)',
      withSignature(() => 'algorithm=none,signature='),
      'ERR_SIGNATURE_MALFORMED',
    ],
  ])('%s', async (_name, change, code) => {
    expect(await outcomeOf(v1, change)).toEqual(refusedAs(code));
  });

  test.each(['%', '%zz', '%E0%A4%A', '%2', '%00'])(
    'the sequence %s in a signature, and does not throw',
    async (odd) => {
      const change = withSignature((_base64, encoded) => head + encoded + odd);
      expect(await outcomeOf(v1, change)).toEqual(refusedAs('ERR_SIGNATURE_MALFORMED'));
    },
  );
});

describe('v1 does not trip over', () => {
  test('a header that comes as a list of one, as http.IncomingHttpHeaders may (standardwebhooks)', async () => {
    const receiver = await createReceiverUnderTest();
    const headers = Object.fromEntries(v1.headers.map(([name, value]) => [name, [value]]));
    const request = { method: 'POST', url: v1.url, headers, body: v1.body };
    expect((await receiver.receive(request, nowMs)).kind).toBe('handled');
    const twice = { ...headers, signature: [...(headers['signature'] ?? []), 'x'] };
    expect(refusalOf(await receiver.receive({ ...request, headers: twice }, nowMs))).toBe(
      'ERR_SIGNATURE_MALFORMED',
    );
  });

  test('a plus sign in a signature that is not encoded, which is no blank (the decoders of two SDKs)', async () => {
    if (plus === undefined) throw new Error('no signature has a plus sign');
    expect(
      await outcomeOf(
        plus,
        withSignature((base64) => head + base64),
      ),
    ).toEqual(believed);
    const blanks = withSignature((base64) => head + base64.replaceAll('+', ' '));
    expect(await outcomeOf(plus, blanks)).toEqual(refusedAs('ERR_SIGNATURE_MALFORMED'));
  });

  test.each(['/n%2f..//x', 'http://evil/abs', '', '//', '/%'])(
    'the URL %j, because the path is configured',
    async (url) => {
      expect(await outcomeOf(v1, (mutant) => Object.assign(mutant, { url }))).toEqual(believed);
    },
  );
});

test('two headers that a server has joined are refused', async () => {
  const codes = {
    'client-id': 'ERR_SIGNATURE_CLIENT',
    'request-time': 'ERR_SIGNATURE_TIME',
    signature: 'ERR_SIGNATURE_MALFORMED',
  };
  for (const [name, code] of Object.entries(codes)) {
    const value = v1.headers.find(([key]) => key === name)?.[1] ?? '';
    expect(await outcomeOf(v1, withHeader(name, `${value}, ${value}`))).toEqual(refusedAs(code));
  }
});

test('no malformed request ends the process (@octokit/webhooks, CVE-2023-50728)', async () => {
  const guard = new ProcessGuard();
  const receiver = await createReceiverUnderTest();
  const odd: readonly Partial<NotificationRequest>[] = [
    ...([{ headers: [] }, { headers: {} }, { headers: ['signature'] }, { headers: new Map() }] as const),
    ...([{ url: '' }, { url: '%' }, { method: '' }, { body: Buffer.alloc(0) }] as const),
    ...['{', 'null', '[]', '\ud800', '{"request":', '{"request":{},"signature":null}'].map((text) => ({
      body: Buffer.from(text),
    })),
    { body: failingStream() },
  ];
  for (const request of odd) {
    for (const { url, headers, body } of [v1, acquiring]) {
      const receipt = await receiver.receive(
        { method: 'POST', url, headers: headers.flat(), body, ...request },
        nowMs,
      );
      expect(refusalOf(receipt)).toMatch(/^ERR_|^handled$/);
    }
  }
  await guard.close();
  expect(guard.ends).toBe(0);
});

// biome-ignore lint/correctness/useYield: it breaks before it gives anything
async function* failingStream(): AsyncGenerator<Uint8Array> {
  throw new Error('read ECONNRESET');
}

test('a genuine payment of 1 dollar does not pay an order of 2,000 (CVE-2026-9189)', async () => {
  const receiver = await createReceiverUnderTest({
    lookup: () => () => ({ amount: { currency: 'USD', value: '200000' } }),
  });
  const result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' };
  const deliver = async (value: string): Promise<string> => {
    const paid = {
      notifyType: 'PAYMENT_RESULT',
      result,
      paymentRequestId: 'pay_1',
      paymentAmount: { currency: 'USD', value },
    };
    const { url, headers, body } = signV1(Buffer.from(JSON.stringify(paid)), {
      name: 'paid',
      sentAtMs: nowMs,
    });
    return refusalOf(await receiver.receive({ method: 'POST', url, headers: headers.flat(), body }, nowMs));
  };
  expect([await deliver('100'), receiver.effects]).toEqual(['ERR_NOTIFICATION_MISMATCH', 0]);
  expect([await deliver('200000'), receiver.effects]).toEqual(['handled', 1]);
});

test('our own key in the place of Alipay’s believes nothing (Adyen: arguments swapped)', async () => {
  const ours = readFileSync(new URL('../../vectors/keys/merchant.public.spki.pem', import.meta.url), 'utf8');
  const [wrong, right] = await Promise.all([ours, publicKeyText('1')].map((key) => createKeyRing(key)));
  const { url, headers, body } = v1;
  const verify = (keyRing: typeof wrong) =>
    keyRing &&
    createNotificationVerifier({ clientId, path: notifyPath, keyRing }).verify({
      ...{ method: 'POST', url, headers: headers.flat(), body },
    });
  expect(verify(wrong)).toMatchObject({ accepted: false, error: { code: 'ERR_SIGNATURE_INVALID' } });
  expect(verify(right)).toMatchObject({ accepted: true });
});

test('an answer of the gateway to our own question is no notification of a payment', async () => {
  const receiver = await createReceiverUnderTest();
  const paid = {
    resultInfo: { resultStatus: 'S', resultCode: 'SUCCESS' },
    merchantTransId: 'pay_1',
    orderAmount: { currency: 'USD', value: '599' },
  };
  const answer = signAcquiring(paid, {
    ...{
      name: 'answer',
      sentAtMs: nowMs,
      outer: 'response',
      function: 'alipay.intl.acquiring.offline.payQuery',
    },
    head: { reqTime: undefined, respTime: '2026-11-01T12:00:00+08:00' },
  });
  const { url, body } = answer;
  const receipt = await receiver.receive({ method: 'POST', url, headers: [], body }, nowMs);
  expect(refusalOf(receipt)).toBe('ERR_NOTIFICATION_MALFORMED');
});

test.each<[string, string, string]>([
  [
    'JSON that is validly signed and broken (standardwebhooks)',
    'packages/notify/test/verifier.test.ts',
    "describe('bodies that are well signed'",
  ],
  ['a member twice', 'packages/notify/test/verifier.test.ts', "'a member twice'"],
  ['__proto__', 'packages/notify/test/verifier.test.ts', "it('do not become a prototype'"],
  ['9007199254740993 and 1e400', 'packages/notify/test/verifier.test.ts', "it('keep huge numbers exactly'"],
  [
    'a byte order mark, and bytes that are no UTF-8',
    'packages/notify/test/verifier.test.ts',
    "['a byte order mark'",
  ],
  ['a header twice', 'packages/notify/test/verifier.test.ts', "'%s twice is refused, even with one value'"],
  [
    'other spellings of one signature',
    'packages/core/test/signing/header-signature.test.ts',
    'a header that a lenient decoder would let through',
  ],
  [
    'a body that a parser has consumed',
    'packages/notify/test/adapters.test.ts',
    "'says loudly that a %s has consumed the body'",
  ],
  [
    'a body over the limit on a real server',
    'packages/notify/test/adapters.test.ts',
    "'refuses a body over its limit, and goes on serving'",
  ],
  [
    'a body that drips',
    'packages/notify/test/slow-body.test.ts',
    "'refuses a body that drips after its time",
  ],
  [
    'a time of 10 years ahead, and of a second that is not',
    'test/notifications/proofs/time-window.test.ts',
    'ten years',
  ],
])('%s has its test elsewhere', (_name, file, title) => {
  expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).toContain(title);
});
