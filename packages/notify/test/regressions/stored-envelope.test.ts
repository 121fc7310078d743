import { acknowledgement, createMemoryNotificationLog, type Received } from '@alipay-intl/notify';
import { describe, expect, it } from 'vitest';
import { acquiringPaid, makeReceiver } from './support.ts';

describe('in store-first, what was signed is stored, and not the wrapper that anybody may spell anew', () => {
  it.each([
    ['an escape in the name', '{"\\u0072equest":'],
    ['blanks', ' {\n"request" :\t'],
    ['as it was sent', '{"request":'],
  ])('%s', async (_name, begin) => {
    const handled: Received[] = [];
    const log = createMemoryNotificationLog();
    const handler = (received: Received): void => void handled.push(received);
    const receiver = await makeReceiver({ mode: 'store-first', log, handler });
    const genuine = await acquiringPaid();
    const text = Buffer.from(genuine.body).toString('utf8').replace('{"request":', begin);
    const spelled = await receiver.receive({ ...genuine, body: Buffer.from(text) });
    expect([spelled.kind, spelled.answer.status]).toEqual(['stored', 200]);
    expect((await receiver.receive(genuine)).kind).toBe('repeated');
    expect(await receiver.process()).toEqual({ handled: 1, claimsLost: 0, postponed: 0, dead: 0 });
    expect(handled).toMatchObject([
      { family: 'acquiring', notification: { kind: 'paid', merchantTransId: 'pay_1' } },
    ]);
  });

  it('what is signed as deep as it may be is processed too', async () => {
    const handled: Received[] = [];
    const handler = (received: Received): void => void handled.push(received);
    const receiver = await makeReceiver({ mode: 'store-first', handler });
    // 64 levels, two of which are the content and its body.
    const deep: unknown = JSON.parse('['.repeat(62) + ']'.repeat(62));
    expect((await receiver.receive(await acquiringPaid({ deep }))).kind).toBe('stored');
    expect(await receiver.process()).toMatchObject({ handled: 1, dead: 0 });
    expect(handled[0]?.notification.body['deep']).toEqual(deep);
  });

  it('what could not be read later is neither stored nor acknowledged', async () => {
    const receiver = await makeReceiver({
      mode: 'store-first',
      verifiers: {
        // A verifier of the caller's own, which believes what this library cannot read.
        v1: {
          acknowledge: () => acknowledgement('received'),
          decline: () => acknowledgement('not-processed'),
          verify: () => ({
            accepted: true,
            notification: { kind: 'other', body: {} } as never,
            verifiedBy: { keyVersion: '1', thumbprint: '', foundBy: 'named' },
            sentAtMs: Date.now(),
            signedWithQuery: false,
          }),
        },
      },
    });
    const request = { method: 'POST', url: '/', headers: { signature: 'x' }, body: Buffer.from('{"a":') };
    const receipt = await receiver.receive(request);
    expect(receipt).toMatchObject({ kind: 'failed', error: { code: 'ERR_STORE_DAMAGED' } });
    expect(receipt.answer.status).toBe(500);
    expect(await receiver.list({ only: 'waiting', limit: 10 })).toEqual([]);
  });
});
