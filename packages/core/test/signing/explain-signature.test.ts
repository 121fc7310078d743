import { createPrivateKey, sign } from 'node:crypto';
import { createKeyRing, type KeyRing } from '@alipay-intl/core';
import {
  explainSignature,
  formatSignatureHeader,
  type MessageToVerify,
  verifyMessage,
} from '@alipay-intl/core/signing';
import { beforeAll, describe, expect, test } from 'vitest';
import { privatePem, publicPem } from '../fixtures/vectors.ts';

const alipayKey = createPrivateKey(privatePem('alipay'));
const merchantKey = createPrivateKey(privatePem('merchant'));
let ring: KeyRing;
let ownRing: KeyRing;

beforeAll(async () => {
  ring = await createKeyRing(publicPem('alipay'));
  ownRing = await createKeyRing(publicPem('merchant'));
});

interface Parts {
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: string;
}

const plain: Parts = {
  path: '/payNotify',
  clientId: 'T_1',
  time: '2023-06-01T06:12:15.120Z',
  body: '{\n  "a": "b/c",\n  "d": 1.50\n}\n',
};

/** What a receiver sees when one thing was signed and another arrived. */
function mismatch(signed: Partial<Parts>, received: Partial<Parts>, key = alipayKey): MessageToVerify {
  const from = { ...plain, ...signed };
  const content = `POST ${from.path}\n${from.clientId}.${from.time}.${from.body}`;
  const arrived = { ...plain, ...received };
  return {
    method: 'POST',
    path: arrived.path,
    expectedClientId: plain.clientId,
    clientId: arrived.clientId,
    time: arrived.time,
    signature: formatSignatureHeader('1', sign('sha256', Buffer.from(content), key)),
    body: Buffer.from(arrived.body),
  };
}

describe('explainSignature names the part that went wrong', () => {
  test.each([
    ['path', 'without the query', {}, { path: '/payNotify?shop=7' }],
    ['path', 'its last slash', {}, { path: '/payNotify/' }],
    ['path', 'its last slash', { path: '/payNotify/' }, {}],
    [
      'path',
      'sandbox path',
      { path: '/ams/api/v1/payments/pay' },
      { path: '/ams/sandbox/api/v1/payments/pay' },
    ],
    [
      'path',
      'sandbox path',
      { path: '/ams/sandbox/api/v1/payments/pay' },
      { path: '/ams/api/v1/payments/pay' },
    ],
    ['time', 'without its fraction', { time: '2023-06-01T06:12:15Z' }, {}],
    ['body', 'to CRLF', {}, { body: plain.body.replaceAll('\n', '\r\n') }],
    ['body', 'to LF', { body: plain.body.replaceAll('\n', '\r\n') }, {}],
    ['body', 'were added around', { body: plain.body.trim() }, {}],
    ['body', 'parsed and written again', { body: '{"a":"b/c","d":1.5}' }, {}],
    ['client id', 'another client id', {}, { clientId: 'T_2' }],
  ] as const)('%s: %s', (part, words, signed, received) => {
    const message = mismatch(signed, received);
    expect(verifyMessage(message, ring).verified).toBe(false);
    const found = explainSignature(message, ring);
    expect(found.part).toBe(part);
    expect(found.hint).toContain(words);
  });

  test('the own key, when the sender signed with it', () => {
    const message = mismatch({}, {}, merchantKey);
    expect(explainSignature(message, ring, ownRing)).toMatchObject({
      part: 'key',
      hint: expect.stringContaining('your own key'),
    });
  });
  test('a malformed header', () => {
    const message = { ...mismatch({}, {}), signature: 'nonsense' };
    expect(explainSignature(message, ring)).toMatchObject({
      part: 'key',
      hint: expect.stringContaining('malformed'),
    });
  });
  test.each([
    ['the key is of somebody else', mismatch({}, {}, merchantKey)],
    ['the body is quite different', mismatch({ body: '{"quite":"different"}' }, {})],
  ])('the key first and the body second, where nothing explains it: %s', (_name, message) => {
    const found = explainSignature(message, ring);
    expect(found.part).toBe('key');
    expect(found.hint).toMatch(/^The Alipay public key is not the right one.+, or else the body was changed/);
  });
  test.each([
    ['a body that is not UTF-8', Buffer.from([0xff, 0x00, 0xfe])],
    ['a body that is not JSON', Buffer.from('<html>')],
    ['an empty body', Buffer.alloc(0)],
  ])('without throwing at %s', (_name, body) => {
    expect(explainSignature({ ...mismatch({}, {}), body }, ring).part).toBe('key');
  });
});
