import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { AcceptedNet } from '../statement/accepted-net.ts';
import type { StatementColumns } from '../statement/statement-columns.ts';
import type { StatementFacts } from '../statement/statement-facts.ts';
import type { DayStatement } from './match-day.ts';
import { appendStretch, chunkRows, idTexts } from './statement-chunk.ts';

/** Where loading tells how far it is, and where it hears that it should stop. */
export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Rows so far. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** How many records of a statement come at once: some chunks. */
const batchRows = 8 * chunkRows;

/**
 * Reads transaction and settlement files into their tables. Files with sums have no rows of payments, so they are left out: their
 * sums are in their facts. `file_no` is the place of a file in the list.
 */
export async function loadStatements(
  connection: DuckDBConnection,
  statements: readonly DayStatement[],
  day: string,
  options: LoadOptions = {},
): Promise<void> {
  const loader = new StatementLoader(connection, day, options);
  for (const [fileNo, { statement }] of statements.entries()) {
    const table = tableOf(statement.facts);
    if (table === undefined) continue;
    const appender = await connection.createAppender(table);
    for await (const columns of statement.batches({ rows: batchRows })) {
      await loader.append(appender, columns, fileNo, statement.facts);
    }
    appender.closeSync();
  }
  await loader.storeGroups();
}

/** Whether the rows of a file are compared, and as what. */
export function tableOf({
  report,
}: StatementFacts): `${'transaction' | 'settlement'}_rows_stored` | undefined {
  return report === 'transaction' || report === 'settlement' ? `${report}_rows_stored` : undefined;
}

interface RowGroup {
  readonly no: number;
  readonly fileNo: number;
  readonly facts: StatementFacts;
  readonly kind: string;
  readonly printedType: string;
  readonly currency: string | undefined;
  readonly netCurrency: string | undefined;
}

class StatementLoader {
  readonly #connection: DuckDBConnection;
  readonly #day: string;
  readonly #options: LoadOptions;
  readonly #groups = new Map<string, RowGroup>();
  #rows = 0;

  constructor(connection: DuckDBConnection, day: string, options: LoadOptions) {
    this.#connection = connection;
    this.#day = day;
    this.#options = options;
  }

  async append(
    appender: DuckDBAppender,
    columns: StatementColumns,
    fileNo: number,
    facts: StatementFacts,
  ): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const groups = this.#groupsOf(columns, fileNo, facts);
    const texts = idTexts(columns);
    for (let from = 0; from < columns.rows; from += chunkRows) {
      const to = Math.min(columns.rows, from + chunkRows);
      appendStretch(appender, { columns, texts, groups, from, to, firstRowId: this.#rows + from });
    }
    if (columns.acceptedNets.length > 0) await this.#storeNets(columns.acceptedNets);
    this.#rows += columns.rows;
    this.#options.onRows?.(this.#rows);
  }

  async #storeNets(nets: readonly AcceptedNet[]): Promise<void> {
    const appender = await this.#connection.createAppender('accepted_nets');
    for (const { row, expected } of nets) {
      appender.appendBigInt(BigInt(this.#rows + row));
      if (expected === undefined) appender.appendNull();
      else appender.appendBigInt(expected);
      appender.endRow();
    }
    appender.closeSync();
  }

  async storeGroups(): Promise<void> {
    const insert = await this.#connection.prepare(
      'insert into row_groups values ($1, false, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    );
    for (const { no, fileNo, facts, kind, printedType, currency, netCurrency } of this.#groups.values()) {
      insert.bind([
        ...[no, this.#day, fileNo, facts.name, facts.family, batchOf(facts) ?? null],
        ...[kind, printedType, currency ?? null, netCurrency ?? null],
      ]);
      await insert.run();
    }
  }

  #groupsOf(columns: StatementColumns, fileNo: number, facts: StatementFacts): Int32Array {
    const groups = new Int32Array(columns.rows);
    let last: RowGroup | undefined;
    for (let row = 0; row < columns.rows; row++) {
      const kind = columns.kind[row] as string;
      const printedType = columns.printedType[row] as string;
      const currency = columns.currency[row];
      const netCurrency = columns.netCurrency[row];
      const isSame =
        last?.kind === kind &&
        last.printedType === printedType &&
        last.currency === currency &&
        last.netCurrency === netCurrency;
      if (!isSame || last === undefined) {
        const key = JSON.stringify([fileNo, kind, printedType, currency, netCurrency]);
        last = this.#groups.get(key);
        if (last === undefined) {
          last = { no: this.#groups.size, fileNo, facts, kind, printedType, currency, netCurrency };
          this.#groups.set(key, last);
        }
      }
      groups[row] = last.no;
    }
    return groups;
  }
}

/** The batch of all rows of a file; `undefined` where it has several, as rows do not keep theirs. */
export function batchOf({ fileName, totals, report, day }: StatementFacts): string | undefined {
  const [first, ...others] = new Set(totals.map(({ batchId }) => batchId));
  const ofRows = others.length > 0 ? undefined : (first ?? fileName?.batchId);
  // In store, the batch is the day of the settlement. docs/wire/statements §11.1
  return ofRows ?? (report === 'settlement' && others.length === 0 ? day : undefined);
}
