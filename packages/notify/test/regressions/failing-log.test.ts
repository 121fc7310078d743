import type { Received } from '@alipay-intl/notify';
import { describe, expect, it } from 'vitest';
import { changedLog, collectWarnings, makeReceiver, paid, settled } from './support.ts';

const noGoods = new Error('no goods');
const away = new Error('the store is away');
const failingLog = () =>
  changedLog(() => ({
    fail: () => Promise.reject(away),
  }));

describe('a log that cannot write a failure down does not hide it', () => {
  it('in a receipt', async () => {
    const warnings = collectWarnings();
    const handler = (): never => {
      throw noGoods;
    };
    const receiver = await makeReceiver({ log: failingLog(), handler });
    expect(await receiver.receive(await paid())).toHaveProperty('error', noGoods);
    await settled();
    expect(warnings).toEqual([away]);
  });

  it('in a processing, which ends when all its handlers have ended', async () => {
    const warnings = collectWarnings();
    const handler = async ({ notification }: Received): Promise<void> => {
      if (notification.body['paymentRequestId'] === 'pay_1') throw noGoods;
      await settled();
    };
    const receiver = await makeReceiver({ mode: 'store-first', log: failingLog(), handler });
    for (const id of ['pay_1', 'pay_2']) await receiver.receive(await paid(id));
    await expect(receiver.process()).rejects.toBe(noGoods);
    expect(await receiver.list({ only: 'done', limit: 10 })).toMatchObject([{ reference: 'pay_2' }]);
    await settled();
    expect(warnings).toEqual([away]);
  });

  it('nor do two failures of a processing hide one another', async () => {
    const warnings = collectWarnings();
    const handler = ({ notification }: Received): never => {
      throw new Error(String(notification.body['paymentRequestId']));
    };
    const receiver = await makeReceiver({ mode: 'store-first', log: failingLog(), handler });
    for (const id of ['pay_1', 'pay_2']) await receiver.receive(await paid(id));
    await expect(receiver.process()).rejects.toMatchObject({ message: 'pay_1' });
    await settled();
    expect(warnings.map(({ message }) => message)).toEqual([away.message, away.message, 'pay_2']);
  });
});
