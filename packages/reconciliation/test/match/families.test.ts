import { expect, test } from 'vitest';
import { inWords, matchSmallDay, matchSmallDays, payment, refund, terms } from './support/books.ts';

const acquiring =
  'merchantId,productCode,paymentTime,transType,transStatus,merchantTransId,acquirementId,originalAcquirementId,orderAmount,orderCurrency';
const ams =
  'customerId,referenceMerchantId,referenceStoreId,transactionId,originalTransactionId,transactionRequestId,referenceTransactionId,' +
  'orderDescription,paymentMethodType,pspName,transactionType,paymentTime,productCode,transactionAmountValue,transactionCurrency';
const antom =
  'customerId,PSP,ARN,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,paymentMethodType,wallet,' +
  'orderDescription,status,transactionCreationTime,transactionUpdateTime,transactionCompletionTime,productCode,transactionAmountValue,' +
  'transactionCurrency,settlementBatchId,settlementAmountValue,settlementCurrency';
const antomSettlement =
  'settlementBatchId,customerId,PSP,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,paymentMethodType,' +
  'transactionCreationTime,transactionCompletionTime,transactionAmountValue,transactionCurrency,settlementAmountValue,' +
  'settlementCurrency,settlementInitiatedDate,paymentMethodFeeAmountValue,paymentMethodFeeCurrency,disputeHandlingFee,disputeHandlingFeeCurrency';

const lines = (...texts: readonly string[]): string => `${texts.join('\n')}\n`;
const amsRow = (id: string, original: string, own: string, type: string, value: string): string =>
  `1022188000000000001,,,${id},${original},${own},,,ALIPAY_CN,,${type},2026-11-20T10:00:00+08:00,CASHIER_PAYMENT,${value},USD`;
const antomRow = (
  type: string,
  id: string,
  own: string,
  original: string,
  value: string,
  status = 'SUCCESS',
): string =>
  `1022188000000000001,Antom,,${type},${id},${own},${original},ALIPAY_CN,,,${status},2026-11-20T10:00:00+08:00,,2026-11-20T10:00:01+08:00,` +
  `CASHIER_PAYMENT,${value},USD,,,`;
const usd = (value: string) => ({ amount: { currency: 'USD', value } });

test('B0: a refund that is printed with an id of its own system is found by its original and amount', async () => {
  const { result } = await matchSmallDay({
    ledger: [
      payment('order-1', { providerId: 'acq-1', ...usd('7300') }),
      refund('refund-1', 'order-1', usd('723')),
    ],
    files: {
      'ALIPAY_TRANSACTION_DETAIL_USD_20261120.csv': lines(
        acquiring,
        'm,AUTO_DEBIT,2026-11-20T10:00:00+08:00,PAYMENT,Success,order-1,acq-1,acq-1,73.00,USD',
        'm,AUTO_DEBIT,2026-11-20T12:00:00+08:00,REFUND,Success,order-1,acq-2,acq-1,7.23,USD',
      ),
    },
  });
  expect(result.breaks).toEqual([]);
  expect(result.pairs).toEqual({ 'original-and-amount': 1, 'own-id': 1 });
});

test('B1: amounts in the smallest unit, a cancellation that repeats the ids, and a void with ids of its own', async () => {
  const { result } = await matchSmallDay({
    ledger: [
      payment('order-1', { providerId: 'p1', ...usd('18000') }),
      payment('order-2', { status: 'reversed', ...usd('500') }),
      payment('order-3', { status: 'reversed', ...usd('600') }),
      refund('refund-1', 'order-1', usd('9000')),
    ],
    files: {
      'transactionItems_20261120_000.csv': lines(
        ams,
        amsRow('p1', '', 'order-1', 'PAYMENT', '18000'),
        amsRow('r1', 'p1', 'refund-1', 'REFUND', '-9000'),
        amsRow('p2', '', 'order-2', 'PAYMENT', '500'),
        amsRow('p2', '', 'order-2', 'CANCEL', '-500'),
        amsRow('p3', '', 'order-3', 'PAYMENT', '600'),
        amsRow('internal-9', 'p3', 'order-3', 'VOID', '-600'),
        '<END>',
      ),
    },
    statementOptions: { unit: 'smallest' },
  });
  expect(result.breaks).toEqual([]);
  expect(result.balances.transactions.by).toEqual({
    matched: { rows: 2, money: { USD: 9000n } },
    netted: { rows: 4, money: { USD: 0n } },
  });
});

test('B3: failed rows, disputes, reserves and rounding are told apart', async () => {
  const [first, second] = await matchSmallDays([
    {
      ledger: [payment('order-1', usd('10000')), payment('order-9', { status: 'failed', ...usd('10000') })],
      files: {
        'TRANSACTION_DETAIL_20261120.csv': lines(
          antom,
          antomRow('PAYMENT', 'p1', 'order-1', '', '100.00'),
          antomRow('PAYMENT', 'p9', 'order-9', '', '100.00', 'FAIL'),
          antomRow('AUTHORIZATION', 'p5', 'order-5', '', '40.00'),
          antomRow('DISPUTE', 'd1', '', 'order-1', '-5.00'),
          '<END>',
        ),
      },
    },
    {
      day: '2026-11-23',
      files: {
        'SETTLEMENT_DETAIL_202611231985548486_20261123.csv': lines(
          antomSettlement,
          '202611231985548486,1,Antom,PAYMENT,p1,order-1,,ALIPAY_CN,2026-11-20T10:00:00+08:00,2026-11-20T10:00:01+08:00,100.00,USD,97.50,USD,2026-11-23,-2.50,USD,,',
          '202611231985548486,1,Antom,DISPUTE,d1,,order-1,CARD,2026-11-20T10:00:00+08:00,2026-11-20T10:00:01+08:00,-5.00,USD,-20.00,USD,2026-11-23,,,-15.00,USD',
          '202611231985548486,1,Antom,RESERVE,x1,,,,2026-11-23T10:00:00+08:00,2026-11-23T10:00:01+08:00,0.00,USD,-1.00,USD,2026-11-23,,,,',
          '202611231985548486,1,Antom,PAYMENT_REVERSAL,x2,order-7,,,2026-11-23T10:00:00+08:00,2026-11-23T10:00:01+08:00,3.00,USD,3.00,USD,2026-11-23,,,,',
          '<END>',
        ),
      },
      inputs: {
        payouts: [{ batchId: '202611231985548486', currency: 'USD', value: 7950n, day: '2026-11-24' }],
      },
    },
  ]);
  expect(first?.result.breaks).toEqual([]);
  expect(first?.result.balances.transactions.by).toEqual({
    matched: { rows: 1, money: { USD: 10000n } },
    'no-money': { rows: 2, money: { USD: 14000n } },
    adjustment: { rows: 1, money: { USD: -500n } },
  });
  expect(second?.result.balances.settlements.by).toEqual({
    matched: { rows: 2, money: { USD: 7750n } },
    'account-level': { rows: 1, money: { USD: -100n } },
    adjustment: { rows: 1, money: { USD: 300n } },
  });
  expect(inWords(second?.result.breaks ?? [])).toEqual(['FILE_MISSING open USD 0']);
});

test('B3: a failure at Alipay of what own books have as paid', async () => {
  const { result } = await matchSmallDay({
    ledger: [payment('order-9', usd('10000'))],
    files: {
      'TRANSACTION_DETAIL_20261120.csv': lines(
        antom,
        antomRow('PAYMENT', 'p9', 'order-9', '', '100.00', 'FAIL'),
        '<END>',
      ),
    },
  });
  expect(inWords(result.breaks)).toEqual(['STATUS_MISMATCH waiting USD 10000 order-9']);
});

test('a refund that failed later: own books must know', async () => {
  const reversal = (status: 'succeeded' | 'reversed') =>
    matchSmallDay({
      ledger: [payment('order-1', usd('10000')), refund('refund-1', 'order-1', { status, ...usd('4000') })],
      files: {
        'transactionItems_20261120_000.csv': lines(
          ams,
          amsRow('p1', '', 'order-1', 'PAYMENT', '10000'),
          amsRow('r1', 'p1', 'refund-1', 'REFUND', '-4000'),
          amsRow('x1', 'p1', 'other', 'REFUND_REVERSAL', '4000'),
          '<END>',
        ),
      },
      statementOptions: { unit: 'smallest' },
    });
  expect((await reversal('reversed')).result.breaks).toEqual([]);
  expect(inWords((await reversal('succeeded')).result.breaks)).toEqual([
    'STATUS_MISMATCH open USD 4000 refund-1',
  ]);
});

test('a payout that is not what the batch adds up to', async () => {
  const payouts = (value: bigint) => [{ batchId: '2026-11-23', currency: 'AUD', value, day: '2026-11-24' }];
  const settled = (value: bigint) =>
    matchSmallDay({
      day: '2026-11-23',
      files: {
        '2088000000000000_settlement_20261123.txt': lines(
          'Partner_transaction_id|Transaction_id|Amount|Fee|Settlement|Currency|Payment_time|Settlement_time|Type|Status|Remarks',
          'a|1|10.00|0.06|9.94|AUD|2026-10-20 10:00:00|2026-11-23 15:46:00|P|L|',
        ),
      },
      inputs: { payouts: payouts(value), terms },
    });
  expect((await settled(994n)).result.breaks).toEqual([]);
  const short = await settled(900n);
  expect(short.result.breaks).toMatchObject([
    {
      kind: 'SUMMARY_MISMATCH',
      currency: 'AUD',
      atStake: 94n,
      difference: -94n,
      facts: { settled: '994', received: '900' },
    },
  ]);
});

test('days later: a cancellation and a failed refund that own books have as succeeded', async () => {
  const days = await matchSmallDays([
    {
      ledger: [
        payment('order-1', usd('10000')),
        payment('order-2', usd('500')),
        refund('refund-1', 'order-1', usd('4000')),
      ],
      files: {
        'transactionItems_20261120_000.csv': lines(
          ams,
          amsRow('p1', '', 'order-1', 'PAYMENT', '10000'),
          amsRow('p2', '', 'order-2', 'PAYMENT', '500'),
          amsRow('r1', 'p1', 'refund-1', 'REFUND', '-4000'),
          '<END>',
        ),
      },
      statementOptions: { unit: 'smallest' },
    },
    {
      day: '2026-11-21',
      files: {
        'transactionItems_20261121_000.csv': lines(
          ams,
          amsRow('p2', '', 'order-2', 'CANCEL', '-500'),
          amsRow('x1', 'p1', 'other', 'REFUND_REVERSAL', '4000'),
          '<END>',
        ),
      },
      statementOptions: { unit: 'smallest' },
    },
  ]);
  expect(days.map(({ result }) => inWords(result.breaks))).toEqual([
    [],
    ['STATUS_MISMATCH open USD 4000 other', 'STATUS_MISMATCH open USD 500 order-2'],
  ]);
  expect(days[1]?.result.balances.transactions.by).toEqual({
    mismatched: { rows: 2, money: { USD: 3500n } },
  });
  expect(days[1]?.result.balances.unsettled.by).toMatchObject({ netted: { rows: 2, money: { USD: 0n } } });
});
