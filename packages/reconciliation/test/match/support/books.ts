import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStatement, type StatementOptions } from '@alipay-intl/reconciliation';
import { workingDays } from '@alipay-intl/reconciliation/fetch';
import {
  type Break,
  type CarriedRows,
  type ContractTerms,
  type DayInputs,
  type LedgerRecord,
  type MatchedDay,
  matchDay,
} from '@alipay-intl/reconciliation/match';
import { statementOf } from '../../statement/support/samples.ts';
import { useOneThread } from './one-thread.ts';

useOneThread();

/** A Friday. */
const day = '2026-11-20';

export const terms: ContractTerms = {
  settlement: { kind: 'daily', workingDays: 1 },
  isWorkingDay: workingDays(),
  booksBegin: '2026-11-01',
};

/** What a test says of a day; the rest is an ordinary day. */
export interface SmallDay {
  readonly day?: string;
  readonly ledger?: readonly LedgerRecord[];
  /** File name and content. */
  readonly files?: Readonly<Record<string, string>>;
  readonly statementOptions?: StatementOptions;
  readonly inputs?: Partial<DayInputs>;
  readonly folder?: string;
  readonly breaksMax?: number;
  readonly signal?: AbortSignal;
}

export const folderOfTests = (): Promise<string> => mkdtemp(join(tmpdir(), 'match-test-'));

/** Matches a small day. The clock stands far behind it. */
export async function matchSmallDay(small: SmallDay): Promise<MatchedDay> {
  const statements = await Promise.all(
    Object.entries(small.files ?? {}).map(async ([name, content]) => ({
      statement: await openStatement(statementOf(content, name), small.statementOptions),
      revision: 1,
    })),
  );
  return matchDay(
    {
      ...{ merchant: 'tea-house', day: small.day ?? day, statements, fileBreaks: [], missingFiles: [] },
      ...{ hasTransactions: true, terms, earlierRows: [] },
      ledger: { kind: 'records', read: ({ fromMs, toMs }) => within(small.ledger ?? [], fromMs, toMs) },
      ...small.inputs,
    },
    {
      folder: small.folder ?? (await folderOfTests()),
      ...{ breaksMax: small.breaksMax, signal: small.signal },
      clock: { now: () => Date.parse('2027-12-31T00:00:00Z') },
    },
  );
}

function within(records: readonly LedgerRecord[], fromMs: number, toMs: number): readonly LedgerRecord[] {
  return records.filter(({ occurredAtMs }) => fromMs <= occurredAtMs && occurredAtMs < toMs);
}

/** Matches days one after the other, each with what the one before has left. */
export async function matchSmallDays(days: readonly SmallDay[]): Promise<readonly MatchedDay[]> {
  const matched: MatchedDay[] = [];
  const folder = await folderOfTests();
  for (const small of days) {
    const carriedIn: CarriedRows | undefined = matched.at(-1)?.carriedOut;
    const earlierRows = matched.map(({ rows }) => rows.path);
    matched.push(
      await matchSmallDay({ folder, ...small, inputs: { carriedIn, earlierRows, ...small.inputs } }),
    );
  }
  return matched;
}

/** The clock of UTC+8 on a day. */
export const at = (clock: string, onDay = day): number => Date.parse(`${onDay}T${clock}+08:00`);

/** A payment of own books: 10.00 AUD at ten o'clock. */
export function payment(ownId: string, more: Partial<LedgerRecord> = {}): LedgerRecord {
  return {
    ...{ kind: 'payment', ownId, status: 'succeeded', occurredAtMs: at('10:00:00') },
    amount: { currency: 'AUD', value: '1000' },
    ...more,
  };
}

/** A refund of own books: 4.00 AUD at noon. */
export function refund(ownId: string, originalOwnId: string, more: Partial<LedgerRecord> = {}): LedgerRecord {
  return {
    ...{ kind: 'refund', ownId, originalOwnId, status: 'succeeded', occurredAtMs: at('12:00:00') },
    amount: { currency: 'AUD', value: '400' },
    ...more,
  };
}

/** A transaction file in store (A1). Rows: own id, Alipay's id, amount, fee, clock, type; currency AUD. */
export function inStoreTransactions(rows: readonly string[], onDay = day): Readonly<Record<string, string>> {
  const lines = rows.map((row) => {
    const [own, provider, amount, fee, clock, type, currency = 'AUD'] = row.split(' ');
    return `${own}|${provider}|${amount}|${fee}|${currency}|${onDay} ${clock}|${type}|`;
  });
  return {
    [`2088000000000000_transaction_${onDay.replaceAll('-', '')}.txt`]: [
      `Partner:2088000000000000|Payment_time:${onDay}|Total_count:${rows.length}`,
      'Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark',
      ...lines,
      '',
    ].join('\n'),
  };
}

/** A settlement file in store (A1, Hong Kong's columns). Rows: own id, Alipay's id, amount, fee, net, day and clock of the payment, type. */
export function inStoreSettlement(
  rows: readonly string[],
  onDay = '2026-11-23',
): Readonly<Record<string, string>> {
  const lines = rows.map((row) => {
    const [own, provider, amount, fee, net, paidOn, clock, type, currency = 'AUD'] = row.split(' ');
    return `${own}|${provider}|${amount}|${fee}|${net}|${currency}|${paidOn} ${clock}|${onDay} 15:46:00|${type}|L|`;
  });
  return {
    [`2088000000000000_settlement_${onDay.replaceAll('-', '')}.txt`]: [
      'Partner_transaction_id|Transaction_id|Amount|Fee|Settlement|Currency|Payment_time|Settlement_time|Type|Status|Remarks',
      ...lines,
      '',
    ].join('\n'),
  };
}

/** The breaks of a day in a few words: kind, standing, money at stake, and the ids of the row. */
export function inWords(breaks: readonly Break[]): readonly string[] {
  return breaks.map(({ kind, standing, currency, atStake, ledger, transaction, settlement }) => {
    const row = ledger ?? transaction ?? settlement;
    return `${kind} ${standing} ${currency} ${atStake} ${row?.ownId ?? row?.providerId ?? ''}`.trim();
  });
}
