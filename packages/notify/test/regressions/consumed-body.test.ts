import { Readable } from 'node:stream';
import type { NotificationRequest, Receipt } from '@alipay-intl/notify';
import { fetchNotifications } from '@alipay-intl/notify/fetch';
import { describe, expect, it } from 'vitest';
import { collectEvents, collectWarnings, makeReceiver, paid, settled } from './support.ts';

const consumed = expect.objectContaining({ code: 'ERR_BODY_CONSUMED' });

describe('a body that was consumed makes a receipt and an event', () => {
  const bodies: readonly (readonly [string, () => unknown])[] = [
    ['nothing', () => undefined],
    ['null', () => null],
    ['a parsed object', () => ({ paymentRequestId: 'pay_1' })],
    ['a text', () => '{"paymentRequestId":"pay_1"}'],
    ['a stream of texts', () => Readable.from(['{"payment', 'RequestId":"pay_1"}'])],
    ['a stream whose second chunk is a text', () => Readable.from([Buffer.from('{'), '}'])],
  ];

  it.each(bodies)('%s', async (_name, make) => {
    const receipts: Receipt[] = [];
    const events = collectEvents();
    const receiver = await makeReceiver({ onReceipt: (receipt) => void receipts.push(receipt) });
    const body = make() as NotificationRequest['body'];
    const receipt = await receiver.receive({ ...(await paid()), body });
    expect(receipt).toMatchObject({ kind: 'refused', error: consumed, answer: { status: 500 } });
    expect(receipts).toEqual([receipt]);
    expect(events).toMatchObject([{ kind: 'refused', errorCode: 'ERR_BODY_CONSUMED', httpStatus: 500 }]);
  });

  it('a Fetch request that was read before, which is still a warning too', async () => {
    const receipts: Receipt[] = [];
    const warnings = collectWarnings();
    const receiver = await makeReceiver({ onReceipt: (receipt) => void receipts.push(receipt) });
    const { url, ...request } = await paid();
    const read = new Request(`http://shop.example${url}`, request);
    await read.text();
    expect((await fetchNotifications(receiver)(read)).status).toBe(500);
    expect(receipts).toMatchObject([{ kind: 'refused', error: consumed }]);
    await settled();
    expect(warnings).toEqual([consumed]);
  });
});
