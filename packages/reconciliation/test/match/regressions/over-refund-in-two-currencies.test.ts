import { expect, test } from 'vitest';
import { inWords, matchSmallDay, payment, refund } from '../support/books.ts';
import { smallestUnit, usd, walletTransactions } from '../support/wallet-files.ts';

const files = walletTransactions(
  [
    { id: 'p1', own: 'o1', type: 'PAYMENT', value: '10000' },
    { id: 'R1', original: 'p1', own: 'r1', type: 'REFUND', value: '-15000' },
  ],
  '2026-11-20',
);

const breaksWith = async (amount: { currency: string; value: string }): Promise<readonly string[]> => {
  const ledger = [payment('o1', { providerId: 'p1', amount }), refund('r1', 'o1', usd('15000'))];
  return inWords((await matchSmallDay({ ...smallestUnit, ledger, files })).result.breaks);
};

test('refunds are held against what Alipay has of the payment, in the currency of the refund', async () => {
  for (let run = 0; run < 8; run++) {
    expect(await breaksWith({ currency: 'JPY', value: '10000' })).toEqual([
      'CURRENCY_MISMATCH open JPY 10000 o1',
      'OVER_REFUND open USD 5000 r1',
    ]);
  }
});

test('own books that have more than Alipay excuse no refund', async () => {
  expect(await breaksWith(usd('20000').amount)).toEqual([
    'AMOUNT_MISMATCH open USD 10000 o1',
    'OVER_REFUND open USD 5000 r1',
  ]);
});

test('own books count where Alipay has no row of the payment', async () => {
  const { result } = await matchSmallDay({
    ...smallestUnit,
    ledger: [payment('o1', { providerId: 'p1', ...usd('10000') }), refund('r1', 'o1', usd('15000'))],
    files: walletTransactions(
      [{ id: 'R1', original: 'p1', own: 'r1', type: 'REFUND', value: '-15000' }],
      '2026-11-20',
    ),
  });
  expect(inWords(result.breaks)).toEqual([
    'OVER_REFUND open USD 5000 r1',
    'MISSING_AT_PROVIDER waiting USD 10000 o1',
  ]);
});
