import { inspectStatement, openStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { codesOf, defectsOf, recordsOf, sampleText, statementOf } from './support/samples.ts';

const inStore = sampleText('a1-transaction-17.txt');

/** GB18030 of texts that stand for themselves in ASCII; the bytes of a name are given. */
function gb18030(text: string, name: readonly number[]): Buffer {
  return Buffer.concat(
    text
      .split('@')
      .flatMap((part, index) => [...(index === 0 ? [] : [Buffer.from(name)]), Buffer.from(part)]),
  );
}

describe('an encoding', () => {
  test('may begin with a byte order mark and end lines with CRLF', async () => {
    const marked = `\ufeff${inStore.replaceAll('\n', '\r\n')}`;
    const { facts } = await openStatement(statementOf(marked));
    expect(facts).toMatchObject({ layout: 'A1-transaction-17', encoding: 'utf-8', warnings: [] });
    const plain = await recordsOf(statementOf(inStore));
    const records = await recordsOf(statementOf(marked));
    expect(records.map(({ printed }) => printed)).toEqual(plain.map(({ printed }) => printed));
  });
  test('of UTF-8 keeps letters of any length', async () => {
    const text = inStore.replaceAll('|xxx|1234', '|商户 é 𝒳|1234');
    const [record] = await recordsOf(statementOf(text));
    expect(record?.printed).toMatchObject({
      Secondary_merchant_name: '商户 é 𝒳',
      Secondary_merchant_id: '1234',
    });
  });
  test('of GB18030 is found out, also where a letter ends in the byte of a pipe', async () => {
    const text = inStore.replaceAll('|xxx|1234', '|@|1234');
    // 鈢 has the bytes E2 7C, and 7C alone is a pipe.
    const bytes = gb18030(text, [0xc9, 0xcc, 0xbb, 0xa7, 0xe2, 0x7c]);
    const { facts } = await openStatement(statementOf(bytes));
    expect(facts.encoding).toBe('gb18030');
    const records = await recordsOf(statementOf(bytes));
    expect(records[2]?.printed).toMatchObject({
      Secondary_merchant_name: new TextDecoder('gb18030').decode(
        Buffer.from([0xc9, 0xcc, 0xbb, 0xa7, 0xe2, 0x7c]),
      ),
      Secondary_merchant_id: '1234',
      Issue: 'ALIPAYCN',
    });
  });
  test('of GB18030 over many blocks is read the same', async () => {
    const rows = 40_000;
    const [head = '', columns = '', row = ''] = inStore.split('\n');
    const lines = Array.from({ length: rows }, (_, index) =>
      row.replace('0001', `id-${index}`).replace('xxx', '@'),
    );
    const text = [head.replace(':3', `:${rows}`), columns, ...lines, ''].join('\n');
    const { facts } = await openStatement(
      statementOf(gb18030(text, [0xc9, 0xcc, 0x81, 0x7c, 0x84, 0x31, 0xa4, 0x37])),
    );
    expect(facts).toMatchObject({ rows, encoding: 'gb18030', warnings: [] });
  });
  test.each([
    ['little', Buffer.from(`\ufeff${inStore}`, 'utf16le')],
    ['big', Buffer.from(`\ufeff${inStore}`, 'utf16le').swap16()],
    ['little, without a mark,', Buffer.from(inStore, 'utf16le')],
    ['big, without a mark,', Buffer.from(inStore, 'utf16le').swap16()],
  ])('of UTF-16, %s endian is refused with an explanation', async (_order, bytes) => {
    const defects = await defectsOf(statementOf(bytes));
    expect(defects).toEqual([
      { code: 'ENCODING_INVALID', expected: expect.stringMatching(/UTF-16, as a spreadsheet saves it/) },
    ]);
  });
  test.each([
    ['a zip archive or workbook', Buffer.from('PK\u0003\u0004 and more'), /\.xlsx workbook: unpack it/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /\.xls workbook/],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0]), /gzip/],
    ['an encrypted file', Buffer.from('-----BEGIN PGP MESSAGE-----\n\nhQEM'), /decrypt it/],
  ])('of %s is none, and the message says what it is', async (_what, bytes, message) => {
    expect(await defectsOf(statementOf(bytes))).toEqual([
      { code: 'ENCODING_INVALID', expected: expect.stringMatching(message) },
    ]);
  });
  test('that is neither is refused, with the line', async () => {
    const bytes = gb18030(inStore.replace('|xxx|1234', '|@|1234'), [0xff, 0xff]);
    expect(await codesOf(statementOf(bytes))).toContain('ENCODING_INVALID');
  });
  test('of UTF-8 with damage is not taken for GB18030', async () => {
    const text = inStore.replaceAll('|xxx|1234', '|商户名称|1234');
    const bytes = Buffer.from(text);
    const at = bytes.lastIndexOf(Buffer.from('名称'));
    for (const damage of [0x41, 0x80, 0xff, 0xc3]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damage;
      const { accepted, defects } = await inspectStatement(statementOf(damaged));
      expect([accepted, defects[0]?.code]).toEqual([false, 'ENCODING_INVALID']);
    }
  });
  test('with blanks, tabs and no-break spaces around values leaves them out', async () => {
    const padded = inStore.replace('0001|201312020445|100|', '\t0001\u00a0| 201312020445 \t|\t 100 |');
    const [record] = await recordsOf(statementOf(padded));
    expect(record).toMatchObject({ ownId: '0001', providerId: '201312020445', gross: 10_000n });
  });
});
