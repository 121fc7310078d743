import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvRow, checkCsvRow } from '../../src/ledger/check-csv-row.ts';
import { csvMoment, csvSoundness } from '../../src/ledger/csv-soundness.ts';
import { csvRows } from '../../src/ledger/csv-sql.ts';
import { header, issuesOf, loadCsvFile, nowMs, openBooks, writeCsv } from './books-scene.ts';

const columns = [
  'kind',
  'ownId',
  'providerId',
  'originalOwnId',
  'originalProviderId',
  'status',
  'currency',
  'amount',
  'occurredAt',
] as const;

const id = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,10}$/),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.constantFrom(
    'x'.repeat(128),
    'x'.repeat(129),
    ' a',
    'a ',
    'a b',
    '\u{1F600}'.repeat(128),
    '',
    '"',
    '\u3000',
    '\u00a0a',
    '\u200b',
  ),
);
const two = (max: number): fc.Arbitrary<string> =>
  fc.nat({ max }).map((number) => String(number).padStart(2, '0'));
const time = fc
  .tuple(
    fc.constantFrom(
      '2026-11-19',
      '2026-11-20',
      '2024-02-29',
      '2026-02-29',
      '2026-11-31',
      '1999-12-31',
      '2000-01-01',
      '2026-13-01',
      '2027-01-01',
    ),
    fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(':')),
    fc.constantFrom(
      '',
      '.1',
      '.12',
      '.123',
      '.9999',
      '.123456',
      '.9999999',
      '.123456789',
      '.1234567890',
      '.',
    ),
    fc.oneof(
      fc.constantFrom('Z', '', '+08:00', '-0530', '+08', 'z', '+14:59', '+15:00', '-14:00'),
      fc
        .tuple(fc.constantFrom('+', '-'), two(16), two(61))
        .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
    ),
    fc.constantFrom('T', 'T', 'T', ' ', 't'),
  )
  .map(([date, clock, fraction, offset, between]) => `${date}${between}${clock}${fraction}${offset}`);

const row = fc.record({
  kind: fc.constantFrom('payment', 'payment', 'refund', 'refund', 'Payment', ''),
  ownId: id,
  providerId: fc.oneof(fc.constant(''), id),
  originalOwnId: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: id }),
  originalProviderId: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: id }),
  status: fc.constantFrom('succeeded', 'reversed', 'failed', 'open', 'OPEN'),
  currency: fc.constantFrom('USD', 'JPY', 'EUR', 'CNY', 'usd', 'US', 'USDX', ''),
  amount: fc.oneof(
    fc.stringMatching(/^[1-9]\d{0,14}$/),
    fc.constantFrom('0', '01', '1.0', '1e2', '+1', '-1', ' 1', '9'.repeat(15), '9'.repeat(16), '٣', ''),
  ),
  occurredAt: fc.oneof(
    time,
    fc.constantFrom('', '1795104000000', '2026-11-20', '2026-11-20T10:00Z', '2026-11-20T10:00:00ZZ'),
  ),
});

/** Half of all rows have nothing wrong but what one cell may have. */
const mostlySound = fc
  .tuple(row, fc.constantFrom(...columns, undefined), fc.boolean())
  .map(([drawn, only, isFree]) => {
    if (isFree) return drawn;
    const sound = {
      ...{ kind: 'refund', ownId: 'o', providerId: '', originalOwnId: '', originalProviderId: '' },
      ...{ status: 'open', currency: 'USD', amount: '1', occurredAt: '2026-11-20T08:00:00+08:00' },
    };
    return only === undefined ? sound : { ...sound, [only]: drawn[only] };
  });

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

const lineOf = (cells: CsvRow): string => columns.map((name) => quote(cells[name] ?? '')).join(',');

test('the engine takes a row exactly where the check finds nothing wrong, at the same moment', async () => {
  const connection = await openBooks();
  const seen = { taken: 0, refused: 0 };
  const verdicts = async (rows: readonly CsvRow[]): Promise<readonly (readonly [boolean, unknown])[]> => {
    const file = csvRows(writeCsv([header, ...rows.map(lineOf), ''].join('\n')), columns);
    const result = await connection.runAndReadAll(`
      select coalesce(try(${csvSoundness(nowMs)}), false), occurredMs
      from (select *, try(${csvMoment}) as occurredMs from ${file})`);
    return result.getRows().map(([isSound, atMs]) => [isSound === true, atMs]);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(mostlySound, { minLength: 20, maxLength: 60, size: 'max' }), async (rows) => {
      const engine = await verdicts(rows);
      expect(engine).toHaveLength(rows.length);
      for (const [index, cells] of rows.entries()) {
        const { issues, occurredAtMs } = checkCsvRow(cells, nowMs);
        const [isTaken, atMs] = engine[index] ?? [];
        expect(isTaken, JSON.stringify([cells, issues])).toBe(issues.length === 0);
        if (isTaken) expect(atMs).toBe(BigInt(occurredAtMs));
        seen[isTaken ? 'taken' : 'refused'] += 1;
      }
    }),
    { numRuns: 20 },
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(100);
}, 180_000);

test('what a refusal of a file says is what the check says of its row', async () => {
  const connection = await openBooks();
  await fc.assert(
    fc.asyncProperty(mostlySound, async (cells) => {
      await connection.run('delete from ledger_rows');
      const { issues } = checkCsvRow(cells, nowMs);
      const told = await issuesOf(loadCsvFile(connection, writeCsv(`${header}\n${lineOf(cells)}\n`)));
      expect(told).toEqual(issues.map(({ path, message }) => `line 2, ${path}: ${message}`));
    }),
    { numRuns: 25 },
  );
}, 180_000);
