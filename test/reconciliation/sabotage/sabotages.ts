import {
  type ContractTerms,
  type DayInputs,
  type LedgerRecord,
  type LedgerSource,
  matchDay,
} from '@alipay-intl/reconciliation/match';
import type { Engine } from '../trial/run-world.ts';
import { type SqlChange, withSql } from '../trial/with-sql.ts';

/** An engine with a planted defect. */
export interface Sabotage {
  readonly engine: Engine;
  /** How many statements it has changed; `undefined` where it changes something else. */
  readonly changed?: () => number;
}

/** Compares something else than it was given. */
const given = (change: (inputs: DayInputs) => Partial<DayInputs>): Sabotage => ({
  engine: (inputs, options) => matchDay({ ...inputs, ...change(inputs) }, options),
});

const agreed = (change: (terms: ContractTerms) => Partial<ContractTerms>): Sabotage =>
  given(({ terms }) => ({ terms: { ...terms, ...change(terms) } }));

/** Has another statement than the engine. */
function asked(find: string, replace: string, times?: SqlChange['times']): Sabotage {
  let all = 0;
  const tell = (changed: number): void => {
    all += changed;
  };
  return {
    changed: () => all,
    engine: (inputs, options) => withSql({ find, replace, times, tell }, () => matchDay(inputs, options)),
  };
}

const chinaMs = 28_800_000;

/** Own books whose days begin at midnight in UTC. */
function ofUtc(ledger: LedgerSource): LedgerSource {
  if (ledger.kind === 'csv') return ledger;
  const moved = (record: LedgerRecord): LedgerRecord => ({
    ...record,
    occurredAtMs: record.occurredAtMs - chinaMs,
  });
  return {
    kind: 'records',
    read: async function* ({ fromMs, toMs }) {
      for await (const record of ledger.read({ fromMs: fromMs + chinaMs, toMs: toMs + chinaMs }))
        yield moved(record);
    },
  };
}

/** Defects that programs which reconcile really have had. */
export const sabotages: Readonly<Record<string, Sabotage>> = {
  'rows that wait are forgotten over night': given(() => ({ carriedIn: undefined })),
  'earlier days are not looked up': given(() => ({ earlierRows: [] })),
  'the day begins at midnight in UTC': given(({ ledger }) => ({ ledger: ofUtc(ledger) })),
  'a day with missing files counts as complete': given(() => ({ hasTransactions: true })),
  'payouts are not compared': given(() => ({ payouts: undefined })),
  'the due day is a day too late': agreed(({ graceDays = 1 }) => ({ graceDays: graceDays + 1 })),
  'weekends and holidays are working days': agreed(() => ({ isWorkingDay: () => true })),
  'fees may be off by a hundred': agreed(({ fees = [] }) => ({
    fees: fees.map((rule) => ({ ...rule, tolerance: 100 })),
  })),
  'the first fee of a contract is that of all days': agreed(({ fees = [] }) => ({ fees: fees.slice(-1) })),
  'a refund always gives its fee back': agreed(({ fees = [] }) => ({
    fees: fees.map((rule) => ({ ...rule, onRefund: 'returned' })),
  })),
  'exchange rates are not audited': agreed(() => ({ rates: [] })),
  'any refund may be older than the books': agreed(() => ({ refundReachDays: 365 })),
  'a payment older than the books must have a transaction': agreed(() => ({ booksBegin: '2025-01-01' })),
  'a fee is expected with the other sign': asked(
    "when kind = 'payment' then -least(",
    "when kind = 'payment' then least(",
  ),
  'the fee is taken of the amount before the exchange': asked(
    'then gross else net - fee end as base',
    'then gross else gross end as base',
    2,
  ),
  'a row is missing before the next day is there': asked(
    "case when is_over then 'missing' else 'waiting' end from open_ledger",
    "'missing' from open_ledger",
  ),
  'repeated rows are not looked for': asked(
    "select row_id, 'duplicate' from repeated_transactions where copy > 0",
    "select row_id, 'duplicate' from repeated_transactions where copy > 99",
  ),
  'a settlement of an earlier day is forgotten': asked(
    'from earlier_settlements e where e.kind',
    'from earlier_settlements e where false and e.kind',
  ),
  'refunds of earlier days are not added up': asked(
    "from earlier_rows e where side = 'transactions' and kind in",
    "from earlier_rows e where side = 'nothing' and kind in",
  ),
  'cancellations take nothing back': asked(
    'using (key, currency, amount, number)',
    'using (key, currency, amount, number) where false',
  ),
  'the status is not compared': asked("else 'STATUS_MISMATCH' end as verdict", 'end as verdict'),
  'nothing is at stake in another currency': asked(
    'then abs(coalesce(gross, ledger_gross)) else abs(ledger_gross) end',
    'then abs(coalesce(gross, ledger_gross)) else 0 end',
  ),
  'only more than expected is a difference': asked(
    'when l.gross is distinct from t.gross',
    'when l.gross < t.gross',
  ),
  'refunds are joined by own id alone': asked("(own_id is null or family in ('A1', 'B0'))", 'false'),
  'the settled amount is not compared': asked(
    "when a.gross <> s.gross then 'AMOUNT_MISMATCH'",
    "when false then 'AMOUNT_MISMATCH'",
  ),
  'a settlement is overdue on its due day': asked(
    "when due_day < $day then 'missing'",
    "when due_day <= $day then 'missing'",
  ),
};
