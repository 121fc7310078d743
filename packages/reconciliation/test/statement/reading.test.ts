import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { openStatement, type StatementSource } from '@alipay-intl/reconciliation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largeStatement } from './support/large-statement.ts';
import { codesOf, defectsOf, recordsOf, sample, sampleText, statementOf } from './support/samples.ts';

const file = '2088000000000000_transaction_20131202.txt';
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'alipay-intl-statement-'));
});
afterAll(() => rm(directory, { recursive: true }));

function streamed(bytes: Uint8Array, chunk: number, name = file): StatementSource {
  return {
    name,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
}

describe('a source', () => {
  test('is a path, bytes or a stream of any chunks, and all give the same', async () => {
    const { path } = sample(file);
    const bytes = await readFile(path);
    const expected = (await recordsOf({ path })).map((record) => record.toJSON());
    const { sha256 } = (await openStatement({ path })).facts;
    for (const source of [
      statementOf(bytes, file),
      ...[1, 7, 4_096].map((chunk) => streamed(bytes, chunk)),
    ]) {
      const statement = await openStatement(source);
      expect(statement.facts).toMatchObject({ sha256, bytes: bytes.length });
      expect((await recordsOf(source)).map((record) => record.toJSON())).toEqual(expected);
    }
  });
  test('can be read again and again', async () => {
    const statement = await openStatement(sample(file));
    for (let time = 0; time < 2; time++) {
      const ids: (string | undefined)[] = [];
      for await (const { ownId } of statement) ids.push(ownId);
      expect(ids).toEqual(['0001', '0002', '0003', '0004']);
    }
  });
  test.each([
    ['is not there', (): StatementSource => ({ path: join(directory, 'nothing.txt') }), 'ENOENT'],
    ['is a directory', (): StatementSource => ({ path: directory }), 'EISDIR'],
    [
      'breaks off',
      (): StatementSource => ({
        name: 'broken.txt',
        // biome-ignore lint/correctness/useYield: a stream that fails at once
        async *open() {
          throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
        },
      }),
      'ECONNRESET',
    ],
  ])('that %s is an error of the library', async (_what, source, code) => {
    await expect(openStatement(source())).rejects.toMatchObject({
      code: 'ERR_STATEMENT_UNREADABLE',
      cause: { code },
    });
  });
  test('is not blamed for what a function of the caller throws', async () => {
    const broken = new RangeError('the ledger is closed');
    const knownAmounts = (): never => {
      throw broken;
    };
    const items = sample('transactionItems_20240102_000.csv');
    await expect(openStatement(items, { knownAmounts })).rejects.toBe(broken);
  });
  test('is let go when reading is stopped, before and between blocks', async () => {
    await expect(openStatement(sample(file), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ERR_STATEMENT_UNREADABLE',
      cause: { name: 'AbortError' },
    });
    const { text, name } = largeStatement(20_000);
    const controller = new AbortController();
    const statement = await openStatement(statementOf(text, name), { signal: controller.signal });
    const reading = (async () => {
      for await (const { line } of statement) if (line === 10) controller.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ERR_STATEMENT_UNREADABLE' });
  });
  test('is closed when the reader stops early', async () => {
    let open = 0;
    const bytes = Buffer.from(sampleText(file));
    const source: StatementSource = {
      name: file,
      async *open() {
        open++;
        try {
          yield bytes;
        } finally {
          open--;
        }
      },
    };
    for await (const _ of await openStatement(source)) break;
    expect(open).toBe(0);
  });
});

describe('a file that changes between checking and reading', () => {
  test.each([
    ['in a letter', (text: string) => text.replace('|Refund|', '|Refunt|')],
    ['by a row', (text: string) => text.replace(/0004.*\n/, '')],
    ['by being longer', (text: string) => `${text}\n`],
  ])('%s hands out nothing of it', async (_how, change) => {
    const path = join(directory, file);
    await writeFile(path, sampleText(file));
    const statement = await openStatement({ path });
    await writeFile(path, change(sampleText(file)));
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const record of statement) seen.push(record);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ERR_STATEMENT_CHANGED', file });
    expect(seen).toEqual([]);
  });
  test('in its second block hands out only the first', async () => {
    const { text, name } = largeStatement(20_000);
    const path = join(directory, name);
    await writeFile(path, text);
    const statement = await openStatement({ path });
    await writeFile(path, text.replace('own-000019999', 'own-000019998'));
    let rows = 0;
    const reading = (async () => {
      for await (const _ of statement) rows++;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ERR_STATEMENT_CHANGED' });
    expect(rows).toBeGreaterThan(1_000);
    expect(rows).toBeLessThan(19_000);
  });
});

describe('a large file', () => {
  test('gives each row once, in records and in columns, whatever the batch', async () => {
    const rows = 20_000;
    const { text, name, gross } = largeStatement(rows);
    const statement = await openStatement(statementOf(text, name));
    expect(statement.facts).toMatchObject({ rows, warnings: [] });
    expect(statement.facts.totals.reduce((sum, total) => sum + (total.gross ?? 0n), 0n)).toBe(gross);
    const records = await recordsOf(statementOf(text, name));
    expect(records.map(({ line }) => line)).toEqual(Array.from({ length: rows }, (_, index) => index + 2));
    for (const batch of [1_000, 7_777]) {
      let at = 0;
      for await (const columns of statement.batches({ rows: batch })) {
        expect(columns.rows).toBe(Math.min(batch, rows - at));
        for (let row = 0; row < columns.rows; row += 97) {
          const record = records[at + row];
          expect({
            line: columns.line[row],
            kind: columns.kind[row],
            direction: columns.direction[row],
            ownId: columns.ownId.at(row),
            providerId: columns.providerId.at(row),
            occurredAtMs: columns.occurredAtMs[row],
            currency: columns.currency[row],
            gross: columns.gross.value[row],
            fee: columns.fee.value[row],
            net: columns.net.value[row],
            grossCny: columns.grossCny.value[row],
            has: columns.net.has[row],
          }).toEqual({
            line: record?.line,
            kind: record?.kind,
            direction: record?.direction,
            ownId: record?.ownId,
            providerId: record?.providerId,
            occurredAtMs: record?.occurredAtMs,
            currency: record?.currency,
            gross: record?.gross,
            fee: record?.fee,
            net: record?.net,
            grossCny: record?.grossCny,
            has: 1,
          });
        }
        at += columns.rows;
      }
      expect(at).toBe(rows);
    }
  });
  test('with a row twice, far apart, is refused with both lines', async () => {
    const { text, name } = largeStatement(20_000);
    const [, second = ''] = text.split('\n');
    expect(await defectsOf(statementOf(`${text}${second}\n`, name))).toMatchObject([
      { code: 'ROW_REPEATED', line: 20_002, expected: expect.stringContaining('line 2 ') },
    ]);
    expect(await codesOf(statementOf(`${text}${second}\n`, name), { accept: ['ROW_REPEATED'] })).toEqual([]);
  });
  test('in columns tells amounts that are not there', async () => {
    const statement = await openStatement(sample(file));
    for await (const { fee, net, gross } of statement.batches()) {
      expect([...fee.has]).toEqual([1, 1, 1, 0]);
      expect([...net.has]).toEqual([0, 0, 0, 0]);
      expect([...gross.value]).toEqual([10_000n, -10_000n, -10_000n, -10_000n]);
    }
  });
  test.each([0, 1.5, 2_000_000])('in columns of %d rows is an error', async (rows) => {
    const statement = await openStatement(sample(file));
    await expect(statement.batches({ rows }).next()).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
});

describe('a record', () => {
  test('is plain data in JSON', async () => {
    const [record] = await recordsOf(sample('2088000000000000_settlement_20170803.txt'));
    expect(JSON.parse(JSON.stringify(record))).toMatchObject({
      line: 2,
      kind: 'payment',
      gross: '36930',
      fee: '-222',
      netCny: '198937',
      occurredAt: '2017-08-02T07:36:46+08:00',
      printed: { Rmb_settlement: '1989.37' },
    });
  });
  test('shows its amounts, currencies and times in console.log', async () => {
    const [record] = await recordsOf(sample('2088000000000000_settlement_20170803.txt'));
    const shown = inspect(record);
    for (const part of [
      'StatementRecord {',
      "kind: 'payment'",
      'gross: 36930n',
      'fee: -222n',
      'net: 36708n',
      'netCny: 198937n',
      `currency: '${record?.currency}'`,
      `occurredAt: '2017-08-02T07:36:46+08:00'`,
      `ownId: '${record?.ownId}'`,
    ]) {
      expect(shown).toContain(part);
    }
    expect(shown).not.toContain('undefined');
    expect(inspect({ deep: [[record]] })).toContain('[StatementRecord]');
  });
  test.each([
    ['TRANSACTION_DETAIL_20260427.csv', ['Buyer Name', '1234'], 'accountHolderName'],
    ['ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv', ['2088xxxxxxxx6240'], 'siteUserId'],
  ])('of %s shows nothing about the buyer', async (file, secrets, column) => {
    const [record] = await recordsOf(sample(file));
    if (record === undefined) throw new Error('no record');
    const { printed, cells } = record;
    const shown = [record, { record }, printed, cells, { ...record.toJSON() }].flatMap((value) => [
      inspect(value, { depth: 9, showHidden: true }),
      JSON.stringify(value),
    ]);
    for (const secret of secrets) {
      expect(cells).toContain(secret);
      // Between marks, as the digits of a card may be part of an id.
      for (const text of shown) expect(text).not.toMatch(new RegExp(`['"]${secret}['"]`));
    }
    expect(secrets).toContain(printed[column]);
    expect(JSON.parse(JSON.stringify(record)).printed[column]).toBe('[hidden]');
  });
  test('shows the wallet of the buyer, and a cell about the buyer that is empty', async () => {
    const [record] = await recordsOf(sample('ALIPAY_TRANSACTION_DETAIL_CNY_20160805.csv'));
    expect(record?.toJSON()['printed']).toMatchObject({ userSite: 'Alipay_CN' });
    const [, failed] = await recordsOf(sample('TRANSACTION_DETAIL_20260427.csv'));
    expect(failed?.toJSON()['printed']).toMatchObject({ accountHolderName: '' });
  });
});
