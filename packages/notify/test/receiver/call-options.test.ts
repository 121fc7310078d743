import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationLog,
  type NotificationReceiver,
} from '@alipay-intl/notify';
import { describe, expect, it } from 'vitest';
import { clientId, createRing, notifyPath } from '../support/sender.ts';

const verifiers = {
  v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: await createRing() }),
};

/** A receiver whose log counts what reaches it. */
function watched(): { readonly receiver: NotificationReceiver; readonly calls: readonly unknown[] } {
  const calls: unknown[] = [];
  const memory = createMemoryNotificationLog();
  const log: NotificationLog = {
    ...memory,
    takeStored: (request) => {
      calls.push(request.limit);
      return memory.takeStored(request);
    },
    list: (query) => {
      calls.push(query);
      return memory.list(query);
    },
    revive: (key) => {
      calls.push(key);
      return memory.revive(key);
    },
  };
  const handler = (): void => undefined;
  const receiver = createNotificationReceiver({
    verifiers,
    lookup: 'handler-compares',
    mode: 'store-first',
    log,
    handler,
  });
  return { receiver, calls };
}

describe('what is asked of any log is checked before it gets there', () => {
  it.each([
    [{ concurrency: 0 }, 'concurrency'],
    [{ concurrency: 257 }, 'concurrency'],
    [{ concurrency: 1.5 }, 'concurrency'],
    [{ concurrency: '8' }, 'concurrency'],
    [{ signal: {} }, 'signal'],
    [{ limit: 8 }, 'limit'],
    [null, ''],
  ])('process(%j) is refused, naming %j', async (options, path) => {
    const { receiver, calls } = watched();
    await expect(receiver.process(options as never)).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      issues: [{ path }],
    });
    expect(calls).toEqual([]);
  });

  it.each([
    [{ only: 'dead' }, 'limit'],
    [{ only: 'dead', limit: 0 }, 'limit'],
    [{ only: 'dead', limit: 1_001 }, 'limit'],
    [{ only: 'dead', limit: Number.NaN }, 'limit'],
    [{ only: 'lost', limit: 10 }, 'only'],
    [{ limit: 10 }, 'only'],
    [{ only: 'dead', limit: 10, afterKey: 7 }, 'afterKey'],
    [{ only: 'dead', limit: 10, after: 'k' }, 'after'],
    [undefined, ''],
  ])('list(%j) is refused, naming %j', async (query, path) => {
    const { receiver, calls } = watched();
    await expect(receiver.list(query as never)).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      issues: [{ path }],
    });
    expect(calls).toEqual([]);
  });

  it.each([[''], [undefined], [7], [{ key: 'k' }]])('revive(%j) is refused', async (key) => {
    const { receiver, calls } = watched();
    await expect(receiver.revive(key as never)).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      issues: [{ path: 'key' }],
    });
    expect(calls).toEqual([]);
  });

  it('process is refused in the mode handle-in-transaction, whose handler would get no transaction', async () => {
    const log = { ...createMemoryNotificationLog(), handleInTransaction: async () => 'done' as const };
    let handled = 0;
    const receiver = createNotificationReceiver({
      verifiers,
      lookup: 'handler-compares',
      mode: 'handle-in-transaction',
      log,
      handler: () => {
        handled++;
      },
    });
    await expect(receiver.process()).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(handled).toBe(0);
  });

  it('what is within its limits gets there unchanged', async () => {
    const { receiver, calls } = watched();
    const nothing = { handled: 0, claimsLost: 0, postponed: 0, dead: 0 };
    expect(await receiver.process()).toEqual(nothing);
    expect(await receiver.process({ concurrency: 256, signal: new AbortController().signal })).toEqual(
      nothing,
    );
    expect(await receiver.process({ signal: AbortSignal.abort() })).toEqual(nothing);
    expect(await receiver.list({ only: 'done', limit: 1_000, afterKey: '' })).toEqual([]);
    expect(await receiver.revive('k')).toBe(false);
    expect(calls).toEqual([8, 256, { only: 'done', limit: 1_000, afterKey: '' }, 'k']);
  });
});
