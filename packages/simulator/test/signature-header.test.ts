import { createPrivateKey, sign } from 'node:crypto';
import type { Simulator } from '@alipay-intl/simulator';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
let genuine: string;
const body = '{"paymentId":"1"}';

beforeAll(async () => {
  simulator = await startQuickly();
  const { clientId, merchantPrivateKey } = simulator.credentials;
  const content = `POST /ams/api/v1/payments/inquiryPayment\n${clientId}.1685599933871.${body}`;
  genuine = sign('sha256', Buffer.from(content), createPrivateKey(merchantPrivateKey!)).toString('base64');
});
afterAll(() => simulator.close());

/** `ORDER_NOT_EXIST` means that the signature was read and found right. */
async function codeFor(signature: string): Promise<string> {
  const answer = await send(simulator, 'inquiryPayment', body, { headers: { signature } });
  return JSON.parse(answer.body.toString('utf8')).result.resultCode;
}

describe('the Signature header', () => {
  it('is read whatever the order, the blanks and the case or absence of percent encoding', async () => {
    const blank = fc.constantFrom('', ' ', '  ', '\t');
    const encoding = fc.constantFrom(
      (text: string) => text,
      (text: string) => encodeURIComponent(text),
      (text: string) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
    );
    const order = fc.shuffledSubarray(['algorithm', 'keyVersion', 'signature', 'extra'], { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(blank, encoding, order, fc.boolean(), async (space, encode, names, hasVersion) => {
        const values: Record<string, string> = {
          algorithm: 'RSA256',
          keyVersion: '1',
          signature: encode(genuine),
          extra: 'a=b',
        };
        const parts = names.filter((name) => hasVersion || name !== 'keyVersion');
        const header = parts.map((name) => `${space}${name}=${space}${values[name]}${space}`).join(',');
        expect(await codeFor(header)).toBe('ORDER_NOT_EXIST');
      }),
    );
  });

  it('is refused, and breaks nothing, when it is anything else', async () => {
    const pieces = [
      'algorithm',
      '=',
      ',',
      'RSA256',
      'signature',
      'keyVersion',
      '%2',
      '%zz',
      '+',
      '/',
      'AAAA',
      ' ',
      '1',
    ];
    const near = fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(''));
    const any = fc.stringMatching(/^[\x20-\x7e]{0,80}$/);
    await fc.assert(
      fc.asyncProperty(fc.oneof(any, near), async (header) => {
        expect(['INVALID_SIGNATURE', 'KEY_NOT_FOUND']).toContain(await codeFor(header));
      }),
    );
  });

  it('is refused when one character of the signature differs', async () => {
    const other = (character: string) => (character === 'A' ? 'B' : 'A');
    await fc.assert(
      fc.asyncProperty(fc.nat(genuine.length - 4), async (index) => {
        const spoilt = genuine.slice(0, index) + other(genuine.charAt(index)) + genuine.slice(index + 1);
        expect(await codeFor(`algorithm=RSA256,signature=${encodeURIComponent(spoilt)}`)).toBe(
          'INVALID_SIGNATURE',
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    (right: string) => `signature=${right}`,
    () => 'algorithm=RSA256',
    () => 'algorithm=RSA256,signature=',
    () => 'algorithm=RSA256,signature=%',
    (right: string) => `algorithm=RSA256,signature=${right},signature=${right}`,
    (right: string) => `algorithm=RSA256,algorithm=RSA256,signature=${right}`,
    (right: string) => `algorithm=RSA256,,signature=${right}`,
    (right: string) => `algorithm=rsa256,signature=${right}`,
    (right: string) => `algorithm=RSA256,Signature=${right}`,
    (right: string) => `algorithm=RSA256,signature=${right}AAAA`,
    (right: string) => `algorithm=RSA256,signature=${right.slice(0, 40)} ${right.slice(40)}`,
    (right: string) => `algorithm=RSA256,signature=${right.replaceAll('%2B', '-').replaceAll('%2F', '_')}-`,
  ])('is refused in the form %s', async (write) => {
    expect(await codeFor(write(encodeURIComponent(genuine)))).toBe('INVALID_SIGNATURE');
  });
});
