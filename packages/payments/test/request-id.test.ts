import { createRequestId } from '@alipay-intl/payments';
import { expect, it } from 'vitest';

const random = () => Uint8Array.from({ length: 16 }, (_, at) => at * 16);

it('is a UUID of version 7: 36 characters that every page allows', () => {
  for (let round = 0; round < 1_000; round += 1) {
    expect(createRequestId()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  }
});

it('is unique over 100,000 calls', () => {
  const ids = new Set<string>();
  for (let round = 0; round < 100_000; round += 1) ids.add(createRequestId());
  expect(ids.size).toBe(100_000);
});

it('is unique over 100,000 calls within one millisecond', () => {
  const clock = { now: () => 1_793_505_600_000 };
  const ids = new Set<string>();
  for (let round = 0; round < 100_000; round += 1) ids.add(createRequestId({ clock }));
  expect(ids.size).toBe(100_000);
});

it('sorts by time', () => {
  let now = 1_793_505_600_000;
  const ids = Array.from({ length: 2_000 }, () => {
    now += 1;
    return createRequestId({ clock: { now: () => now } });
  });
  expect(ids.toSorted()).toEqual(ids);
  const old = createRequestId({ clock: { now: () => 0 } });
  expect(old < (ids[0] ?? '')).toBe(true);
});

it('starts with the time that was passed in', () => {
  const now = 1_793_505_600_123;
  const id = createRequestId({ clock: { now: () => now } });
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
});

it('starts with the time of this machine otherwise', () => {
  const before = Date.now();
  const time = Number.parseInt(createRequestId().replaceAll('-', '').slice(0, 12), 16);
  expect(time).toBeGreaterThanOrEqual(before - 1);
  expect(time).toBeLessThanOrEqual(Date.now() + 1);
});

it('repeats itself for the same clock and random bytes', () => {
  const source = { clock: { now: () => 1_793_505_600_000 }, random };
  expect(createRequestId(source)).toBe(createRequestId(source));
  expect(createRequestId({ ...source, random: () => new Uint8Array(16).fill(9) })).not.toBe(
    createRequestId(source),
  );
  expect(createRequestId({ ...source, clock: { now: () => 1_793_505_600_001 } })).not.toBe(
    createRequestId(source),
  );
});

it('is not consecutive: two ids of one millisecond differ in most of their digits', () => {
  const clock = { now: () => 1_793_505_600_000 };
  const [first, second] = [createRequestId({ clock }), createRequestId({ clock })];
  const same = [...first.slice(15)].filter((digit, at) => digit === second.slice(15)[at]).length;
  expect(same).toBeLessThan(15);
});
