import type { FeeTerms } from '@alipay-intl/reconciliation/match';
import { expect, test } from 'vitest';
import {
  at,
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDay,
  matchSmallDays,
  payment,
  refund,
  terms,
} from './support/books.ts';

const feeOf = async (fee: string, fees: readonly FeeTerms[]) => {
  const { result } = await matchSmallDay({
    ledger: [payment('a')],
    files: inStoreTransactions([`a 1 10.00 ${fee} 10:00:00 PAYMENT`]),
    inputs: { terms: { ...terms, fees } },
  });
  return result;
};

test('the printed fee is the agreed one, up to the tolerance', async () => {
  const agreed = [{ perMillion: 6_000 }];
  expect((await feeOf('0.06', agreed)).breaks).toEqual([]);
  const near = await feeOf('0.07', agreed);
  expect(near.breaks).toEqual([]);
  expect(near.pairs).toMatchObject({ 'within-tolerance': 1 });
  const far = await feeOf('0.08', agreed);
  expect(far.breaks).toMatchObject([
    { kind: 'FEE_MISMATCH', atStake: 2n, difference: -2n, facts: { fee: '-8', expected: '-6' } },
  ]);
});

test('fixed, least and most fees, and the first rule that fits the currency and the day', async () => {
  const exact = { tolerance: 0 };
  expect((await feeOf('0.26', [{ perMillion: 6_000, fixed: 20n, ...exact }])).breaks).toEqual([]);
  expect((await feeOf('0.30', [{ perMillion: 6_000, least: 30n, ...exact }])).breaks).toEqual([]);
  expect((await feeOf('0.05', [{ perMillion: 6_000, most: 5n, ...exact }])).breaks).toEqual([]);
  const rules = [
    { currency: 'NZD', perMillion: 1, ...exact },
    { to: '2026-11-19', perMillion: 2, ...exact },
    { from: '2026-11-20', perMillion: 9_000, ...exact },
    { perMillion: 3, ...exact },
  ];
  expect((await feeOf('0.09', rules)).breaks).toEqual([]);
});

test('terms that cannot be are refused', async () => {
  await expect(feeOf('0.06', [{ perMillion: 0.5 }])).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
});

test('the fee of a refund is kept or given back', async () => {
  const refunded = async (fee: string, net: string, onRefund: 'kept' | 'returned') => {
    const [, second] = await matchSmallDays([
      {
        ledger: [payment('a'), refund('r', 'a')],
        files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT', 'r 1 4.00 0.00 12:00:00 REFUND']),
      },
      {
        day: '2026-11-23',
        files: {
          ...inStoreTransactions([], '2026-11-23'),
          ...inStoreSettlement([`r 1 4.00 ${fee} ${net} 2026-11-20 12:00:00 R`]),
        },
        inputs: { terms: { ...terms, fees: [{ perMillion: 6_000, onRefund, tolerance: 0 }] } },
      },
    ]);
    return inWords(second?.result.breaks ?? []);
  };
  expect(await refunded('0.00', '4.00', 'kept')).toEqual([]);
  expect(await refunded('0.02', '3.98', 'returned')).toEqual([]);
  expect(await refunded('0.00', '4.00', 'returned')).toEqual(['FEE_MISMATCH open AUD 2 r']);
});

test('the exchange rate is the agreed one', async () => {
  const columns =
    'settlementBatchId,customerId,PSP,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,paymentMethodType,' +
    'transactionCreationTime,transactionCompletionTime,transactionAmountValue,transactionCurrency,quoteCurrencyPair,quotePrice,' +
    'settlementAmountValue,settlementCurrency,settlementInitiatedDate,paymentMethodFeeAmountValue,paymentMethodFeeCurrency';
  const settledAt = async (net: string, fee: string, price: string) => {
    const { result } = await matchSmallDay({
      day: '2026-11-23',
      files: {
        'SETTLEMENT_DETAIL_202611231985548486_20261123.csv':
          `${columns}\n202611231985548486,1,Antom,PAYMENT,p1,order-1,,ALIPAY_CN,2026-11-20T10:00:00+08:00,2026-11-20T10:00:01+08:00,` +
          `18000,JPY,USD/JPY,${price},${net},USD,2026-11-23,${fee},USD\n<END>\n`,
      },
      inputs: {
        terms: {
          ...terms,
          rates: [{ from: 'JPY', to: 'USD', rate: '0.0066667', tolerancePerMillion: 1_000 }],
        },
      },
    });
    return result.breaks.filter(({ kind }) => kind === 'FX_MISMATCH');
  };
  expect(await settledAt('117.50', '-2.50', '150.00')).toEqual([]);
  expect(await settledAt('110.00', '-2.50', '160.00')).toMatchObject([
    {
      kind: 'FX_MISMATCH',
      currency: 'USD',
      difference: -750n,
      facts: { exchanged: '11250', expected: '12000' },
    },
  ]);
});

test('refunds without a payment, and refunds beyond it', async () => {
  const { result } = await matchSmallDay({
    ledger: [
      payment('a'),
      refund('r1', 'a', { amount: { currency: 'AUD', value: '600' } }),
      refund('r2', 'a', { amount: { currency: 'AUD', value: '700' }, occurredAtMs: at('12:01:00') }),
    ],
    files: inStoreTransactions([
      'a 1 10.00 0.06 10:00:00 PAYMENT',
      'r1 1 6.00 0.00 12:00:00 REFUND',
      'r2 1 7.00 0.00 12:01:00 REFUND',
      'r3 9 2.00 0.00 12:02:00 REFUND',
    ]),
  });
  expect(inWords(result.breaks)).toEqual([
    'OVER_REFUND open AUD 300 r2',
    'ORPHAN_REFUND open AUD 200 r3',
    'MISSING_IN_LEDGER waiting AUD 200 r3',
  ]);
});

test('a refund of an older payment is found in the rows of earlier days, and with them it must not exceed the payment', async () => {
  const days = await matchSmallDays([
    { ledger: [payment('a')], files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']) },
    {
      day: '2026-11-21',
      ledger: [refund('r1', 'a', { occurredAtMs: at('12:00:00', '2026-11-21') })],
      files: inStoreTransactions(['r1 1 4.00 0.00 12:00:00 REFUND'], '2026-11-21'),
    },
    {
      day: '2026-11-22',
      ledger: [
        refund('r2', 'a', {
          amount: { currency: 'AUD', value: '700' },
          occurredAtMs: at('12:00:00', '2026-11-22'),
        }),
      ],
      files: inStoreTransactions(['r2 1 7.00 0.00 12:00:00 REFUND'], '2026-11-22'),
    },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([[], [], ['OVER_REFUND open AUD 100 r2']]);
});

test('a refund that own books know may be of a payment from before them', async () => {
  const orphan = async (refundReachDays: number) => {
    const { result } = await matchSmallDay({
      ledger: [refund('r', 'old')],
      files: inStoreTransactions(['r 9 4.00 0.00 12:00:00 REFUND']),
      inputs: { terms: { ...terms, refundReachDays } },
    });
    return inWords(result.breaks);
  };
  expect(await orphan(30)).toEqual([]);
  expect(await orphan(10)).toEqual(['ORPHAN_REFUND open AUD 400 r']);
});
