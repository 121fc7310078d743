import { type Acknowledgement, acknowledgement } from '@alipay-intl/notify';
import { expect, expectTypeOf, it } from 'vitest';

// docs/wire/v1 §6.2: exactly these members and values.
it('received: the documented text and status 200', () => {
  expect(acknowledgement('received')).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}',
  });
});

it.each([
  ['refused', 400, '{"result":{"resultCode":"PROCESS_FAIL","resultStatus":"F","resultMessage":"fail"}}'],
  [
    'not-processed',
    500,
    '{"result":{"resultCode":"UNKNOWN_EXCEPTION","resultStatus":"U","resultMessage":"fail"}}',
  ],
] as const)('%s: status %i and no success', (kind, status, body) => {
  const answer = acknowledgement(kind);
  expect(answer).toEqual({ status, headers: { 'content-type': 'application/json' }, body });
  expect(answer.body).not.toMatch(/success/i);
  expectTypeOf(answer).toEqualTypeOf<Acknowledgement>();
});
