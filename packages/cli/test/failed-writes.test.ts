import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DayEntry } from '@alipay-intl/reconciliation/match';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { exportDay } from '../src/nightly/export-day.ts';
import { writeWhole } from '../src/nightly/write-whole.ts';

const never = new AbortController().signal;
const notWritten = {
  code: 'ERR_FILE_WRITE',
  message: expect.stringContaining('What was reconciled stays as it is.'),
};

function entryOf(path: string): DayEntry {
  const sha256 = createHash('sha256').update('rows').digest('hex');
  return { merchant: 'M1', day: '2026-11-20', run: 1, rows: { path, sha256 } } as DayEntry;
}

it('a write that fails tells its fault, also where nothing can be cleaned up', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(writeWhole(join(folder, 'file/day.html'), 'text')).rejects.toMatchObject(notWritten);
  mkdirSync(join(folder, 'day.html'));
  await expect(writeWhole(join(folder, 'day.html'), 'text')).rejects.toMatchObject(notWritten);
  expect(readdirSync(folder).sort()).toEqual(['day.html', 'file']);
});

it('an export that meets a file where a folder should be tells which of the two is at fault', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  writeFileSync(join(folder, 'rows'), 'rows');
  const into = (to: string, rows: string): Promise<unknown> =>
    exportDay(entryOf(rows), folder, join(folder, to), never);
  await expect(into('file', 'rows')).rejects.toMatchObject(notWritten);
  for (const rows of ['file/rows', 'file', 'gone'])
    await expect(into('warehouse', rows)).rejects.toMatchObject({ code: 'ERR_CARRIED_ROWS' });
  await expect(into('warehouse', 'rows')).resolves.toMatchObject({ kind: 'written' });
  await expect(into('warehouse', 'gone')).resolves.toMatchObject({ kind: 'same' });
});
