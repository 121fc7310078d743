import {
  createKeyRing,
  importPrivateKey,
  type KeyRing,
  OptionError,
  type PrivateKey,
  SignatureError,
} from '@alipay-intl/core';
import {
  type EnvelopeMember,
  openEnvelope,
  parseStrictJson,
  sealEnvelope,
  sliceEnvelope,
  verifyEnvelope,
} from '@alipay-intl/core/signing';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { cutCompact } from '../../src/signing/envelope-slice.ts';
import { caughtError } from '../fixtures/caught-error.ts';
import { acceptedVectors, envelopeVectors } from '../fixtures/envelope-vectors.ts';
import { jsonBlanks, jsonObjectTexts } from '../fixtures/json-texts.ts';
import { signatureText, signedEnvelope, spliced } from '../fixtures/signed-envelope.ts';
import { privatePem, publicPem } from '../fixtures/vectors.ts';

let privateKey: PrivateKey;
let keyRing: KeyRing;

beforeAll(async () => {
  privateKey = await importPrivateKey(privatePem('alipay'));
  keyRing = await createKeyRing(publicPem('alipay'));
});

type Members = readonly EnvelopeMember[];
const both: Members = ['request', 'response'];
const rule = (members: Members = both, hash: 'sha256' | 'sha1' = 'sha256') => ({ hash, keyRing, members });
const content = '{"head":{},"body":{"a":"二维码"}}';
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function codeOf(bytes: Buffer, members: Members = both, hash: 'sha256' | 'sha1' = 'sha256'): string {
  const verification = verifyEnvelope(bytes, rule(members, hash));
  if (verification.verified) return 'verified';
  expect(verification.error).toBeInstanceOf(SignatureError);
  return verification.error.code;
}

describe('any body', () => {
  test('is sealed, cut and verified as the same bytes, and what is parsed is what was verified', async () => {
    const hashes = fc.constantFrom('sha256' as const, 'sha1' as const);
    const encodings = fc.constantFrom(undefined, 'once' as const, 'twice' as const);
    const sides = fc.constantFrom('request' as const, 'response' as const);
    await fc.assert(
      fc.asyncProperty(jsonObjectTexts, hashes, encodings, sides, async (text, hash, encoding, member) => {
        const bytes = Buffer.from(text);
        const key = { privateKey, hash, ...(encoding && { encoding }) };
        const sealed = await sealEnvelope(member, bytes, key);
        const sliced = sliceEnvelope(sealed);
        if (!sliced.ok) throw new Error(sliced.fault);
        expect(bytes.equals(sliced.slice.content)).toBe(true);

        const verification = verifyEnvelope(sealed, rule([member], hash));
        if (!verification.verified) throw verification.error;
        expect(bytes.equals(verification.content)).toBe(true);
        const opened = openEnvelope(sealed, rule([member], hash));
        if (!opened.opened) throw new Error(JSON.stringify(opened));
        expect(opened.value).toEqual(JSON.parse(Buffer.from(verification.content).toString()));
        expect(opened.match).toEqual(verification.match);
      }),
      { numRuns: 600 },
    );
  });
  test('is opened from any spelling of the envelope around it', () => {
    const spaces = fc.array(jsonBlanks, { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(jsonObjectTexts, spaces, fc.boolean(), fc.boolean(), (text, blanks, isFirst, isEscaped) => {
        const signature = JSON.stringify(signatureText(text));
        const spelled = isEscaped ? signature.replaceAll('/', '\\/').replaceAll('+', '\\u002B') : signature;
        const pairs = [['"response"', text] as const, ['"signature"', spelled] as const];
        const [one, other] = isFirst ? pairs : pairs.reverse();
        const tokens = ['', '{', one?.[0], ':', one?.[1], ',', other?.[0], ':', other?.[1], '}'];
        const bytes = Buffer.from(tokens.map((token, at) => `${token}${blanks[at]}`).join(''));
        const opened = openEnvelope(bytes, rule(['response']));
        if (!opened.opened) throw new Error(JSON.stringify(opened));
        expect(opened.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 400 },
    );
  });
});

describe('openEnvelope', () => {
  /** The two steps that it joins, one after the other. */
  function openedInSteps(bytes: Buffer, envelopeRule: ReturnType<typeof rule>): unknown {
    const verification = verifyEnvelope(bytes, envelopeRule);
    if (!verification.verified) return { code: verification.error.code };
    const parsed = parseStrictJson(verification.content);
    return parsed.ok ? { value: plain(parsed.value), match: verification.match } : { fault: parsed.fault };
  }
  function openedAtOnce(bytes: Buffer, envelopeRule: ReturnType<typeof rule>): unknown {
    const opened = openEnvelope(bytes, envelopeRule);
    if (opened.opened) return { value: plain(opened.value), match: opened.match };
    return 'error' in opened ? { code: opened.error.code } : { fault: opened.fault };
  }

  test('finds in each vector what verifying and parsing find one after the other', async () => {
    const rings = new Map<string, KeyRing>();
    for (const { key } of envelopeVectors) {
      if (!rings.has(key)) rings.set(key, await createKeyRing(publicPem(key)));
    }
    for (const { name, key, hash, envelopeBase64 } of envelopeVectors) {
      const bytes = Buffer.from(envelopeBase64, 'base64');
      for (const members of [both, ['request'], ['response']] as const) {
        const envelopeRule = { hash, keyRing: rings.get(key) ?? keyRing, members };
        expect(openedAtOnce(bytes, envelopeRule), name).toEqual(openedInSteps(bytes, envelopeRule));
      }
    }
  });
  test('finds the same in envelopes whose signed text is cut or padded in any way', () => {
    const edge = fc.string({
      unit: fc.constantFrom(' ', '\n', '{', '}', '"', ',', '\\', 'x', ':'),
      maxLength: 2,
    });
    fc.assert(
      fc.property(jsonObjectTexts, edge, edge, (text, before, after) => {
        const signed = `${before}${text}${after}`;
        const bytes = spliced(signed, signatureText(signed));
        expect(openedAtOnce(bytes, rule())).toEqual(openedInSteps(bytes, rule()));
      }),
      { numRuns: 1_000 },
    );
  });
  test.each([
    ['a blank in front', ` ${content}`],
    ['a line feed behind', `${content}\n`],
    ['blanks around', `\t${content}\r\n`],
  ])('refuses a signature over the object and %s: only the object is what is signed', (_name, signed) => {
    const bytes = spliced(signed, signatureText(signed));
    expect(codeOf(bytes)).toBe('ERR_SIGNATURE_INVALID');
    expect(openEnvelope(bytes, rule())).toMatchObject({
      opened: false,
      error: { code: 'ERR_SIGNATURE_INVALID' },
    });
  });
  test('reads the first of two envelopes that share an end neither way', () => {
    const inner = signedEnvelope({ content }).toString();
    for (const text of [`{"response":${inner}`, `${inner}${inner}`, `{"response":{},${inner.slice(1)}`]) {
      const bytes = Buffer.from(text);
      expect(openEnvelope(bytes, rule()).opened, text).toBe(false);
      expect(verifyEnvelope(bytes, rule()).verified, text).toBe(false);
    }
  });
  test('names the fault of signed content that is no usable JSON', () => {
    const faults = {
      '{"a":1,"a":2}': 'repeated-member',
      '{"a":1,}': 'not-json',
      '{"\\u0061":1}': 'escaped-name',
      [`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`]: 'too-deep',
    };
    for (const [text, fault] of Object.entries(faults)) {
      expect(openEnvelope(signedEnvelope({ content: text }), rule())).toEqual({ opened: false, fault });
    }
  });
  test('arbitrary bytes never make it throw', () => {
    const starts = fc.constantFrom('', '{"response":', '{"request":', '{"request"', '{"response":{');
    const ends = fc.constantFrom('', '"}', '","signature":"x"}', ',"signature":""}', '},"signature":"QQ=="}');
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 30 }), ends, (start, middle, end) => {
        const bytes = Buffer.concat([Buffer.from(start), middle, Buffer.from(end)]);
        expect(openEnvelope(bytes, rule()).opened).toBe(false);
        expect(verifyEnvelope(bytes, rule()).verified).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the short way for compact envelopes', () => {
  test.each(['request', 'response'] as const)('is open to every %s that is sealed', async (member) => {
    const texts = ['{}', content, '{"a":1,"signature":"x"}', '{"b":{"request":{},"signature":"QUFB"}}'];
    for (const text of texts) {
      const sealed = await sealEnvelope(member, Buffer.from(text), { privateKey, hash: 'sha256' });
      const cut = cutCompact(sealed);
      expect({ ...cut, content: Buffer.from(cut?.content ?? []).toString() }).toEqual({
        member,
        content: text,
        signature: signatureText(text),
      });
    }
  });
  test.each([
    '',
    '{"response":',
    '{"response":,"signature":""}',
    '{"response":{"signature":"x"}',
    '{ "response":{},"signature":"x"}',
    '{"response": {},"signature":"x"}',
    '{"response":{} ,"signature":"x"}',
    '{"response":{},"signature": "x"}',
    '{"response":{},"signature":"x" }',
    '{"response":{},"signature":"x"}\n',
    '{"signature":"x","response":{}}',
    '{"responses":{},"signature":"x"}',
    '{"response":[],"signature":"x"}',
  ])('is closed to %j', (text) => {
    expect(cutCompact(Buffer.from(text))).toBeUndefined();
  });
});

describe('sealEnvelope', () => {
  test('keeps the bytes as they are, even where they are no JSON', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x20, 0x7d]);
    const sealed = await sealEnvelope('request', bytes, { privateKey, hash: 'sha256' });
    expect(sealed.subarray(0, 15)).toEqual(Buffer.concat([Buffer.from('{"request":'), bytes]));
    expect(sealed.equals(spliced(bytes, signatureText(bytes), 'request'))).toBe(true);
  });
  test.each(['sha256', 'sha1'] as const)('asks an external signer for %s', async (hash) => {
    const asked: unknown[] = [];
    const signer = await importPrivateKey({
      sign: (bytes, wanted) => {
        asked.push([Buffer.from(bytes).toString(), wanted]);
        return new Uint8Array(256).fill(7);
      },
    });
    const sealed = await sealEnvelope('response', Buffer.from(content), { privateKey: signer, hash });
    expect(asked).toEqual([[content, hash]]);
    expect(sealed.equals(spliced(content, Buffer.alloc(256, 7).toString('base64')))).toBe(true);
  });
  test('fails with ERR_SIGNING_FAILED where the signer fails', async () => {
    const signer = await importPrivateKey({ sign: () => Promise.reject(new Error('HSM is away')) });
    const error = await caughtError(() =>
      sealEnvelope('request', Buffer.from(content), { privateKey: signer, hash: 'sha256' }),
    );
    expect(error).toBeInstanceOf(OptionError);
    expect(error.code).toBe('ERR_SIGNING_FAILED');
  });
});

describe('verifyEnvelope', () => {
  test('takes only the members that belong here', () => {
    for (const [member, other] of [
      ['request', 'response'],
      ['response', 'request'],
    ] as const) {
      const bytes = signedEnvelope({ member, content });
      expect(codeOf(bytes, [member])).toBe('verified');
      expect(codeOf(bytes, both)).toBe('verified');
      expect(codeOf(bytes, [other])).toBe('ERR_SIGNATURE_MALFORMED');
      expect(codeOf(bytes, [])).toBe('ERR_SIGNATURE_MALFORMED');
    }
  });
  test('takes only the hash of its rule', () => {
    for (const [hash, other] of [
      ['sha256', 'sha1'],
      ['sha1', 'sha256'],
    ] as const) {
      const bytes = signedEnvelope({ content, hash });
      expect(codeOf(bytes, both, hash)).toBe('verified');
      expect(codeOf(bytes, both, other)).toBe('ERR_SIGNATURE_INVALID');
    }
  });
  test('takes the hash from its rule even where the signed head names another one', () => {
    const text = '{"head":{"signType":"RSA"},"body":{}}';
    expect(codeOf(signedEnvelope({ content: text, hash: 'sha1' }))).toBe('ERR_SIGNATURE_INVALID');
    expect(codeOf(signedEnvelope({ content: text }))).toBe('verified');
  });
  test.each(['merchant', 'alipay-v2', 'rsa3072'])('does not take a signature by %s', (pair) => {
    const code = pair === 'rsa3072' ? 'ERR_SIGNATURE_MALFORMED' : 'ERR_SIGNATURE_INVALID';
    expect(codeOf(signedEnvelope({ content, pair }))).toBe(code);
  });
  test('says which key of the ring it was, also with keys of several lengths', async () => {
    const ring = await createKeyRing([
      { keyVersion: 'a', publicKey: publicPem('alipay') },
      { keyVersion: 'b', publicKey: publicPem('rsa3072') },
    ]);
    for (const [pair, keyVersion] of [
      ['alipay', 'a'],
      ['rsa3072', 'b'],
    ] as const) {
      for (const times of [1, 2] as const) {
        const bytes = signedEnvelope({ content, pair, times });
        const verification = verifyEnvelope(bytes, { ...rule(), keyRing: ring });
        expect(verification).toMatchObject({ verified: true, match: { keyVersion, foundBy: 'ring' } });
      }
    }
  });
  const once = signatureText(content);
  test.each([
    ['three times base64', Buffer.from(signatureText(content, { times: 2 })).toString('base64')],
    ['no padding', once.replace(/=+$/, '')],
    ['base64url', once.replaceAll('+', '-').replaceAll('/', '_')],
    ['a line break', `${once.slice(0, 64)}\\n${once.slice(64)}`],
    ['percent-encoding', encodeURIComponent(once)],
    ['hexadecimal digits', Buffer.from(once, 'base64').toString('hex')],
    ['one byte too few', Buffer.from(once, 'base64').subarray(1).toString('base64')],
    ['one byte too many', Buffer.concat([Buffer.from(once, 'base64'), Buffer.alloc(1)]).toString('base64')],
    ['twice, with a line break inside', Buffer.from(`${once}\n`).toString('base64')],
    ['twice, unpadded inside', Buffer.from(once.replace(/=+$/, '')).toString('base64')],
    ['nothing', ''],
  ])('refuses a signature in another spelling: %s', (_name, text) => {
    expect(codeOf(spliced(content, text))).toBe('ERR_SIGNATURE_MALFORMED');
    expect(openEnvelope(spliced(content, text), rule()).opened).toBe(false);
  });
  test('names a missing signature as such', () => {
    expect(codeOf(Buffer.from(`{"response":${content}}`))).toBe('ERR_SIGNATURE_MISSING');
    expect(codeOf(Buffer.from('{"signature":"x"}'))).toBe('ERR_SIGNATURE_MALFORMED');
  });
  test('prints nothing of the message in its error', () => {
    const text = '{"head":{"a":"canary"},"body":{}}';
    for (const bytes of [
      spliced(text, signatureText(content)),
      spliced(text, 'canary'),
      Buffer.from(`{"canary":${text},"signature":"canary"}`),
      Buffer.from(`{"response":${text},"signature":"canary`),
    ]) {
      const verification = verifyEnvelope(bytes, rule());
      if (verification.verified) throw new Error('verified');
      expect(JSON.stringify(verification.error) + verification.error.stack).not.toContain('canary');
    }
  });
  test('believes no accepted vector with another key', async () => {
    const stranger = await createKeyRing(publicPem('alipay-v2'));
    const others = acceptedVectors.filter(({ key }) => key !== 'alipay-v2');
    expect(others.length).toBeGreaterThan(100);
    for (const { name, hash, envelopeBase64 } of others) {
      const bytes = Buffer.from(envelopeBase64, 'base64');
      expect(verifyEnvelope(bytes, { hash, keyRing: stranger, members: both }).verified, name).toBe(false);
    }
  });
});
