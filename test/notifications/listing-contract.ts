import type { NotificationQuery } from '@alipay-intl/notify';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimed, type LogMaker, newLogScene, notified, takenOne, toProcess } from './notification-scene.ts';

// All of Unicode, the NUL character, halves of surrogate pairs, and what databases and escapes treat specially.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 8,
  }),
  fc.string({
    unit: fc.constantFrom('\\', 'u', '0', 'd', '8', '\0', '\ufeff', '\ud800', '\udc00'),
    maxLength: 12,
  }),
  fc.constantFrom('', "'; drop table x; --", '$1', '\\u0000', '\ufeff{}', '支付宝 €', '👩‍👩‍👧'),
);
const notification = fc.record({
  key: text.filter((key) => key !== ''),
  family: fc.constantFrom('v1' as const, 'acquiring' as const),
  type: text,
  reference: fc.option(text, { nil: undefined }),
  receivedAtMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  message: text,
});

export function describeListing(make: () => LogMaker): void {
  describe('listing', () => {
    test('lists by standing, without a message', async () => {
      const { log } = newLogScene(make());
      await log.store(toProcess('dead'));
      await log.fail((await takenOne(log)).claim, { reason: 'TypeError', retryInMs: undefined });
      await log.store(toProcess('done', { reference: undefined }));
      await log.complete((await takenOne(log)).claim);
      await claimed(log, notified('claimed'));
      await log.fail(await claimed(log, notified('failed')), { reason: 'Error', retryInMs: 0 });
      await log.store(toProcess('waiting'));
      const list = (only: NotificationQuery['only']) => log.list({ only, limit: 10 });
      const { message: _none, ...facts } = notified('dead');
      expect(await list('dead')).toEqual([{ ...facts, standing: 'dead', failures: 1, reason: 'TypeError' }]);
      expect(await list('done')).toEqual([
        { ...facts, key: 'done', reference: undefined, standing: 'done', failures: 0, reason: undefined },
      ]);
      expect((await list('claimed')).map(({ key }) => key)).toEqual(['claimed']);
      expect((await list('waiting')).map(({ key }) => key)).toEqual(['failed', 'waiting']);
    });

    test.each(['done', 'dead', 'waiting'] as const)('reads %s page by page, each once', async (only) => {
      const { log } = newLogScene(make());
      const keys = Array.from({ length: 25 }, (_, index) => `key-${String(index).padStart(2, '0')}`);
      for (const key of keys.toReversed()) {
        const claim = await claimed(log, notified(key));
        if (only === 'done') await log.complete(claim);
        else await log.fail(claim, { reason: 'E', retryInMs: only === 'dead' ? undefined : 0 });
      }
      const pages: string[][] = [];
      do {
        const page = await log.list({ only, limit: 10, afterKey: pages.at(-1)?.at(-1) });
        pages.push(page.map(({ key }) => key));
      } while (pages.at(-1)?.length === 10);
      expect(pages.flat()).toEqual(keys);
    });

    test('gives texts back exactly as they were written, and takes no key for another', async () => {
      const { log } = newLogScene(make());
      const known = new Set<string>();
      await fc.assert(
        fc.asyncProperty(notification, text, async (entry, reason) => {
          const isNew = !known.has(entry.key);
          known.add(entry.key);
          expect(await log.store(entry)).toBe(isNew ? 'stored' : 'known');
          if (!isNew) return;
          const taken = await takenOne(log);
          expect(taken.notification).toEqual(entry);
          await log.fail(taken.claim, { reason, retryInMs: undefined });
          const { message: _message, ...facts } = entry;
          const dead = await log.list({ only: 'dead', limit: 1 });
          expect(dead).toEqual([{ ...facts, standing: 'dead', failures: 1, reason }]);
          expect(await log.complete(await claimed(log, entry))).toBe('completed');
        }),
        { numRuns: 100 },
      );
      expect(await log.list({ only: 'done', limit: 1000 })).toHaveLength(known.size);
    }, 120_000);
  });

  test('two merchants never meet, whatever their keys', async () => {
    const [one, other] = [newLogScene(make()).log, newLogScene(make()).log];
    await one.complete(await claimed(one, notified('a')));
    expect(await other.list({ only: 'done', limit: 10 })).toEqual([]);
    expect(await other.store(toProcess('a'))).toBe('stored');
    expect(await one.takeStored({ leaseMs: 1_000, limit: 10 })).toEqual([]);
    const { claim } = await takenOne(other);
    expect(await one.complete(claim)).toBe('lost');
    await other.fail(claim, { reason: 'E', retryInMs: undefined });
    expect(await one.revive('a')).toBe(false);
    expect(await other.revive('a')).toBe(true);
  });
}
