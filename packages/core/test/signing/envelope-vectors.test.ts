import { createHash } from 'node:crypto';
import {
  createKeyRing,
  importPrivateKey,
  type KeyRing,
  type PrivateKey,
  SignatureError,
} from '@alipay-intl/core';
import { type EnvelopeMember, sealEnvelope, verifyEnvelope } from '@alipay-intl/core/signing';
import { beforeAll, describe, expect, test } from 'vitest';
import { judgeEnvelope } from '../../src/gateway/judge-envelope.ts';
import { parseMeasuredJson } from '../../src/signing/strict-json.ts';
import {
  acceptedVectors,
  type EnvelopeVector,
  envelopeVectors,
  refusedVectors,
} from '../fixtures/envelope-vectors.ts';
import { replyOf } from '../fixtures/signed-envelope.ts';
import { privatePem, publicPem } from '../fixtures/vectors.ts';

const rings = new Map<string, KeyRing>();
const privateKeys = new Map<string, PrivateKey>();

beforeAll(async () => {
  for (const pair of new Set(envelopeVectors.map(({ key }) => key))) {
    rings.set(pair, await createKeyRing(publicPem(pair)));
    privateKeys.set(pair, await importPrivateKey(privatePem(pair)));
  }
});

const bytesOf = (vector: EnvelopeVector): Buffer => Buffer.from(vector.envelopeBase64, 'base64');

/** The outer keys that the receiver of a message expects; a notification may come under either. */
const membersOf = ({ direction }: EnvelopeVector): readonly EnvelopeMember[] => {
  if (direction === 'notification') return ['request', 'response'];
  return direction === 'request' ? ['request'] : ['response'];
};

function verify(vector: EnvelopeVector, changes: { readonly hash?: 'sha256' | 'sha1' } = {}) {
  const keyRing = rings.get(vector.key);
  if (keyRing === undefined) throw new Error(`no key ${vector.key}`);
  return verifyEnvelope(bytesOf(vector), {
    hash: vector.hash,
    keyRing,
    members: membersOf(vector),
    ...changes,
  });
}

/** Judges a message as the answer to the message that it names itself, so that only its reading is at stake. */
function judge(vector: EnvelopeVector) {
  const keyRing = rings.get(vector.key);
  if (keyRing === undefined) throw new Error(`no key ${vector.key}`);
  const own = (name: string): string =>
    new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(
      Buffer.from(vector.contentBase64, 'base64').toString(),
    )?.[1] ?? '';
  const expected = { clientId: own('clientId'), function: own('function'), reqMsgId: own('reqMsgId') };
  const facts = { path: '/', durationMs: 0, httpStatus: 200, traceId: undefined };
  return judgeEnvelope(replyOf(bytesOf(vector)), { hash: vector.hash, keyRing, ...expected }, facts);
}

test('the vectors are all there', () => {
  expect(envelopeVectors).toHaveLength(551);
  expect(acceptedVectors).toHaveLength(119);
  expect(refusedVectors).toHaveLength(432);
  expect(new Set(envelopeVectors.map(({ name }) => name)).size).toBe(551);
});

describe('verifyEnvelope accepts, with exactly the content that was signed', () => {
  test.each(acceptedVectors)('$name', (vector) => {
    const verification = verify(vector);
    if (!verification.verified) throw verification.error;
    const content = Buffer.from(verification.content);
    expect(content.toString('base64')).toBe(vector.contentBase64);
    expect(createHash('sha256').update(content).digest('hex')).toBe(vector.contentSha256);
    const parsed = parseMeasuredJson(verification.content, verification.shape);
    // Names with escapes are not let through, though they are JSON. docs/decisions/0011.
    if (vector.name === 'request hostile-names') expect(parsed).toEqual({ ok: false, fault: 'escaped-name' });
    // Numbers that a double may not hold arrive as text.
    else if (verification.shape.hasLongNumber) expect(parsed.ok).toBe(true);
    else expect(parsed).toEqual({ ok: true, value: JSON.parse(content.toString()) });
  });
});

const responses = acceptedVectors.filter(({ direction }) => direction === 'response');

describe('judgeEnvelope answers an accepted response', () => {
  test('but for the one whose body is empty', () => {
    const [empty, ...others] = responses.filter(({ name }) => name === 'response empty-body');
    if (empty === undefined) throw new Error('there is none');
    expect(others).toEqual([]);
    expect(judge(empty)).toMatchObject({ kind: 'unproven', error: { code: 'ERR_RESPONSE_MALFORMED' } });
  });
  test.each(responses.filter(({ name }) => name !== 'response empty-body'))('$name', (vector) => {
    const exchange = judge(vector);
    if (exchange.kind !== 'answered') throw exchange.error;
    const content = JSON.parse(Buffer.from(vector.contentBase64, 'base64').toString());
    expect(exchange.result.resultStatus).toBe(content.body.resultInfo.resultStatus);
    expect(exchange.result.resultCode).toBe(content.body.resultInfo.resultCode);
  });
});

describe('sealEnvelope writes byte for byte', () => {
  const compact = acceptedVectors.filter(({ name }) => / compact$/.test(name));
  test('what all twelve compact vectors hold', () => expect(compact).toHaveLength(12));
  test.each(compact)('$name', async (vector) => {
    const privateKey = privateKeys.get(vector.key);
    if (privateKey === undefined) throw new Error(`no key ${vector.key}`);
    const content = Buffer.from(vector.contentBase64, 'base64');
    const sealed = await sealEnvelope(vector.outerKey, content, { privateKey, hash: vector.hash });
    expect(sealed.toString('base64')).toBe(vector.envelopeBase64);
  });
  // Every other accepted message of one of the two fixed forms, too.
  test('every accepted vector that has the form of a sender, once and twice', async () => {
    const counts = { once: 0, twice: 0 };
    for (const vector of acceptedVectors) {
      const { outerKey, contentBase64, signatureBase64, encoding, hash } = vector;
      const signature =
        encoding === 'twice' ? Buffer.from(signatureBase64).toString('base64') : signatureBase64;
      const content = Buffer.from(contentBase64, 'base64');
      const own = Buffer.concat([
        Buffer.from(`{"${outerKey}":`),
        content,
        Buffer.from(`,"signature":"${signature}"}`),
      ]);
      if (!own.equals(bytesOf(vector))) continue;
      const privateKey = privateKeys.get(vector.key);
      if (privateKey === undefined) throw new Error(`no key ${vector.key}`);
      const sealed = await sealEnvelope(outerKey, content, { privateKey, hash, encoding });
      expect(sealed.equals(own), vector.name).toBe(true);
      counts[encoding] += 1;
    }
    expect(counts.once).toBeGreaterThan(30);
    expect(counts.twice).toBeGreaterThan(2);
  });
});

/** Reasons that lie inside validly signed content, so that only the parser can find them. */
const parserReasons = new Set(['not-json', 'repeated-member', 'not-utf8', 'too-deep']);

describe('a refused vector is refused with a typed error', () => {
  test.each(refusedVectors)('$reason: $name', (vector) => {
    const verification = verify(vector);
    if (verification.verified) {
      expect(vector.signatureMatches).toBe(true);
      expect(parserReasons.has(vector.reason ?? '')).toBe(true);
      expect(parseMeasuredJson(verification.content, verification.shape).ok).toBe(false);
    } else {
      expect(verification.error).toBeInstanceOf(SignatureError);
      expect(verification.error.message).toContain('It proves nothing about the money.');
      if (!vector.signatureMatches && vector.reason === 'signature-mismatch')
        expect(verification.error.code).toMatch(/^ERR_SIGNATURE_(?:INVALID|MALFORMED)$/);
    }
    const exchange = judge(vector);
    expect(exchange).toMatchObject({ kind: 'unproven', error: { code: expect.stringMatching(/^ERR_/) } });
    expect(exchange).not.toMatchObject({ claimed: { resultStatus: 'S' } });
  });

  const reachesParser = (vector: EnvelopeVector): boolean => verify(vector).verified;
  test('each reason is found, and the parser has its share of the work', () => {
    const reasons = new Set(refusedVectors.map(({ reason }) => reason));
    expect(reasons.size).toBe(12);
    expect(refusedVectors.filter(reachesParser).length).toBeGreaterThan(30);
  });
  test.each([
    ['not-json', 'not-json'],
    ['repeated-member', 'repeated-member'],
    ['not-utf8', 'not-utf8'],
    ['too-deep', 'too-deep'],
  ])('%s inside signed content is named %s', (reason, fault) => {
    const faults = refusedVectors
      .filter((vector) => vector.reason === reason)
      .map((vector) => verify(vector))
      .flatMap((one) => (one.verified ? [parseMeasuredJson(one.content, one.shape)] : []))
      .map((parsed) => (parsed.ok ? 'none' : parsed.fault));
    expect(faults).toContain(fault);
    // A name with an escape is refused before it can be told whether it repeats another one.
    expect(new Set([...faults, 'escaped-name'])).toEqual(new Set([fault, 'escaped-name']));
  });
});

describe('the hash is decided by the dialect, never by the message (docs/wire/acquiring §4.2)', () => {
  test.each(acceptedVectors)('with the other hash refused: $name', (vector) => {
    const other = verify(vector, { hash: vector.hash === 'sha1' ? 'sha256' : 'sha1' });
    expect(other).toMatchObject({ verified: false, error: { code: 'ERR_SIGNATURE_INVALID' } });
  });
  test('both hashes are among them', () => {
    expect(acceptedVectors.filter(({ hash }) => hash === 'sha1').length).toBeGreaterThan(5);
    expect(acceptedVectors.filter(({ hash }) => hash === 'sha256').length).toBeGreaterThan(50);
  });
});
