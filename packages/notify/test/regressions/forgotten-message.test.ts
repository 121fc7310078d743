import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  createMemoryNotificationLog,
  type LoggedNotification,
  type NotificationLog,
} from '@alipay-intl/notify';
import { expect, it } from 'vitest';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function stored(key: string): LoggedNotification {
  const facts = { family: 'v1', type: 'PAYMENT_RESULT', reference: undefined, receivedAtMs: 0 } as const;
  return { key, ...facts, message: '{}' };
}

/** In a function of its own, whose variables are gone when it has ended. */
async function store(log: NotificationLog, key: string): Promise<WeakRef<LoggedNotification>> {
  const notification = stored(key);
  await log.store(notification);
  return new WeakRef(notification);
}

async function completeOne(log: NotificationLog): Promise<unknown> {
  const [taken] = await log.takeStored({ leaseMs: 1_000, limit: 1 });
  return taken && (await log.complete(taken.claim));
}

it('the log in memory lets go of a message that is done, and of no other', async () => {
  const log = createMemoryNotificationLog();
  const done = await store(log, 'done');
  expect(await completeOne(log)).toBe('completed');
  const waiting = await store(log, 'waiting');
  // What a reference was made to is kept until the end of the turn.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  expect([done.deref(), waiting.deref()?.message]).toEqual([undefined, '{}']);
  expect(await log.list({ only: 'done', limit: 10 })).toMatchObject([{ key: 'done' }]);
});
