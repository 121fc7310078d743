import { expect, test } from 'vitest';
import { at, inWords, matchSmallDays, payment, refund, type SmallDay, terms } from '../support/books.ts';

const [first, second, third] = ['2026-11-20', '2026-11-21', '2026-11-22'];

/** A transaction file of A2 without the column of the payment, which is optional. */
function online(rows: readonly string[], day: string): Readonly<Record<string, string>> {
  const lines = rows.map((row) => {
    const [own, id, amount, type, clock = '12:00:00'] = row.split(' ');
    return `${own},${amount},,0.00,,,AUD,,${day} ${clock},,${type},,${id},`;
  });
  return {
    [`2088000000000000_fptrade_${day.replaceAll('-', '')}.csv`]: [
      'Partner_transaction_id,Amount,Rmb_amount,Fee,Settlement,Rmb_settlement,Currency,Rate,Payment_time,Settlement_time,Type,Status,Transaction_ID,Remarks',
      ...lines,
      '',
    ].join('\n'),
  };
}

const six = (ownId: string, day: string, clock = '12:00:00') =>
  refund(ownId, 'a', { amount: { currency: 'AUD', value: '600' }, occurredAtMs: at(clock, day) });

const paid: SmallDay = { ledger: [payment('a')], files: online(['a T1 10.00 P 10:00:00'], first) };

test('refunds of several days whose payment only own books name', async () => {
  const days = await matchSmallDays([
    paid,
    { day: second, ledger: [six('r1', second)], files: online(['r1 T2 6.00 R'], second) },
    { day: third, ledger: [six('r2', third)], files: online(['r2 T3 6.00 R'], third) },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([[], [], ['OVER_REFUND open AUD 200 r2']]);
});

test('a refund whose payment own books name behind midnight is held against it then', async () => {
  const days = await matchSmallDays([
    {
      ...paid,
      ledger: [payment('a'), six('r1', first)],
      files: online(['a T1 10.00 P 10:00:00', 'r1 T2 6.00 R'], first),
    },
    { day: second, files: online(['r2 T3 6.00 R 23:59:59'], second) },
    { day: third, ledger: [six('r2', third, '00:00:01')], files: online([], third) },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([
    [],
    ['MISSING_IN_LEDGER waiting AUD 600 r2'],
    ['OVER_REFUND open AUD 200 r2'],
  ]);
});

test('a refund whose payment own books name behind midnight, and no book has', async () => {
  const inputs = { terms: { ...terms, refundReachDays: 5 } };
  const days = await matchSmallDays([
    { inputs, files: online(['r1 T2 6.00 R 23:59:59'], first) },
    { inputs, day: second, ledger: [six('r1', second, '00:00:01')], files: online([], second) },
    { inputs, day: third, files: online([], third) },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([
    ['MISSING_IN_LEDGER waiting AUD 600 r1'],
    ['ORPHAN_REFUND open AUD 600 r1'],
    [],
  ]);
});
