import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds until 8 KiB, as much as a database writes at least, have reached the disk of the temporary directory. */
export function diskMs(times: number): readonly number[] {
  const directory = mkdtempSync(join(tmpdir(), 'alipay-intl-disk-'));
  const file = openSync(join(directory, 'probe'), 'w');
  const page = Buffer.alloc(8_192);
  try {
    return Array.from({ length: times }, () => {
      writeSync(file, page);
      const started = performance.now();
      fdatasyncSync(file);
      return performance.now() - started;
    });
  } finally {
    closeSync(file);
    rmSync(directory, { recursive: true, force: true });
  }
}
