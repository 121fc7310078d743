import { dueDayOf } from '../days/settlement-due.ts';
import { startOfDay } from '../fetch/calendar-day.ts';
import { type BatchAccount, isEven, receivedOf } from './batch-account.ts';
import type { Break, ClosedBreak } from './break.ts';
import type { ContractTerms } from './contract-terms.ts';
import { graceDaysDefault } from './day-terms.ts';
import { fileBreakId } from './file-break-id.ts';
import type { DayInputs } from './match-day.ts';
import { type BatchOfDay, batchesOf, keptBatches, newPayoutDays } from './open-batches.ts';

/** What became of the batches that payouts are compared with. */
export interface PayoutJudgement {
  readonly breaks: readonly Break[];
  /** Of batches of earlier days that the bank has paid now. */
  readonly closed: readonly ClosedBreak[];
  /** Batches that the next day goes on with. */
  readonly batches: readonly BatchAccount[];
  /** What the bank has recorded and earlier days did not know; `undefined` where nothing is compared. */
  readonly news: readonly object[] | undefined;
}

/**
 * Compares batches with what the bank received. Its parts and its payouts may come on several days: all are added up, and its break is that of
 * the first day. A batch that the bank has not recorded at all waits one working day and the days of grace; then it is open. One that was
 * paid otherwise is listed when that is found and when it changes.
 */
export function judgePayouts(inputs: DayInputs, earlier: readonly BatchAccount[]): PayoutJudgement {
  const batches = batchesOf(inputs, earlier);
  return {
    breaks: batches.flatMap((batch) => batchBreak(inputs, batch)),
    closed: batches.flatMap((batch) => endOf(inputs, batch)),
    batches: keptBatches(batches, inputs.day),
    news: inputs.payouts === undefined ? undefined : batches.flatMap(newsOf),
  };
}

function newsOf(batch: BatchOfDay): readonly object[] {
  const { batchId, currency, received } = batch.now;
  return newPayoutDays(batch).map((day) => ({ batchId, currency, day, value: received.get(day) }));
}

function batchBreak(inputs: DayInputs, batch: BatchOfDay): readonly Break[] {
  const { before, now } = batch;
  const isPaid = now.received.size > 0;
  const isNews = before === undefined || before.total !== now.total || newPayoutDays(batch).length > 0;
  if (isEven(now) || (isPaid && !isNews)) return [];
  const { batchId, total } = now;
  const received = receivedOf(now);
  const dueDay = isPaid ? undefined : payoutDueDay(now.settledOn ?? now.day, inputs.terms);
  const difference = isPaid && total !== undefined ? received - total : undefined;
  return [
    {
      ...breakOf(inputs.merchant, now),
      // The bank may take days.
      standing: dueDay !== undefined && inputs.day <= dueDay ? 'waiting' : 'open',
      ...{ dueDay, difference, atStake: magnitude(received - (total ?? 0n)) },
      facts: {
        batch: batchId,
        ...(total === undefined ? {} : { settled: String(total) }),
        ...(isPaid ? { received: String(received) } : {}),
      },
    },
  ];
}

/** The working day behind the settlement, and the days of grace. */
function payoutDueDay(day: string, { graceDays = graceDaysDefault, isWorkingDay }: ContractTerms): string {
  return dueDayOf(day, { kind: 'daily', workingDays: 1 }, graceDays, isWorkingDay);
}

type PayoutPart = Omit<Break, 'standing' | 'dueDay' | 'difference' | 'atStake' | 'facts'>;

function breakOf(merchant: string, account: BatchAccount): PayoutPart {
  const { day, currency } = account;
  return {
    id: idOf(merchant, account),
    ...{ kind: 'SUMMARY_MISMATCH', question: 'sums-agree', day, currency, file: undefined },
    ...{ ledger: undefined, transaction: undefined, settlement: undefined },
    rule: 'payout of a batch against its settlement files',
  };
}

function idOf(merchant: string, { day, batchId, currency }: BatchAccount): string {
  return fileBreakId([merchant, 'sums-agree', 'payouts', day, currency, batchId, null, 0]);
}

function endOf({ merchant, day }: DayInputs, batch: BatchOfDay): readonly ClosedBreak[] {
  const { before, now } = batch;
  if (before === undefined || isEven(before) || !isEven(now)) return [];
  return [{ id: idOf(merchant, now), reason: whyEven(batch, day) }];
}

function whyEven(batch: BatchOfDay, today: string): string {
  const { day } = batch.now;
  const paidOn = newPayoutDays(batch).at(-1);
  if (paidOn !== undefined && paidOn < today) return `paid, as was written down later with the day ${paidOn}`;
  const days = (startOfDay(today) - startOfDay(day)) / 86_400_000;
  return `${paidOn === undefined ? 'settled' : 'paid'} ${days} ${days === 1 ? 'day' : 'days'} later`;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
