import { expect, test } from 'vitest';
import { at, inStoreTransactions, inWords, matchSmallDays, payment, refund } from '../support/books.ts';

const days = ['2026-11-21', '2026-11-22'] as const;
const late = { occurredAtMs: at('23:59:59') };
const quiet = (on: string) => ({ day: on, files: inStoreTransactions([], on) });
const paidAtMidnight = (...more: readonly string[]) => ({
  day: days[0],
  files: inStoreTransactions(['a 1 10.00 0.06 00:00:01 PAYMENT', ...more], days[0]),
});

test.each([
  ['failed', 'open'],
  ['open', 'open'],
  ['reversed', 'waiting'],
] as const)('own books say %s before midnight, Alipay has the money behind it', async (status, standing) => {
  const [first, second, third] = await matchSmallDays([
    { ledger: [payment('a', { status, ...late })], files: inStoreTransactions([]) },
    ...[paidAtMidnight(), quiet(days[1])],
  ]);
  expect(first?.result.breaks).toEqual([]);
  expect(first?.result.balances.ledger.by).toEqual({ 'no-money': { rows: 1, money: { AUD: 1000n } } });
  expect(inWords(second?.result.breaks ?? [])).toEqual([`STATUS_MISMATCH ${standing} AUD 1000 a`]);
  expect(second?.result.pairs).toMatchObject({ 'own-id': 1, 'timing-shifted': 1 });
  expect(inWords(third?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open AUD 1000 a']);
});

test('what own books call reversed before midnight is paid and taken back behind it', async () => {
  const [, second] = await matchSmallDays([
    { ledger: [payment('a', { status: 'reversed', ...late })], files: inStoreTransactions([]) },
    paidAtMidnight('a 1 10.00 0.06 00:00:02 CANCEL'),
  ]);
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.balances.ledger.by).toEqual({ netted: { rows: 1, money: { AUD: 1000n } } });
});

test('what nobody has in money is carried for one day, and its end is told nobody', async () => {
  const [, second, third] = await matchSmallDays([
    { ledger: [payment('a', { status: 'failed', ...late })], files: inStoreTransactions([]) },
    ...[quiet(days[0]), quiet(days[1])],
  ]);
  expect(second?.result.balances.ledger).toMatchObject({
    ...{ added: { rows: 0 }, carriedIn: { rows: 1 }, by: { 'no-money': { rows: 1 } } },
  });
  expect(second?.result.closed).toEqual([]);
  expect(second?.result.state).toBe('closed');
  expect(third?.result.balances.ledger.by).toEqual({});
});

test('the record of today says more than that of yesterday under the same own id', async () => {
  const [, second] = await matchSmallDays([
    {
      ledger: [payment('a', { status: 'failed', providerId: '1', ...late })],
      files: inStoreTransactions([]),
    },
    { ...paidAtMidnight(), ledger: [payment('a', { occurredAtMs: at('00:00:02', days[0]) })] },
  ]);
  expect(second?.result.breaks).toEqual([]);
});

test('a refund that failed before midnight is not taken for the one that is tried anew', async () => {
  const [, second] = await matchSmallDays([
    {
      ledger: [payment('a'), refund('r1', 'a', { status: 'failed', ...late })],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']),
    },
    {
      ...{ day: days[0], ledger: [refund('r2', 'a', { occurredAtMs: at('09:00:00', days[0]) })] },
      files: inStoreTransactions(['a 1 4.00 0.00 09:00:01 REFUND'], days[0]),
    },
  ]);
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.pairs).toMatchObject({ 'original-and-amount': 1 });
});
