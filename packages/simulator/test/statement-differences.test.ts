import type { BookEntry, Simulator, StatementDifference } from '@alipay-intl/simulator';
import { expect, it, onTestFinished } from 'vitest';
import { payV1, startAt, thursdayMs } from './support/scripted-day.ts';

const thursday = '2026-11-19';
const friday = '2026-11-20';
const monday = '2026-11-23';

async function played(...differences: readonly StatementDifference[]): Promise<Simulator> {
  const simulator = await startAt(thursdayMs, { statements: { families: ['A1'] } });
  onTestFinished(() => simulator.close());
  await payV1(simulator, 'plain', '1000');
  await payV1(simulator, 'other', '5000');
  for (const difference of differences) simulator.control.plantDifference(difference);
  for (const day of [thursday, friday, monday]) await simulator.control.publishStatements(day);
  return simulator;
}

const entriesOf = ({ control }: Simulator, day: string, report: string): readonly BookEntry[] =>
  control
    .books(day)
    ?.files.filter((file) => file.report === report)
    .flatMap(({ entries }) => entries) ?? [];
const idsOf = (simulator: Simulator, day: string, report: string) =>
  entriesOf(simulator, day, report).map(({ ownId }) => ownId);

it('tells what happened without one', async () => {
  const simulator = await played();
  expect(idsOf(simulator, thursday, 'transaction')).toEqual(['plain', 'other']);
  expect(idsOf(simulator, friday, 'settlement')).toEqual(['plain', 'other']);
});

it('left-out: no file has it', async () => {
  const simulator = await played({ difference: 'left-out', ownId: 'other' });
  expect(idsOf(simulator, thursday, 'transaction')).toEqual(['plain']);
  expect(idsOf(simulator, friday, 'settlement')).toEqual(['plain']);
});

it('not-settled: the transaction is told, its settlement never comes', async () => {
  const simulator = await played({ difference: 'not-settled', ownId: 'other' });
  expect(idsOf(simulator, thursday, 'transaction')).toEqual(['plain', 'other']);
  expect(idsOf(simulator, friday, 'settlement')).toEqual(['plain']);
});

it('settled-twice: once more on the next settlement day, in the batch of that day', async () => {
  const simulator = await played({ difference: 'settled-twice', ownId: 'other' });
  expect(idsOf(simulator, thursday, 'transaction')).toEqual(['plain', 'other']);
  expect(idsOf(simulator, friday, 'settlement')).toEqual(['plain', 'other']);
  expect(idsOf(simulator, monday, 'settlement')).toEqual(['other']);
});

it('other-amount: transaction and settlement have it, and the fee follows', async () => {
  const simulator = await played({ difference: 'other-amount', ownId: 'other', units: -1000 });
  expect(entriesOf(simulator, thursday, 'transaction')[1]?.amount.value).toBe('4000');
  const [, settled] = entriesOf(simulator, friday, 'settlement');
  expect([settled?.gross.value, settled?.fee.value, settled?.net.value]).toEqual(['4000', '-24', '3976']);
});

it('other-fee: more is kept, and the net is less by it', async () => {
  const simulator = await played({ difference: 'other-fee', ownId: 'other', units: 7 });
  const [, settled] = entriesOf(simulator, friday, 'settlement');
  expect([settled?.gross.value, settled?.fee.value, settled?.net.value]).toEqual(['5000', '-37', '4963']);
});

it('next-day: booked and settled one day later', async () => {
  const simulator = await played({ difference: 'next-day', ownId: 'other' });
  expect(idsOf(simulator, thursday, 'transaction')).toEqual(['plain']);
  expect(entriesOf(simulator, friday, 'transaction').map(({ ownId, time }) => [ownId, time])).toEqual([
    ['other', '2026-11-20T00:00:30+08:00'],
  ]);
  expect(idsOf(simulator, monday, 'settlement')).toEqual(['other']);
});

it('stranger: a second transaction that nobody has asked for', async () => {
  const simulator = await played({ difference: 'stranger', ownId: 'other' });
  expect(idsOf(simulator, thursday, 'transaction')).toEqual(['plain', 'other', 'other-X']);
  expect(idsOf(simulator, friday, 'settlement')).toEqual(['plain', 'other', 'other-X']);
});

it('takes several for one transaction', async () => {
  const simulator = await played(
    { difference: 'other-amount', ownId: 'other', units: 1 },
    { difference: 'not-settled', ownId: 'other' },
  );
  expect(entriesOf(simulator, thursday, 'transaction')[1]?.amount.value).toBe('5001');
  expect(idsOf(simulator, friday, 'settlement')).toEqual(['plain']);
});

it.each([
  [{ difference: 'gone', ownId: 'other' }, 'left-out, not-settled'],
  [{ difference: 'left-out', ownId: '' }, 'ownId'],
  [{ difference: 'other-fee', ownId: 'other' }, 'units'],
  [{ difference: 'other-amount', ownId: 'other', units: 0.5 }, 'units'],
  [{ difference: 'left-out', ownId: 'other', units: 3 }, 'units'],
])('refuses %j', async (difference, named) => {
  const simulator = await startAt(thursdayMs, {});
  onTestFinished(() => simulator.close());
  expect(() => simulator.control.plantDifference(difference as StatementDifference)).toThrow(named);
});
