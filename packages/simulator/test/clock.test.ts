import { createManualClock, createRunningClock } from '@alipay-intl/simulator';
import { describe, expect, it } from 'vitest';

describe('createManualClock', () => {
  it('stands still until it is moved, and runs what falls due in order', async () => {
    const clock = createManualClock(1000);
    const seen: string[] = [];
    const note = (name: string) => () => {
      seen.push(`${name}@${clock.now()}`);
    };
    clock.schedule(1300, note('c'));
    clock.schedule(1100, note('a'));
    clock.schedule(1100, note('b'));
    clock.schedule(1400, note('later'));
    clock.schedule(1200, note('removed'))();
    expect(clock.now()).toBe(1000);
    await clock.advance(300);
    expect(seen).toEqual(['a@1100', 'b@1100', 'c@1300']);
    expect(clock.now()).toBe(1300);
  });

  it('waits for a task, and runs what the task plans', async () => {
    const clock = createManualClock(0);
    const seen: number[] = [];
    clock.schedule(10, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      clock.schedule(clock.now() + 10, () => {
        seen.push(clock.now());
      });
    });
    await clock.advance(50);
    expect(seen).toEqual([20]);
    clock.schedule(5, () => {
      seen.push(clock.now());
    });
    await clock.advance(0);
    expect(seen).toEqual([20, 50]);
  });

  it('takes two moves one after the other, also after a task that failed', async () => {
    const clock = createManualClock(0);
    clock.schedule(10, () => {
      throw new Error('task');
    });
    const failed = clock.advance(10);
    const moved = clock.advance(10);
    await expect(failed).rejects.toThrow('task');
    await moved;
    expect(clock.now()).toBe(20);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (ms) => {
    expect(() => createManualClock(ms)).toThrow('startEpochMs');
    expect(() => createManualClock(0).advance(ms)).toThrow('ms');
  });
});

describe('createRunningClock', () => {
  it('follows the machine and can jump', async () => {
    const clock = createRunningClock();
    const before = clock.now();
    const seen: number[] = [];
    clock.schedule(before + 3_600_000, () => {
      seen.push(clock.now() - before);
    });
    await clock.advance(7_200_000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
    expect(seen[0]).toBeGreaterThanOrEqual(3_600_000);
    expect(seen[0]).toBeLessThan(3_660_000);
  });

  it('runs a task when its time has come', async () => {
    const clock = createRunningClock();
    const ran = new Promise((resolve) => clock.schedule(clock.now() + 20, () => resolve('ran')));
    const keepAlive = setTimeout(() => undefined, 5000);
    expect(await ran).toBe('ran');
    clearTimeout(keepAlive);
  });
});
