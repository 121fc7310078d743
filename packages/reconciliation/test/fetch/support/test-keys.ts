import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeHostKey, type TestHostKey } from './host-keys.ts';

/** A host key for the tests of a file. */
export function testHostKey(type: Parameters<typeof makeHostKey>[1] = 'ed25519', name?: string): TestHostKey {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-keys-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return makeHostKey(folder, type, name);
}
