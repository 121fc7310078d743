import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { payoutsOf } from '../src/nightly/payouts-of.ts';

function written(text: string): string {
  const path = join(temporaryFolder(), 'payouts.csv');
  writeFileSync(path, text);
  return path;
}

describe('payouts', () => {
  it('are those of batches that were settled through the day', async () => {
    const path = written(
      '\ufeffday,batchId,currency,value,note\r\n2026-11-20,B1,USD,7226,"a, b"\r\n2026-11-20,B2,JPY,-12,\r\n2026-11-23,B3,USD,1,\r\n',
    );
    expect(await payoutsOf(path, '2026-11-20')).toEqual([
      { batchId: 'B1', currency: 'USD', value: 7226n, day: '2026-11-20' },
      { batchId: 'B2', currency: 'JPY', value: -12n, day: '2026-11-20' },
    ]);
    expect(await payoutsOf(path, '2026-11-19')).toEqual([]);
    expect((await payoutsOf(path, '2026-11-24')).map(({ batchId }) => batchId)).toEqual(['B1', 'B2', 'B3']);
  });

  it('with faults are refused, each with its line', async () => {
    const path = written('batchId,currency,value,day\nB1,USD,72.26,2026-11-20\n,XXY,1,2026-02-30\n');
    await expect(payoutsOf(path, '2026-11-20')).rejects.toMatchObject({
      code: 'ERR_LEDGER_INVALID',
      issues: [
        { path: 'line 2', message: expect.stringContaining('value') },
        { path: 'line 3', message: expect.stringContaining('batchId') },
        { path: 'line 3', message: expect.stringContaining('currency') },
        { path: 'line 3', message: expect.stringContaining('day') },
      ],
    });
  });

  it('without their columns, or without a file, are refused', async () => {
    await expect(payoutsOf(written('batchId,value\nB1,1\n'), '2026-11-20')).rejects.toMatchObject({
      code: 'ERR_LEDGER_INVALID',
      message: expect.stringContaining('currency, day'),
    });
    await expect(payoutsOf('/no/such/file.csv', '2026-11-20')).rejects.toMatchObject({
      code: 'ERR_LEDGER_UNREADABLE',
    });
  });
});
