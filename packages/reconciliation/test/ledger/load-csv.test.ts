import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ReconciliationError } from '@alipay-intl/core/errors';
import { ledgerFromCsv, ledgerFromRecords } from '@alipay-intl/reconciliation/match';
import { expect, test } from 'vitest';
import { loadLedger } from '../../src/ledger/load-ledger.ts';
import {
  day,
  dayMs,
  header,
  issuesOf,
  loadCsvFile,
  nowMs,
  openBooks,
  payment,
  rowsOf,
  writeCsv,
} from './books-scene.ts';

const row = 'payment,p,,,,succeeded,USD,1999,2026-11-20T00:00:00+08:00';

async function ownIdsOf(content: string | Uint8Array): Promise<readonly unknown[]> {
  const connection = await openBooks();
  await loadCsvFile(connection, writeCsv(content));
  return (await rowsOf(connection)).map((loaded) => loaded['own_id']);
}

async function refusalOf(content: string | Uint8Array): Promise<readonly string[]> {
  const connection = await openBooks();
  const issues = await issuesOf(loadCsvFile(connection, writeCsv(content)));
  expect(await rowsOf(connection)).toEqual([]);
  return issues;
}

test('a file is loaded as the same records are', async () => {
  const content = `${header}\n${row}\nrefund,r,R,p,P,open,JPY,5,2026-11-20T15:59:59.999Z\n`;
  const [ofFile, ofRecords] = [await openBooks(), await openBooks()];
  const fromFile = await loadCsvFile(ofFile, writeCsv(content));
  const refund = {
    ...payment('r', { providerId: 'R', originalOwnId: 'p', originalProviderId: 'P', status: 'open' }),
    ...{ kind: 'refund' as const, amount: { currency: 'JPY', value: '5' }, occurredAtMs: dayMs + 86_399_999 },
  };
  const fromRecords = await loadLedger(
    ofRecords,
    ledgerFromRecords(() => [refund, payment('p')]),
    day,
    { nowMs },
  );
  expect(fromFile).toEqual(fromRecords);
  const withoutNumber = async (connection: typeof ofFile): Promise<unknown> =>
    (await rowsOf(connection)).map(({ row_id, ...others }) => others);
  expect(await withoutNumber(ofFile)).toEqual(await withoutNumber(ofRecords));
});

test.each([
  ['no line end at the end', `${header}\n${row}`],
  ['CRLF', `${header}\r\n${row}\r\n`],
  ['a byte order mark', `\ufeff${header}\n${row}\n`],
  ['quotes around everything', `${quoted(header)}\n${quoted(row)}\n`],
  ['empty lines', `${header}\n\n${row}\n\n`],
  [
    'other order',
    'occurredAt,kind,status,ownId,currency,amount\n2026-11-19T16:00:00Z,payment,open,p,USD,1\n',
  ],
])('a file with %s is read', async (_what, content) => {
  expect(await ownIdsOf(content)).toEqual(['p']);
});

function quoted(line: string): string {
  return line
    .split(',')
    .map((cell) => `"${cell}"`)
    .join(',');
}

test('an id may have commas, quotes and other characters than ASCII', async () => {
  const content = `${header}\n${row.replace(',p,', ',"a,""b"" 支付 #\\",')}\n#${row}\n`.replace(
    '\n#payment,p',
    '\npayment,#p',
  );
  expect(await ownIdsOf(content)).toEqual(['#p', 'a,"b" 支付 #\\']);
});

test('rows of other days are checked and left out', async () => {
  const at = (time: string): string => row.replace(',p,', `,p ${time},`).replace(/[^,]*$/, time);
  const times = [
    '2026-11-19T23:59:59.999+08:00',
    '2026-11-20T00:00:00+08:00',
    '2026-11-20T23:59:59.999+08:00',
    '2026-11-21T00:00:00+08:00',
  ];
  const content = [header, ...times.map(at)].join('\n');
  expect(await ownIdsOf(content)).toEqual([`p ${times[1]}`, `p ${times[2]}`]);
  expect(await refusalOf(`${content}\n${at('2026-11-22T12:00:00Z')}`)).toEqual([
    'line 6, occurredAt: 2026-11-22T12:00:00.000Z is in the future',
  ]);
});

test('a file with column names only has no rows', async () => {
  expect(await ownIdsOf(`${header}\n`)).toEqual([]);
  expect(await ownIdsOf(header)).toEqual([]);
});

test.each(['a*b.csv', 'a?b.csv', 'a[b].csv', 'a{b,c}.csv', "a'b.csv", 'a%20b.csv', 'file:a.csv'])(
  'the file name %s names one file',
  async (name) => {
    const connection = await openBooks();
    const path = writeCsv(`${header}\n${row}\n`, name);
    await loadCsvFile(connection, path);
    expect(await rowsOf(connection)).toHaveLength(1);
  },
);

test.each([
  [
    '5.99',
    'line 3, amount: "5.99" is not 1 to 15 digits of the smallest unit, above zero, without sign, point or leading zero',
  ],
  [
    '',
    'line 3, amount: is missing; expected a text of 1 to 15 digits of the smallest unit, above zero, without sign, point or leading zero',
  ],
])('the amount %j is refused with its line', async (amount, expected) => {
  const wrong = row.replace('1999', amount).replace(',p,', ',q,');
  expect(await refusalOf(`${header}\n${row}\n${wrong}\n`)).toEqual([expected]);
});

test('everything is told by its line, also behind cells of several lines', async () => {
  const lines = [
    header,
    row,
    row.replace(',p,', ',"a\nb",'),
    row.replace('USD', 'XXX').replace(',p,', ',c,'),
    '',
    row.replace(/[^,]*$/, '2026-11-20T00:00:00').replace(',p,', ',d,'),
    row.replace('payment', 'sale').replace('succeeded', 'done').replace(',p,', ',e,'),
    'payment,f,,,,succeeded,USD',
    row.replace(',p,', ',\0,'),
    row.replace(/[^,]*$/, '2026-11-31T00:00:00Z').replace(',p,', ',h,'),
  ];
  expect(
    (await refusalOf(lines.join('\r\n'))).map((text) => text.replace(/ is not 1 to 128.*/, ' …')),
  ).toEqual([
    'line 3, ownId: "a?b" …',
    'line 5, currency: "XXX" is not an active ISO 4217 code, such as USD',
    'line 7, occurredAt: "2026-11-20T00:00:00" is not a time with seconds and an offset, such as 2026-11-20T21:00:05+08:00',
    'line 8, kind: "sale" is not payment or refund',
    'line 8, status: "done" is not succeeded, reversed, failed or open',
    'line 9: there are 7 cells; expected 9',
    'line 10, ownId: "?" …',
    'line 11, occurredAt: "2026-11-31T00:00:00Z" is not a time with seconds and an offset, such as 2026-11-20T21:00:05+08:00',
  ]);
});

test('an id that occurs twice on the day is told with both lines', async () => {
  const other = row.replace('2026-11-20T', '2026-11-19T');
  expect(await ownIdsOf([header, row, other].join('\n'))).toEqual(['p']);
  expect(await refusalOf([header, other, row, row.replace('1999', '5'), row].join('\n'))).toEqual([
    'line 4, ownId: the payment "p" is in line 3 already',
    'line 5, ownId: the payment "p" is in line 3 already',
  ]);
});

test.each([
  ['an empty file', '', 'line 1: the file is empty; expected a line with the column names'],
  [
    'a packed file',
    gzipSync(`${header}\n${row}\n`),
    'line 1: the file is not UTF-8 text; a compressed file must be unpacked first',
  ],
  [
    'UTF-16',
    Buffer.from(`\ufeff${header}\n${row}\n`, 'utf16le'),
    'line 1: the file is not UTF-8 text; a compressed file must be unpacked first',
  ],
  [
    'Latin-1',
    Buffer.from(`${header}\n${row}\n${row.replace(',p,', ',\u00e9,')}\n`, 'latin1'),
    expect.stringContaining('line 3, ownId: "\ufffd"'),
  ],
  [
    'a quote that stays open',
    `${header}\n${row}\n${row.replace(',p,', ',"q,')}\n${row}`,
    'line 3: is not a row whose quotes match, as RFC 4180 has it',
  ],
  [
    'text behind a quote',
    `${header}\n${row.replace(',p,', ',"p"q,')}\n`,
    'line 2: is not a row whose quotes match, as RFC 4180 has it',
  ],
  [
    'lines with different ends',
    `${header}\r\n${row}\n${row.replace(',p,', ',q,')}\r\n`,
    expect.stringContaining('is not rows as RFC 4180 has them'),
  ],
  ['only carriage returns', `${header}\r${row}\r`, expect.stringContaining('line 1: ')],
  ['a longer row', `${header}\n${row},x\n`, 'line 2: there are 10 cells; expected 9'],
  [
    'no column names',
    `${row}\n`,
    expect.stringContaining('line 1: column 1 is "payment", which own books do not have'),
  ],
  [
    'other separators',
    `${header.replaceAll(',', ';')}\n${row.replaceAll(',', ';')}\n`,
    expect.stringContaining('line 1: column 1 is "kind;ownId;'),
  ],
  [
    'an unknown column',
    `${header},note\n${row},x\n`,
    'line 1: column 10 is "note", which own books do not have',
  ],
  ['a column that comes twice', `${header},kind\n${row},payment\n`, 'line 1: the column kind is there twice'],
])('%s is refused', async (_what, content, expected) => {
  expect(await refusalOf(content)).toContainEqual(expected);
});

test('missing columns are named', async () => {
  expect(await refusalOf('kind,providerId\npayment,1\n')).toEqual(
    ['ownId', 'status', 'currency', 'amount', 'occurredAt'].map(
      (name) => `line 1: the column ${name} is missing`,
    ),
  );
});

test('no message repeats other cells of a line', async () => {
  const secret = 'Erika-Mustermann';
  const lines = [
    `${header}\n${row.replace(',p,', `,${secret},`)},x,y\n`,
    `${header}\r\n${row.replace(',p,', `,${secret},`)}\n\r${row}\r\n`,
  ];
  for (const content of lines) {
    const loading = loadCsvFile(await openBooks(), writeCsv(content));
    const error: ReconciliationError = await loading.then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error.code).toBe('ERR_LEDGER_INVALID');
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify(error)).not.toContain(secret);
  }
});

test('a file that is not there, or a folder, is unreadable', async () => {
  const path = writeCsv(header);
  const connection = await openBooks();
  const load = (place: string): Promise<unknown> => loadCsvFile(connection, place);
  await expect(load(dirname(path))).rejects.toMatchObject({
    code: 'ERR_LEDGER_UNREADABLE',
    cause: { code: 'EISDIR' },
  });
  rmSync(path);
  await expect(load(path)).rejects.toMatchObject({
    code: 'ERR_LEDGER_UNREADABLE',
    cause: { code: 'ENOENT' },
  });
});

test('a day without a file is unreadable', async () => {
  const cause = new Error('there is none');
  const source = ledgerFromCsv(() => {
    throw cause;
  });
  const loading = loadLedger(await openBooks(), source, day, { nowMs });
  await expect(loading).rejects.toMatchObject({ code: 'ERR_LEDGER_UNREADABLE', cause });
  await expect(
    loadLedger(
      await openBooks(),
      ledgerFromCsv(() => 7 as never),
      day,
      { nowMs },
    ),
  ).rejects.toMatchObject({
    code: 'ERR_LEDGER_UNREADABLE',
  });
});

test('a large file is told when it is loaded, and an abort ends the loading', async () => {
  const rows = Array.from({ length: 300_000 }, (_, n) => row.replace(',p,', `,p-${n},`));
  const path = writeCsv([header, ...rows].join('\n'));
  const connection = await openBooks();
  const told: number[] = [];
  const onRows = (count: number): void => void told.push(count);
  await loadLedger(
    connection,
    ledgerFromCsv(() => path),
    day,
    { nowMs, onRows },
  );
  expect(told).toEqual([300_000]);
  await connection.run('delete from ledger_rows');
  const abort = new AbortController();
  const loading = loadLedger(
    connection,
    ledgerFromCsv(() => path),
    day,
    { nowMs, signal: abort.signal },
  );
  setImmediate(() => abort.abort());
  await expect(loading).rejects.toThrow('aborted');
  expect(await rowsOf(connection)).toEqual([]);
});
