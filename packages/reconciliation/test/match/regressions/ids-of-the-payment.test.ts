import { expect, test } from 'vitest';
import {
  at,
  inStoreTransactions,
  inWords,
  matchSmallDay,
  matchSmallDays,
  payment,
  refund,
} from '../support/books.ts';

const day = '2026-11-20';
const days = ['2026-11-21', '2026-11-22'] as const;
const header =
  'customerId,transactionId,originalTransactionId,transactionRequestId,orderDescription,paymentMethodType,pspName,transactionType,' +
  'paymentTime,productCode,transactionAmountValue,transactionCurrency,originalTransactionRequestId,voucherAmount';
const row = (own: string, type: string, value: string, on: string, original = ''): string =>
  `1022188000000000001,P1,${original === '' ? '' : 'P1'},${own},tea,ALIPAY_HK,AlipayHK,${type},${on}T10:00:00+08:00,In-store Payment,` +
  `${value},HKD,${original},`;
const transactions = (rows: readonly string[], on: string) => ({
  [`1022188000000000001_fptrade_${on.replaceAll('-', '')}.csv`]: [header, ...rows, ''].join('\n'),
});
const hkd = (value: string) => ({ amount: { currency: 'HKD', value } });

test('A6: a refund with the id of its payment is found by its own id, whatever id own books have', async () => {
  const { result } = await matchSmallDay({
    ledger: [
      payment('o1', { providerId: 'P1', ...hkd('1250') }),
      refund('r1', 'o1', { providerId: 'REF1', ...hkd('250') }),
    ],
    files: transactions([row('o1', 'PAYMENT', '12.50', day), row('r1', 'refund', '-2.50', day, 'o1')], day),
  });
  expect(result.breaks).toEqual([]);
  expect(result.pairs).toEqual({ 'own-id': 2 });
});

test('A6: the id of the payment pairs no two refunds', async () => {
  const [, second] = await matchSmallDays([
    {
      ledger: [payment('o1', { providerId: 'P1', ...hkd('1250') })],
      files: transactions([row('o1', 'PAYMENT', '12.50', day)], day),
    },
    {
      day: days[0],
      ledger: [
        refund('r2', 'o1', { providerId: 'P1', ...hkd('300'), occurredAtMs: at('11:00:00', days[0]) }),
      ],
      files: transactions([row('rX', 'refund', '-2.00', days[0], 'o1')], days[0]),
    },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual([
    'MISSING_AT_PROVIDER waiting HKD 300 r2',
    'MISSING_IN_LEDGER waiting HKD 200 rX',
  ]);
});

test('two refunds of own books with the id of a payment of an earlier day are no duplicates', async () => {
  const ours = (ownId: string, clock: string, value: string) =>
    refund(ownId, 'a', {
      ...{ providerId: '1', occurredAtMs: at(clock, days[0]) },
      amount: { currency: 'AUD', value },
    });
  const [, second, third] = await matchSmallDays([
    {
      ledger: [payment('a', { providerId: '1' })],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']),
    },
    {
      day: days[0],
      ledger: [ours('r1', '12:00:00', '400'), ours('r2', '23:59:59', '300')],
      files: inStoreTransactions(['r1 1 4.00 0.00 12:00:00 REFUND'], days[0]),
    },
    { day: days[1], files: inStoreTransactions(['r2 1 3.00 0.00 00:00:01 REFUND'], days[1]) },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual(['MISSING_AT_PROVIDER waiting AUD 300 r2']);
  expect(third?.result.breaks).toEqual([]);
});

test('a payment of own books with the id of one of an earlier day is a duplicate', async () => {
  const [, second] = await matchSmallDays([
    {
      ledger: [payment('a', { providerId: '1' })],
      files: inStoreTransactions(['a 1 10.00 0.06 10:00:00 PAYMENT']),
    },
    {
      day: days[0],
      ledger: [payment('b', { providerId: '1', occurredAtMs: at('10:00:00', days[0]) })],
      files: inStoreTransactions([], days[0]),
    },
  ]);
  expect(inWords(second?.result.breaks ?? [])).toEqual(['DUPLICATE_IN_LEDGER open AUD 1000 b']);
});
