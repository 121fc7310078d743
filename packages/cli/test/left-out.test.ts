import type { FetchReport, SkippedFile } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, it } from 'vitest';
import { overlooked, unread } from '../src/nightly/fetch-merchant.ts';

function skipped(reason: SkippedFile['reason']): SkippedFile {
  return { state: 'skipped', directory: '/v1', name: 'a.csv', reason, error: undefined };
}

const reportOf = (reason: SkippedFile['reason']): FetchReport => ({
  files: [],
  skipped: [skipped(reason)],
  missing: [],
});

describe('files that a fetch left out', () => {
  it.each(['encrypted', 'too-large', 'refused', 'incomplete', 'archive-refused'] as const)(
    '%s: told, and somebody must look',
    (reason) => {
      expect([overlooked(reportOf(reason)).length, unread(reportOf(reason)).length]).toEqual([1, 1]);
    },
  );

  it.each(['unknown-name', 'not-a-file'] as const)('%s: told', (reason) => {
    expect([overlooked(reportOf(reason)).length, unread(reportOf(reason)).length]).toEqual([1, 0]);
  });

  it.each(['temporary', 'other-day', 'other-merchant'] as const)('%s: nothing to tell', (reason) => {
    expect(overlooked(reportOf(reason))).toEqual([]);
  });
});
