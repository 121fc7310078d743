import type { Receipt } from '@alipay-intl/notify';
import { fetchNotifications } from '@alipay-intl/notify/fetch';
import { describe, expect, it } from 'vitest';
import { acquiringPaid, collectEvents, collectWarnings, makeReceiver, settled } from './support.ts';

const signer = (): never => {
  throw new Error('the key service is down');
};
const signingFailed = expect.objectContaining({ code: 'ERR_SIGNING_FAILED' });

describe('where the answer of the acquiring family cannot be signed', () => {
  it('what was handled stays handled, is not acknowledged, and the receipt tells why', async () => {
    const receipts: Receipt[] = [];
    const events = collectEvents();
    let effects = 0;
    const receiver = await makeReceiver({
      signer,
      handler: () => {
        effects += 1;
      },
      onReceipt: (receipt) => void receipts.push(receipt),
    });
    for (const kind of ['handled', 'repeated']) {
      const receipt = await receiver.receive(await acquiringPaid());
      expect(receipt).toMatchObject({ kind, answerError: signingFailed, answer: { status: 500 } });
    }
    expect(effects).toBe(1);
    expect(receipts.map(({ kind }) => kind)).toEqual(['handled', 'repeated']);
    expect(events.map(({ errorCode, answerErrorCode }) => [errorCode, answerErrorCode])).toEqual([
      [undefined, 'ERR_SIGNING_FAILED'],
      [undefined, 'ERR_SIGNING_FAILED'],
    ]);
  });

  it('what the handler threw is not hidden', async () => {
    const reason = new Error('no goods');
    const handler = (): never => {
      throw reason;
    };
    const receipt = await (await makeReceiver({ signer, handler })).receive(await acquiringPaid());
    expect(receipt).toMatchObject({ kind: 'failed', answerError: signingFailed, answer: { status: 500 } });
    expect(receipt).toHaveProperty('error', reason);
  });

  it('what your record does not know is refused with its reason', async () => {
    const receiver = await makeReceiver({ signer, lookup: () => undefined });
    expect(await receiver.receive(await acquiringPaid())).toMatchObject({
      kind: 'refused',
      error: { code: 'ERR_NOTIFICATION_UNKNOWN' },
      answerError: signingFailed,
      answer: { status: 500 },
    });
  });

  it('it reaches the error handling of the server', async () => {
    const warnings = collectWarnings();
    const { url, ...request } = await acquiringPaid();
    const answer = await fetchNotifications(await makeReceiver({ signer }))(
      new Request(`http://shop.example${url}`, request),
    );
    expect(answer.status).toBe(500);
    await settled();
    expect(warnings).toEqual([signingFailed]);
  });
});
