import type { DuckDBConnection } from '@duckdb/node-api';
import { hasAcceptedNets } from '../statement/record-reading.ts';
import { tableOf } from './load-statements.ts';
import type { DayInputs } from './match-day.ts';
import { readSql } from './run-sql.ts';

/** What a day has at all. Steps that would find nothing are left out: planning a query takes longer than running it on a small day. */
export interface DayShape {
  readonly hasSettlements: boolean;
  /** Cancellations or reversals. */
  readonly hasTakers: boolean;
  readonly hasRefunds: boolean;
  /** Refunds, cancellations or disputes. */
  readonly givesBack: boolean;
  readonly hasCarried: boolean;
  readonly hasEarlier: boolean;
  readonly hasAuditTerms: boolean;
  /** A person has accepted nets that do not follow from the rest. */
  readonly hasAcceptedNets: boolean;
}

/** Looks at what was loaded. */
export async function shapeOf(connection: DuckDBConnection, inputs: DayInputs): Promise<DayShape> {
  const { statements, earlierRows, terms } = inputs;
  const kinds = new Set(
    (await readSql<{ kind: string }>(connection, 'select distinct kind from row_groups')).map(
      ({ kind }) => kind,
    ),
  );
  const sides = new Set(
    (await readSql<{ side: string }>(connection, 'select distinct side from carried_facts')).map(
      ({ side }) => side,
    ),
  );
  const settled = statements.some(
    ({ statement: { facts } }) => facts.rows > 0 && tableOf(facts) === 'settlement_rows_stored',
  );
  return {
    hasSettlements: settled || sides.has('settlements'),
    hasTakers: kinds.has('cancel') || kinds.has('refund-reversal'),
    hasRefunds: kinds.has('refund'),
    givesBack: kinds.has('refund') || kinds.has('cancel') || kinds.has('dispute'),
    hasCarried: sides.size > 0,
    hasEarlier: earlierRows.length > 0 || sides.size > 0,
    hasAcceptedNets: statements.some(({ statement: { facts } }) => hasAcceptedNets(facts)),
    hasAuditTerms: (terms.fees ?? []).length + (terms.rates ?? []).length > 0,
  };
}
