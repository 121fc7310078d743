import { createHash } from 'node:crypto';
import { signedContent } from '@alipay-intl/core/signing';
import { describe, expect, test } from 'vitest';
import { headerVectors } from '../fixtures/vectors.ts';

test('the byte check of the wire reference: 118 bytes and their SHA-256 (docs/wire/v1 §2.1)', () => {
  const content = signedContent(
    {
      method: 'POST',
      path: '/ams/api/v1/payments/inquiryPayment',
      clientId: 'T_111222333',
      time: '1685599933871',
    },
    Buffer.from('{"paymentId":"20200429114010800100188850266791455"}'),
  );
  expect(content).toHaveLength(118);
  const hash = createHash('sha256').update(content).digest('hex');
  expect(hash).toBe('fe73515d8930525229739448678e870ba9eb18588f500da913c61388ffd404ad');
});

describe('the content of every vector', () => {
  test.each(headerVectors)('$name', (vector) => {
    const content = signedContent(vector, Buffer.from(vector.bodyBase64, 'base64'));
    expect(content.toString('base64')).toBe(vector.contentBase64);
    expect(content).toHaveLength(vector.contentLength);
    expect(createHash('sha256').update(content).digest('hex')).toBe(vector.contentSha256);
  });
});

test('bytes of the body that are not UTF-8 enter unchanged', () => {
  const body = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]);
  const content = signedContent({ method: 'POST', path: '/p', clientId: 'c', time: 't' }, body);
  expect(content.equals(Buffer.concat([Buffer.from('POST /p\nc.t.'), body]))).toBe(true);
});
