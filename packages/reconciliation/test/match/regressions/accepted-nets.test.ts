import { expect, test } from 'vitest';
import { antomSettlement } from '../support/antom-files.ts';
import { matchSmallDay, type SmallDay } from '../support/books.ts';

const [paid, settled] = ['2026-11-20', '2026-11-23'];
const statementOptions = { accept: ['NET_FORMULA_MISMATCH'] } as const;

const netBreaks = async (small: SmallDay) => {
  const { result } = await matchSmallDay({ day: settled, ...small });
  return result.breaks
    .filter(({ kind }) => kind === 'NET_FORMULA_MISMATCH')
    .map(({ currency, atStake, difference, settlement, transaction, facts }) => {
      return { row: (settlement ?? transaction)?.ownId, currency, atStake, difference, ...facts };
    });
};

/** A file of A3. Rows: own id, amount, distributed, net. */
const autoDebit = (rows: readonly string[], report: 'settlement' | 'transaction' = 'settlement') => ({
  [`2088000000000000_${report}_${settled.replaceAll('-', '')}.txt`]: [
    'Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Distribute_amount|Distribute_rmb_amount|Settlement|Rmb_settlement|Currency|Rate|Payment_time|Settlement_time|Type|Status|Remarks',
    ...rows.map((row) => {
      const [own, amount, distributed, net] = row.split(' ');
      return `${own}|T${own}|${amount}||0.06|${distributed}||${net}||AUD||${settled} 10:00:00|${settled} 15:46:00|P|L|`;
    }),
    '',
  ].join('\n'),
});

test('an accepted net of an exchanged row is a break with what the price leads to', async () => {
  const row = {
    ...{
      transactionId: 'P1',
      transactionRequestId: 'o1',
      transactionAmountValue: '10000',
      transactionCurrency: 'JPY',
    },
    ...{ quoteCurrencyPair: 'USD/JPY', quotePrice: '100.00', settlementAmountValue: '50.00' },
    ...{ paymentMethodFeeAmountValue: '-1.00', paymentMethodFeeCurrency: 'USD' },
  };
  expect(await netBreaks({ files: antomSettlement([row], settled, paid), statementOptions })).toEqual([
    { row: 'o1', currency: 'USD', atStake: 4900n, difference: -4900n, expected: '9900' },
  ]);
  const right = { ...row, transactionId: 'P2', transactionRequestId: 'o2', settlementAmountValue: '99.00' };
  const files = antomSettlement([right, row], settled, paid);
  expect((await netBreaks({ files, statementOptions })).map((one) => one.row)).toEqual(['o1']);
});

test('what was distributed is no break of its row', async () => {
  const files = autoDebit(['a 10.00 2.00 7.94', 'b 10.00 0 9.00']);
  expect(await netBreaks({ files, statementOptions })).toEqual([
    { row: 'b', currency: 'AUD', atStake: 94n, difference: -94n, expected: '994' },
  ]);
});

test('in a transaction file, too', async () => {
  const files = autoDebit(['b 10.00 0 9.00'], 'transaction');
  expect(await netBreaks({ files, statementOptions })).toMatchObject([{ row: 'b', atStake: 94n }]);
});

test('where a fee is in another currency, nobody knows what the net should be', async () => {
  const row = {
    ...{
      transactionId: 'P1',
      transactionRequestId: 'o1',
      transactionAmountValue: '100.00',
      transactionCurrency: 'USD',
    },
    ...{
      settlementAmountValue: '99.00',
      paymentMethodFeeAmountValue: '-1.00',
      paymentMethodFeeCurrency: 'EUR',
    },
  };
  expect(await netBreaks({ files: antomSettlement([row], settled, paid), statementOptions })).toEqual([
    { row: 'o1', currency: 'USD', atStake: 0n, difference: undefined },
  ]);
});
