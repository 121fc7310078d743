import { expect, test } from 'vitest';
import { antomSettlement, antomTransactions } from '../support/antom-files.ts';
import { inWords, matchSmallDays, payment, terms } from '../support/books.ts';
import { usd } from '../support/wallet-files.ts';

const paid = '2026-11-20';
const settled = '2026-11-23';
const inputs = { terms: { ...terms, fees: [{ perMillion: 6_000 }] } };
const row = {
  transactionId: 'P1',
  transactionRequestId: 'o1',
  transactionAmountValue: '100.00',
  transactionCurrency: 'USD',
};
const fee = (value: string) => ({ paymentMethodFeeAmountValue: value, paymentMethodFeeCurrency: 'USD' });

const breaksOf = async (
  transacted: Readonly<Record<string, string>>,
  settlement: Readonly<Record<string, string>>,
) => {
  const days = await matchSmallDays([
    {
      ledger: [payment('o1', usd('10000'))],
      files: antomTransactions([{ ...row, ...transacted }], paid),
      inputs,
    },
    {
      day: settled,
      files: {
        ...antomTransactions([], settled),
        ...antomSettlement([{ ...row, ...settlement }], settled, paid),
      },
      inputs,
    },
  ]);
  return days.map(({ result }) => inWords(result.breaks.filter(({ kind }) => kind === 'FEE_MISMATCH')));
};

test('a fee of 0.00 that a transaction report of B3 prints before the net is known is none; that of the settlement is audited', async () => {
  const early = fee('0.00');
  const agreed = { settlementAmountValue: '99.40', ...fee('-0.60') };
  expect(await breaksOf(early, agreed)).toEqual([[], []]);
  const dear = { settlementAmountValue: '90.00', ...fee('-10.00') };
  expect(await breaksOf(early, dear)).toEqual([[], ['FEE_MISMATCH open USD 940 o1']]);
});

test('with the net, the fee of the transaction report counts', async () => {
  const dear = { settlementAmountValue: '90.00', settlementCurrency: 'USD', ...fee('-10.00') };
  expect(await breaksOf(dear, dear)).toEqual([['FEE_MISMATCH open USD 940 o1'], []]);
});
