import { OptionError } from '@alipay-intl/core/errors';
import { parseTimestamp } from '@alipay-intl/core/time';
import type { LedgerSource, LedgerWindow } from '@alipay-intl/reconciliation/match';
import type { SqlValue, Store } from '../store.ts';
import { cursorPages } from './cursor-pages.ts';

/** SQL that selects own books. */
export interface LedgerQuery {
  /**
   * One `select` without a semicolon. `$1` and `$2` are the first instant of the window and the one behind its end, in epoch
   * milliseconds; both must be used. It must have these columns: `kind`, `own_id`, `provider_id`, `original_own_id`,
   * `original_provider_id`, `status`, `currency`, `amount` (an integer type, or text) and `occurred_at` (`timestamptz`, or epoch
   * milliseconds), with `null` where a record has none.
   */
  readonly text: string;
  /** For `$3`, `$4`, … */
  readonly values?: readonly SqlValue[] | undefined;
}

/**
 * Own books from tables of yours. Reads in pages through a cursor, in a transaction that can only read; no more than a page is in
 * memory, and each page must come within the time limit of the store. An embedded store does nothing else meanwhile.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a text that is empty or ends with a semicolon. What reading throws comes as the
 * cause of `ERR_LEDGER_UNREADABLE`.
 */
export function ledgerFromQuery(
  store: Store,
  { text, values = [] }: LedgerQuery,
): Extract<LedgerSource, { kind: 'records' }> {
  if (typeof text !== 'string' || text.trim() === '' || /;\s*$/.test(text)) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The query of own books must be one select, without a semicolon at its end.',
      next: 'Pass the text of the select; docs/own-books.md has an example.',
    });
  }
  // Rows are checked like all records; their type says what they should be.
  const read = (window: LedgerWindow): AsyncGenerator<never> =>
    recordsOf(store, { text, values }, window) as AsyncGenerator<never>;
  return { kind: 'records', read };
}

// As texts, so that no driver rounds an id or an amount; as JSON a time has its offset, and one without a zone has none.
const wrap = (text: string): string => `
select own.kind::text, own.own_id::text, own.provider_id::text, own.original_own_id::text, own.original_provider_id::text,
  own.status::text, own.currency::text, own.amount::text, to_json(own.occurred_at)::text as occurred_at,
  pg_typeof(own.amount)::text in ('real', 'double precision') as is_float
from (
${text}
) own`;

interface OwnRow {
  readonly kind: string | null;
  readonly own_id: string | null;
  readonly provider_id: string | null;
  readonly original_own_id: string | null;
  readonly original_provider_id: string | null;
  readonly status: string | null;
  readonly currency: string | null;
  readonly amount: string | null;
  readonly occurred_at: string | null;
  readonly is_float: boolean;
}

const pageRows = 2_000;

async function* recordsOf(
  store: Store,
  { text, values }: { readonly text: string; readonly values: readonly SqlValue[] },
  { fromMs, toMs }: LedgerWindow,
): AsyncGenerator<unknown> {
  const query = { text: wrap(text), values: [fromMs, toMs, ...values], pageRows };
  for await (const page of cursorPages<OwnRow>(store, query)) yield* page.map(recordOf);
}

function recordOf(row: OwnRow): unknown {
  return {
    kind: row.kind,
    ownId: row.own_id,
    providerId: row.provider_id ?? undefined,
    originalOwnId: row.original_own_id ?? undefined,
    originalProviderId: row.original_provider_id ?? undefined,
    status: row.status,
    // A float that happens to be whole is no exact amount either; as a number it is refused.
    amount: { currency: row.currency, value: row.is_float ? Number(row.amount) : row.amount },
    occurredAtMs: momentOf(row.occurred_at),
  };
}

/** Epoch milliseconds; what is no moment is handed on as it is, to be refused. */
function momentOf(json: string | null): unknown {
  const value: unknown = json === null ? undefined : JSON.parse(json);
  if (typeof value !== 'string') return value;
  try {
    return parseTimestamp(value);
  } catch {
    return value;
  }
}
