import { createPublicKey, verify as verifyBytes } from 'node:crypto';
import { acquiringDialects, OptionError } from '@alipay-intl/core';
import { describe, expect, it } from 'vitest';
import { publicPem, vectorText } from '../support/sender.ts';
import {
  clientId,
  createVerifier,
  expectAccepted,
  infoOf,
  notifyFunction,
  paidBody,
  type Sealing,
  seal,
  verify,
} from './support.ts';

const merchantKey = createPublicKey(publicPem('merchant'));

/** The signed text and the signature bytes, cut by the fixed pieces of the compact form. */
function cut(body: string): { readonly content: string; readonly signature: Buffer } {
  const parts = /^\{"response":(\{.*\}),"signature":"([A-Za-z0-9+/]+={0,2})"\}$/s.exec(body);
  if (parts === null) throw new Error(`not the compact form: ${body}`);
  return { content: parts[1] ?? '', signature: Buffer.from(parts[2] ?? '', 'base64') };
}

async function acknowledge(
  sealing: Sealing = {},
  body: unknown = paidBody(),
  changes: Parameters<typeof createVerifier>[0] = {},
) {
  const verifier = await createVerifier(changes);
  return verifier.acknowledge(expectAccepted(verify(verifier, seal(body, sealing))));
}

describe('an acknowledgement', () => {
  it('is byte for byte an envelope with response, signed by the merchant over exactly that text', async () => {
    const { status, headers, body } = await acknowledge();
    expect(status).toBe(200);
    expect(headers).toEqual({ 'content-type': 'application/json' });
    const { content, signature } = cut(body);
    expect(body).toBe(`{"response":${content},"signature":"${signature.toString('base64')}"}`);
    expect(verifyBytes('sha256', Buffer.from(content), merchantKey, signature)).toBe(true);
    expect(verifyBytes('sha256', Buffer.from(`${content} `), merchantKey, signature)).toBe(false);
    expect(JSON.parse(content)).toEqual({
      head: {
        version: '2.0.4',
        function: notifyFunction,
        clientId,
        respTime: '2026-11-01T12:00:00+08:00',
        reqMsgId: 'message_1',
        reserve: '{}',
      },
      body: {
        resultInfo: {
          resultStatus: 'S',
          resultCodeId: '00000000',
          resultCode: 'SUCCESS',
          resultMsg: 'success',
        },
      },
    });
  });

  it('has the members of the fixed vector', async () => {
    const vectors = JSON.parse(vectorText('envelopes.json')) as readonly {
      name: string;
      contentBase64: string;
    }[];
    const vector = vectors.find(({ name }) => name === 'acknowledgement public-2.0.4 compact')!;
    const expected = JSON.parse(Buffer.from(vector.contentBase64, 'base64').toString('utf8'));
    const clock = { now: () => Date.parse('2024-05-01T12:00:00+08:00') };
    const { body } = await acknowledge({ head: { reqMsgId: '20240501-0002' } }, paidBody(), { clock });
    expect(JSON.parse(cut(body).content)).toEqual(expected);
  });

  it.each<[string, Sealing, unknown]>([
    ['declined', {}, { resultInfo: infoOf('PROCESS_FAIL', 'F') }],
    ['processing', {}, { resultInfo: infoOf('UNKNOWN_EXCEPTION', 'U') }],
    ['of another function', { head: { function: 'alipay.intl.merchant.notify' } }, { anything: 1 }],
    ['under response', { outer: 'response' }, paidBody()],
  ])(
    'of a notification that is %s says S as well, and echoes its head',
    async (_case, sealing, notification) => {
      const { body } = await acknowledge(
        { ...sealing, head: { ...sealing.head, reqMsgId: 'm/2 "x" 奶' } },
        notification,
      );
      const { content, signature } = cut(body);
      expect(verifyBytes('sha256', Buffer.from(content), merchantKey, signature)).toBe(true);
      const { head, body: inner } = JSON.parse(content);
      expect(head.reqMsgId).toBe('m/2 "x" 奶');
      expect(head.function).toBe(sealing.head?.['function'] ?? notifyFunction);
      expect(inner.resultInfo.resultStatus).toBe('S');
    },
  );

  it.each([
    ['public-2.0.4', 'sha256', '2.0.4'],
    ['public-2.0.2', 'sha256', '2.0.2'],
    ['hk-2.0.0', 'sha1', '2.0.0'],
  ] as const)('of %s is signed with %s and names version %s', async (dialect, hash, version) => {
    const { body } = await acknowledge({ hash }, paidBody(), { dialect });
    const { content, signature } = cut(body);
    expect(verifyBytes(hash, Buffer.from(content), merchantKey, signature)).toBe(true);
    expect(
      verifyBytes(hash === 'sha1' ? 'sha256' : 'sha1', Buffer.from(content), merchantKey, signature),
    ).toBe(false);
    expect(JSON.parse(content).head.version).toBe(version);
  });

  it('takes a dialect of your own', async () => {
    const dialect = { ...acquiringDialects['public-2.0.4'], version: '2.1.0' };
    const { body } = await acknowledge({}, paidBody(), { dialect });
    expect(JSON.parse(cut(body).content).head.version).toBe('2.1.0');
  });

  it('can be signed elsewhere; where that fails there is no acknowledgement', async () => {
    const publicKey = publicPem('merchant');
    const away = { publicKey, sign: () => Promise.reject(new Error('the vault is away')) };
    await expect(acknowledge({}, paidBody(), { privateKey: away })).rejects.toBeInstanceOf(OptionError);
  });
});
