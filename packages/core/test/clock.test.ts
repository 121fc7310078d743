import { systemClock } from '@alipay-intl/core/time';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const timerMaxMs = 2 ** 31 - 1;

/** Starts a wait and tells whether it has ended. */
function startWait(ms: number, signal?: AbortSignal): { isOver: () => Promise<boolean> } {
  let over = false;
  void systemClock.sleep(ms, signal).then(() => {
    over = true;
  });
  return {
    isOver: async () => {
      await vi.advanceTimersByTimeAsync(0);
      return over;
    },
  };
}

describe('systemClock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 20) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('tells the time of this machine in milliseconds', () => {
    expect(systemClock.now()).toBe(Date.UTC(2026, 10, 20));
    vi.advanceTimersByTime(1_234);
    expect(systemClock.now()).toBe(Date.UTC(2026, 10, 20) + 1_234);
  });

  test('a wait ends after its time and not a millisecond earlier', async () => {
    const wait = startWait(5_000);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(await wait.isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await wait.isOver()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([0, -1, -1e12])('%d milliseconds are no wait and start no timer', async (ms) => {
    await systemClock.sleep(ms);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends at once when its signal aborts, and leaves no timer behind', async () => {
    const controller = new AbortController();
    const wait = startWait(60_000, controller.signal);
    expect(await wait.isOver()).toBe(false);
    controller.abort(new Error('reasons do not matter'));
    expect(await wait.isOver()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not begin under a signal that has aborted before', async () => {
    await systemClock.sleep(60_000, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaves no listener on its signal, however it ends', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const wait = startWait(10, signal);
    await vi.advanceTimersByTimeAsync(10);
    expect(await wait.isOver()).toBe(true);
    expect(removed.mock.calls.map(([name, listener]) => [name, listener])).toEqual(
      added.mock.calls.map(([name, listener]) => [name, listener]),
    );
  });

  test('a wait that is longer than a timer can be does not end at once', async () => {
    const wait = startWait(timerMaxMs + 60_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await wait.isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(timerMaxMs);
    expect(await wait.isOver()).toBe(true);
  });
});
