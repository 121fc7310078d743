import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type AmountColumn,
  openStatement,
  type Statement,
  type StatementColumns,
  type StatementRecord,
} from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { largeStatement } from './support/large-statement.ts';
import { sample, statementOf } from './support/samples.ts';

const files = readdirSync(fileURLToPath(new URL('./samples', import.meta.url)));

describe('the columns of', () => {
  test.each(files)('%s tell what its records tell', async (file) => {
    const statement = await openStatement(sample(file)).catch(() => undefined);
    if (statement === undefined) return;
    expect(await rowsOf(statement)).toEqual(await recordsOf(statement));
  });
  test('letters outside ASCII, quotes and ids of many bytes are the records, whatever the batch', async () => {
    const { text, name } = largeStatement(400);
    const changed = text
      .replace('own-000000007|', '店-7|')
      .replace('own-000000008|', `${'long'.repeat(2_000)}|`)
      .replace('own-000000009|', ' own 9\t|')
      .replace('own-000000010|', '"own-10"|');
    const statement = await openStatement(statementOf(changed, name));
    const records = await recordsOf(statement);
    expect(records.slice(7, 11).map(({ ownId }) => ownId?.slice(0, 8))).toEqual([
      '店-7',
      'longlong',
      'own 9',
      '"own-10"',
    ]);
    for (const rows of [1, 8, 399, 8_192]) expect(await rowsOf(statement, rows)).toEqual(records);
  });
  test('a batch hold its texts one behind the other, as UTF-8', async () => {
    const { text, name } = largeStatement(9);
    const statement = await openStatement(statementOf(text.replace('own-000000007|', '店-7|'), name));
    const [first, second, none] = await batchesOf(statement, 5);
    expect(none).toBeUndefined();
    expect([...(first?.ownId.offsets ?? [])]).toEqual([0, 13, 26, 39, 52, 65]);
    expect(Buffer.from(second?.ownId.bytes ?? []).toString()).toBe(
      'own-000000005own-000000006店-7own-000000008',
    );
    expect([...(second?.ownId.offsets ?? [])]).toEqual([0, 13, 26, 31, 44]);
    expect([...(second?.originalProviderId ?? [])]).toEqual([undefined, undefined, undefined, undefined]);
    expect(second?.ownId.at(4)).toBeUndefined();
    expect(second?.ownId.at(-1)).toBeUndefined();
  });
});

async function batchesOf(statement: Statement, rows: number): Promise<readonly StatementColumns[]> {
  const batches: StatementColumns[] = [];
  for await (const columns of statement.batches({ rows })) batches.push(columns);
  return batches;
}

/** The rows of all batches with what records have, each text read one by one and all at once. */
async function rowsOf(statement: Statement, rows = 8_192): Promise<readonly unknown[]> {
  return (await batchesOf(statement, rows)).flatMap((columns) => {
    const ownIds = columns.ownId.toArray();
    expect(ownIds).toEqual(Array.from(ownIds, (_, row) => columns.ownId.at(row)));
    const providerIds = [...columns.providerId];
    return Array.from(ownIds, (ownId, row) => ({
      line: columns.line[row],
      kind: columns.kind[row],
      printedType: columns.printedType[row],
      direction: columns.direction[row],
      ownId,
      providerId: providerIds[row],
      originalOwnId: columns.originalOwnId.at(row),
      originalProviderId: columns.originalProviderId.at(row),
      occurredAtMs: columns.occurredAtMs[row],
      settledAtMs: columns.settledAtMs[row],
      currency: columns.currency[row],
      netCurrency: columns.netCurrency[row],
      gross: amountOf(columns.gross, row),
      fee: amountOf(columns.fee, row),
      net: amountOf(columns.net, row),
      grossCny: amountOf(columns.grossCny, row),
      netCny: amountOf(columns.netCny, row),
    }));
  });
}

function amountOf({ value, has }: AmountColumn, row: number): bigint | undefined {
  return has[row] === 1 ? value[row] : undefined;
}

async function recordsOf(statement: Statement) {
  const records: StatementRecord[] = [];
  for await (const record of statement) records.push(record);
  return records.map((record) => ({
    line: record.line,
    kind: record.kind,
    printedType: record.printedType,
    direction: record.direction,
    ownId: record.ownId,
    providerId: record.providerId,
    originalOwnId: record.originalOwnId,
    originalProviderId: record.originalProviderId,
    occurredAtMs: record.occurredAtMs ?? Number.NaN,
    settledAtMs: record.settledAtMs ?? Number.NaN,
    currency: record.currency,
    netCurrency: record.netCurrency,
    gross: record.gross,
    fee: record.fee,
    net: record.net,
    grossCny: record.grossCny,
    netCny: record.netCny,
  }));
}
