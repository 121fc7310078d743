import { createKeyRing, importPrivateKey, type KeyRing, SignatureError } from '@alipay-intl/core';
import { type MessageToVerify, signMessage, verifyMessage } from '@alipay-intl/core/signing';
import { beforeAll, describe, expect, test } from 'vitest';
import { receivedMessage } from '../fixtures/received-message.ts';
import {
  type HeaderVector,
  headerVectors,
  privatePem,
  publicPem,
  tamperedVectors,
} from '../fixtures/vectors.ts';

const rings = new Map<string, KeyRing>();

beforeAll(async () => {
  for (const vector of [...headerVectors, ...tamperedVectors]) {
    const { key, keyVersion } = vector;
    const name = `${key} ${keyVersion}`;
    if (!rings.has(name)) {
      rings.set(name, await createKeyRing([{ keyVersion, publicKey: publicPem(key) }]));
    }
  }
});

function ringOf({ key, keyVersion }: { readonly key: string; readonly keyVersion: string }): KeyRing {
  const ring = rings.get(`${key} ${keyVersion}`);
  if (ring === undefined) throw new Error(`no ring for ${key}`);
  return ring;
}

function judge(vector: HeaderVector, changes: Partial<MessageToVerify> = {}) {
  return verifyMessage(receivedMessage(vector, changes), ringOf(vector));
}

test('the vectors are all there', () => {
  expect(headerVectors).toHaveLength(20);
  expect(headerVectors.flatMap((vector) => vector.acceptHeaders)).toHaveLength(180);
  expect(headerVectors.flatMap((vector) => vector.refuseHeaders)).toHaveLength(953);
  expect(tamperedVectors).toHaveLength(135);
});

describe('signMessage gives the header that openssl gave, byte for byte', () => {
  test.each(headerVectors)('$name', async (vector) => {
    const privateKey = await importPrivateKey(privatePem(vector.key));
    const body = Buffer.from(vector.bodyBase64, 'base64');
    const header = await signMessage({ ...vector, body }, { privateKey, keyVersion: vector.keyVersion });
    const lowerCaseHex = vector.name === 'notification-lower-case-hex';
    const sent = vector.signatureHeaderSent;
    expect(header).toBe(lowerCaseHex ? sent.replace(/%[0-9a-f]{2}/g, (hex) => hex.toUpperCase()) : sent);
  });
});

describe('verifyMessage accepts every documented spelling', () => {
  test.each(headerVectors)('$name', (vector) => {
    const spellings = [{ spelling: 'as sent', header: vector.signatureHeaderSent }, ...vector.acceptHeaders];
    for (const { spelling, header } of spellings) {
      const verification = judge(vector, { signature: header });
      const foundBy = header.includes('keyVersion') ? 'named' : 'ring';
      expect(verification, spelling).toMatchObject({
        verified: true,
        match: { keyVersion: vector.keyVersion, foundBy },
      });
    }
  });
});

describe('verifyMessage refuses every other header', () => {
  test.each(headerVectors)('$name', (vector) => {
    for (const { reason, header } of vector.refuseHeaders) {
      const verification = judge(vector, { signature: header });
      if (verification.verified) throw new Error(`${reason} was accepted`);
      expect(verification.error, reason).toBeInstanceOf(SignatureError);
      expect(verification.error.code, reason).toMatch(/^ERR_SIGNATURE_(?:MALFORMED|INVALID|MISSING)$/);
    }
  });

  test('a header that a lenient decoder would let through is malformed, not merely wrong', () => {
    const spellings = /base64|pad|escape|percent|blank|newline|junk|repeated|alphabet|quoted|algorithm/;
    // Without padding, junk behind a signature can be the base64 of a longer one.
    const padded = headerVectors.filter((vector) => vector.key !== 'rsa3072');
    const refusals = padded.flatMap((vector) =>
      vector.refuseHeaders
        .filter(({ reason }) => spellings.test(reason))
        .map(({ reason, header }) => [reason, judge(vector, { signature: header })] as const),
    );
    expect(refusals.length).toBeGreaterThan(500);
    for (const [reason, verification] of refusals) {
      const code = verification.verified ? 'verified' : verification.error.code;
      expect(code, reason).toBe('ERR_SIGNATURE_MALFORMED');
    }
  });
});

describe('verifyMessage refuses every tampered message', () => {
  test.each(tamperedVectors)('$name', (tampered) => {
    const verification = verifyMessage(
      {
        method: tampered.method,
        path: tampered.path,
        expectedClientId: tampered.configuredClientId,
        clientId: tampered.clientId,
        time: tampered.time,
        signature: tampered.signatureHeader,
        body: Buffer.from(tampered.bodyBase64, 'base64'),
      },
      ringOf(tampered),
    );
    if (verification.verified) throw new Error('it was accepted');
    expect(verification.error).toBeInstanceOf(SignatureError);
    expect(verification.error.message).toContain('proves nothing about the money');
    if (tampered.signatureMatches) {
      expect(verification.error.code).toMatch(/^ERR_SIGNATURE_(?:CLIENT|TIME|MISSING)$/);
    }
  });
});

describe('verifyMessage names what is wrong', () => {
  const [vector] = headerVectors as [HeaderVector];
  const cases: readonly (readonly [string, Partial<MessageToVerify>, string])[] = [
    ['no signature', { signature: undefined }, 'ERR_SIGNATURE_MISSING'],
    ['an empty signature', { signature: '' }, 'ERR_SIGNATURE_MISSING'],
    ['no time', { time: undefined }, 'ERR_SIGNATURE_MISSING'],
    ['an empty time', { time: '' }, 'ERR_SIGNATURE_MISSING'],
    ['neither', { time: undefined, signature: undefined }, 'ERR_SIGNATURE_MISSING'],
    ['no client id', { clientId: undefined }, 'ERR_SIGNATURE_CLIENT'],
    ['an empty client id', { clientId: '' }, 'ERR_SIGNATURE_CLIENT'],
    ['another client id', { clientId: 'T_999' }, 'ERR_SIGNATURE_CLIENT'],
    ['our client id with a blank', { clientId: `${vector.clientId} ` }, 'ERR_SIGNATURE_CLIENT'],
    ['our client id twice', { clientId: `${vector.clientId}, ${vector.clientId}` }, 'ERR_SIGNATURE_CLIENT'],
    ['our client id in small letters', { clientId: vector.clientId.toLowerCase() }, 'ERR_SIGNATURE_CLIENT'],
    ['an odd time', { time: '1685599933' }, 'ERR_SIGNATURE_TIME'],
    ['a repeated time', { time: `${vector.time}, ${vector.time}` }, 'ERR_SIGNATURE_TIME'],
    ['a time with a blank', { time: ` ${vector.time}` }, 'ERR_SIGNATURE_TIME'],
    ['a time with a line feed', { time: `${vector.time}\n` }, 'ERR_SIGNATURE_TIME'],
    ['a malformed signature', { signature: 'nonsense' }, 'ERR_SIGNATURE_MALFORMED'],
    ['another path', { path: '/ams/api/v1/payments/pay' }, 'ERR_SIGNATURE_INVALID'],
    ['another method', { method: 'GET' }, 'ERR_SIGNATURE_INVALID'],
    ['another body', { body: Buffer.from('{}') }, 'ERR_SIGNATURE_INVALID'],
    ['no body', { body: new Uint8Array() }, 'ERR_SIGNATURE_INVALID'],
  ];
  test.each(cases)('%s', (_name, changes, code) => {
    const verification = judge(vector, changes);
    if (verification.verified) throw new Error('it was accepted');
    expect(verification.error.code).toBe(code);
    expect(verification.error.next).toContain('Do not believe it');
  });

  test('a client id that the sender chose is never used in place of ours', () => {
    const other = { clientId: vector.clientId, expectedClientId: 'T_999' };
    expect(judge(vector, other)).toMatchObject({ verified: false, error: { code: 'ERR_SIGNATURE_CLIENT' } });
  });

  test('no message of an error repeats a signature', () => {
    for (const { header } of vector.refuseHeaders) {
      const verification = judge(vector, { signature: header });
      const text = verification.verified ? '' : JSON.stringify(verification.error);
      expect(text).not.toContain(vector.signatureBase64.slice(0, 6));
    }
  });
});
