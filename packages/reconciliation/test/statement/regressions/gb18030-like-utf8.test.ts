import { openStatement } from '@alipay-intl/reconciliation';
import { describe, expect, test } from 'vitest';
import { defectsOf, recordsOf, sampleText, statementOf } from '../support/samples.ts';

const plain = sampleText('a1-transaction-17.txt');

/** The sample with bytes for the name of the secondary merchant. */
function withName(name: readonly number[]): Buffer {
  const at = plain.indexOf('|xxx|1234') + 1;
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([
    Buffer.from(plain.slice(0, at)),
    Buffer.from(name),
    Buffer.from(plain.slice(at + 3)),
  ]);
}

// 小食品店: six of its eight bytes are good UTF-8. 食品: all four are.
const shop = [0xd0, 0xa1, 0xca, 0xb3, 0xc6, 0xb7, 0xb5, 0xea];
const food = [0xca, 0xb3, 0xc6, 0xb7];

async function nameIn(bytes: Buffer, encoding?: 'utf-8' | 'gb18030'): Promise<string | undefined> {
  const [record] = await recordsOf(statementOf(bytes), { encoding });
  return record?.printed['Secondary_merchant_name'];
}

describe('GB18030 whose few letters look like UTF-8', () => {
  test('is read, with a warning, and without one where the encoding is set', async () => {
    expect(await nameIn(withName(shop))).toBe('小食品店');
    const unsure = await openStatement(statementOf(withName(shop)));
    expect(unsure.facts).toMatchObject({
      encoding: 'gb18030',
      warnings: [{ code: 'ENCODING_UNSURE', count: 1 }],
    });
    const sure = await openStatement(statementOf(withName(shop)), { encoding: 'gb18030' });
    expect(sure.facts).toMatchObject({ encoding: 'gb18030', warnings: [] });
  });
  test('and is whole UTF-8 by chance, is read right where the encoding is set', async () => {
    expect(await nameIn(withName(food))).toBe('ʳƷ');
    expect(await nameIn(withName(food), 'gb18030')).toBe('食品');
  });
});

describe('an encoding that is set', () => {
  test('is the only one that is tried', async () => {
    expect(await defectsOf(statementOf(withName(shop)), { encoding: 'utf-8' })).toMatchObject([
      { code: 'ENCODING_INVALID', expected: 'UTF-8, as set, throughout' },
    ]);
    expect(await defectsOf(statementOf(withName([0xff, 0xff])), { encoding: 'gb18030' })).toMatchObject([
      { code: 'ENCODING_INVALID', expected: 'GB18030, as set, throughout' },
    ]);
  });
  test('is one of the two', async () => {
    await expect(openStatement(statementOf(plain), { encoding: 'latin1' as never })).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      issues: [{ path: 'encoding' }],
    });
  });
});

test('a Chinese letter among the good ones tells UTF-8 with damage', async () => {
  const damaged = Buffer.from(plain.replace('|xxx|1234', '|é店é店|1234'));
  damaged[damaged.lastIndexOf(Buffer.from('é')) + 1] = 0x41;
  expect(await defectsOf(statementOf(damaged))).toMatchObject([{ code: 'ENCODING_INVALID' }]);
});
