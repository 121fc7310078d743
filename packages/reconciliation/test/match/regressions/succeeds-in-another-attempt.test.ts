import { expect, test } from 'vitest';
import { at, inWords, matchSmallDays, payment } from '../support/books.ts';
import { usd } from '../support/wallet-files.ts';

const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'] as const;
const columns =
  'customerId,PSP,ARN,transactionType,transactionId,transactionRequestId,originalTransactionRequestId,paymentMethodType,wallet,' +
  'orderDescription,status,transactionCreationTime,transactionUpdateTime,transactionCompletionTime,productCode,transactionAmountValue,' +
  'transactionCurrency,settlementBatchId,settlementAmountValue,settlementCurrency';

/** A transaction file of B3 with one attempt of the order, or none. */
function attempts(day: string, attempt?: { id: string; clock: string; status: string }) {
  const rows =
    attempt === undefined
      ? []
      : [
          `1022188000000000001,Antom,,PAYMENT,${attempt.id},order-1,,ALIPAY_CN,,,${attempt.status},${day}T${attempt.clock}+08:00,,` +
            `${day}T${attempt.clock}+08:00,CASHIER_PAYMENT,100.00,USD,,,`,
        ];
  const text = [columns, ...rows, '<END>', ''].join('\n');
  return { day, files: { [`TRANSACTION_DETAIL_${day.replaceAll('-', '')}.csv`]: text } };
}

const failedBeforeMidnight = {
  ...attempts(days[0], { id: 'p1', clock: '23:59:00', status: 'FAIL' }),
  ledger: [payment('order-1', { occurredAtMs: at('23:59:30'), ...usd('10000') })],
};

test('a payment that failed before midnight and succeeds behind it is found the next day', async () => {
  const [first, second, third] = await matchSmallDays([
    failedBeforeMidnight,
    attempts(days[1], { id: 'p2', clock: '00:00:10', status: 'SUCCESS' }),
    attempts(days[2]),
  ]);
  expect(inWords(first?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH waiting USD 10000 order-1']);
  expect(first?.result.breaks[0]?.dueDay).toBe(days[1]);
  expect(second?.result.breaks).toEqual([]);
  expect(second?.result.closed).toEqual([
    { id: first?.result.breaks[0]?.id, reason: 'succeeded in another attempt 1 day later' },
  ]);
  expect(second?.result.balances.ledger.by).toEqual({ matched: { rows: 1, money: { USD: 10000n } } });
  expect(third?.result.balances.transactions.carriedIn.rows).toBe(0);
});

test('a payment that failed stays one break until an attempt succeeds, if any does', async () => {
  const [first, second, third, fourth] = await matchSmallDays([
    failedBeforeMidnight,
    attempts(days[1], { id: 'p2', clock: '10:00:00', status: 'FAIL' }),
    attempts(days[2]),
    attempts(days[3], { id: 'p3', clock: '10:00:00', status: 'SUCCESS' }),
  ]);
  const id = first?.result.breaks[0]?.id;
  for (const later of [second, third]) {
    expect(inWords(later?.result.breaks ?? [])).toEqual(['STATUS_MISMATCH open USD 10000 order-1']);
    expect(later?.result.breaks[0]?.id).toBe(id);
    expect(later?.result.breaks[0]?.facts).toEqual({ ledgerStatus: 'succeeded', provider: 'failed' });
    expect(later?.result.closed).toEqual([]);
  }
  expect(fourth?.result.breaks).toEqual([]);
  expect(fourth?.result.closed).toEqual([{ id, reason: 'succeeded in another attempt 3 days later' }]);
});
