import { createMemoryNotificationLog, type NotificationLog, type Receipt } from '@alipay-intl/notify';
import { describe, expect, it } from 'vitest';
import { changedLog, collectEvents, collectWarnings, makeReceiver, paid, settled } from './support.ts';

const claimMs = 1_000;

/** A log whose time nearly ends a claim at each extension, and the moment when it was extended four times. */
function extendedLog(extend?: (round: number) => void) {
  let nowMs = 0;
  let rounds = 0;
  let tell = (): void => undefined;
  const often = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const memory = createMemoryNotificationLog({ now: () => nowMs });
  const log: NotificationLog = changedLog(
    () => ({
      extend: async (claim, request) => {
        rounds += 1;
        extend?.(rounds);
        nowMs += claimMs - 1;
        const extended = await memory.extend(claim, request);
        if (rounds === 4) tell();
        return extended;
      },
    }),
    memory,
  );
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { log, often, pass, rounds: () => rounds };
}

describe('a handler that takes longer than claimMs', () => {
  it('has one effect: its claim lasts as long as it runs', async () => {
    const { log, often, rounds } = extendedLog();
    const beside: Receipt[] = [];
    let effects = 0;
    const receiver = await makeReceiver({
      log,
      claimMs,
      handler: async () => {
        effects += 1;
        await often;
        beside.push(await receiver.receive(await paid()));
      },
    });
    expect(await receiver.receive(await paid())).toMatchObject({ kind: 'handled', claimLost: false });
    expect(beside).toMatchObject([{ kind: 'failed', error: undefined }]);
    expect([effects, rounds()]).toEqual([1, 4]);
    expect((await receiver.receive(await paid())).kind).toBe('repeated');
  });

  it('has one effect when two processings overlap', async () => {
    const { log, often } = extendedLog();
    let effects = 0;
    const receiver = await makeReceiver({
      mode: 'store-first',
      log,
      claimMs,
      handler: async () => {
        effects += 1;
        await often;
        expect(await receiver.process()).toMatchObject({ handled: 0 });
      },
    });
    await receiver.receive(await paid());
    expect(await receiver.process()).toMatchObject({ handled: 1, claimsLost: 0 });
    expect(effects).toBe(1);
  });

  it('keeps its claim although the log fails in between, and that is a warning', async () => {
    const warnings = collectWarnings();
    const { log, often } = extendedLog((round) => {
      if (round === 1) throw new Error('the store is away');
    });
    const receiver = await makeReceiver({ log, claimMs, handler: () => often });
    expect(await receiver.receive(await paid())).toMatchObject({ kind: 'handled', claimLost: false });
    expect(warnings).toEqual([expect.objectContaining({ message: 'the store is away' })]);
  });
});

describe('a claim that is lost all the same shows', () => {
  it('in the receipt, in the event and in a warning', async () => {
    const warnings = collectWarnings();
    const events = collectEvents();
    const { log, pass } = extendedLog();
    const beside: Receipt[] = [];
    const receiver = await makeReceiver({
      log,
      claimMs,
      handler: async () => {
        // As a process that was suspended: nobody extended.
        if (beside.length > 0) return;
        pass(claimMs);
        const second = receiver.receive(await paid());
        beside.push({} as Receipt);
        beside[0] = await second;
      },
    });
    expect(await receiver.receive(await paid())).toMatchObject({ kind: 'handled', claimLost: true });
    expect(beside).toMatchObject([{ kind: 'handled', claimLost: false }]);
    await settled();
    expect(events.map(({ kind, claimLost }) => [kind, claimLost])).toEqual([
      ['handled', false],
      ['handled', true],
    ]);
    expect(warnings.map(({ name, message }) => [name, message])).toEqual([
      ['AlipayNotificationWarning', expect.stringContaining('another has begun to handle it')],
    ]);
  });

  it('in the report of a processing, and in a warning', async () => {
    const warnings = collectWarnings();
    const { log, pass } = extendedLog();
    const inner: unknown[] = [];
    const receiver = await makeReceiver({
      mode: 'store-first',
      log,
      claimMs,
      handler: async () => {
        if (inner.length > 0) return;
        pass(claimMs);
        inner.push('begun');
        inner.push(await receiver.process());
      },
    });
    await receiver.receive(await paid());
    const report = await receiver.process();
    expect(report).toEqual({ handled: 1, claimsLost: 1, postponed: 0, dead: 0 });
    expect(inner[1]).toEqual({ handled: 1, claimsLost: 0, postponed: 0, dead: 0 });
    await settled();
    expect(warnings).toHaveLength(1);
  });
});
