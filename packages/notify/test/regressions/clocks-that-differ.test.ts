import { createMemoryNotificationLog } from '@alipay-intl/notify';
import { expect, it } from 'vitest';
import { makeReceiver, paid } from './support.ts';

it('a failed one waits although the clock of the log is an hour ahead', async () => {
  let tries = 0;
  let aheadMs = 3_600_000;
  const nowMs = Date.now();
  const receiver = await makeReceiver({
    mode: 'store-first',
    log: createMemoryNotificationLog({ now: () => nowMs + aheadMs }),
    clock: { now: () => nowMs },
    handler: () => {
      tries += 1;
      throw new Error('no goods');
    },
  });
  await receiver.receive(await paid());
  expect(await receiver.process()).toEqual({ handled: 0, claimsLost: 0, postponed: 1, dead: 0 });
  aheadMs += 9_999;
  expect(await receiver.process()).toMatchObject({ postponed: 0, dead: 0 });
  aheadMs += 1;
  expect(await receiver.process()).toMatchObject({ postponed: 1, dead: 0 });
  expect(tries).toBe(2);
});
