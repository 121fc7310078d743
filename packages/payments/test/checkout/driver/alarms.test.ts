import { describe, expect, it, vi } from 'vitest';
import { price } from '../support/payment-story.ts';
import { openTill, orderOf } from '../support/till.ts';

describe('an alarm', () => {
  it('is durable before it is told, and comes with its payment', async () => {
    const statuses: Promise<unknown>[] = [];
    const seen: unknown[] = [];
    const till = openTill(
      { pay: ['paid'] },
      {
        onAlarm: (alarm) => {
          seen.push(alarm);
          statuses.push(till.checkout.list({ only: 'needs-person', limit: 10 }));
        },
      },
    );
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    await till.checkout.recordNotification({ attemptId, kind: 'cancelled' });
    expect(seen).toMatchObject([
      {
        kind: 'cancelled-after-paid',
        payment: { kind: 'paid', attemptId, openAlarms: ['cancelled-after-paid'] },
      },
    ]);
    expect(await Promise.all(statuses)).toMatchObject([[{ attemptId, needsPerson: true }]]);
  });

  it('whose receiver throws breaks nothing: the process is warned', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const onAlarm = () => {
      throw new Error('mail is down');
    };
    const till = openTill({ pay: ['declined:X'], query: ['paid'], refund: ['refunded'] }, { onAlarm });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    const told = await till.checkout.recordNotification({ attemptId, kind: 'paid', amount: price });
    expect(told.kind).toBe('recorded');
    await till.run(till.checkout.recover());
    expect(await till.checkout.status(attemptId)).toMatchObject({ kind: 'declined', openAlarms: [] });
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ message: 'mail is down' }),
      'AlipayAlarmWarning',
    );
    warn.mockRestore();
  });

  it('is not needed where nobody listens: it stays listed', async () => {
    const till = openTill({ pay: ['paid'] });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    await till.checkout.recordNotification({ attemptId, kind: 'declined' });
    expect(await till.checkout.list({ only: 'needs-person', limit: 10 })).toMatchObject([{ state: 'paid' }]);
  });
});
