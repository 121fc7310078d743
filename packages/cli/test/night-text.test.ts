import { describe, expect, it } from 'vitest';
import type { Night } from '../src/nightly/night-merchant.ts';
import { nightText } from '../src/nightly/night-text.ts';
import { worstOf } from '../src/output/exit-code.ts';

const plain = { style: (_style: string, text: string): string => text };

function night(
  exitCode: Night['exitCode'],
  openBreaks: number,
  kind: 'committed' | 'not-yet-due',
  overlooked = 0,
): Night {
  const day = { day: '2026-11-20', kind, run: 0, state: 'not-yet-due', report: undefined } as const;
  const merchant = { merchant: 'M1', name: 'Till', files: [], warnings: [], error: undefined };
  return { ...merchant, exitCode, openBreaks, overlooked, days: [day] };
}

describe('a night', () => {
  it('names its open breaks also where files are still to come', () => {
    const heading = (...given: Parameters<typeof night>): string | undefined =>
      nightText(night(...given), plain).split('\n')[0];
    expect(heading(1, 2, 'not-yet-due')).toBe('Till (M1): 2 open breaks, and files are still to come');
    expect(heading(1, 1, 'committed')).toBe('Till (M1): 1 open break');
    expect(heading(2, 0, 'not-yet-due')).toBe('Till (M1): files are still to come');
    expect(heading(1, 0, 'committed', 1)).toBe('Till (M1): 1 file was left out');
    expect(heading(1, 1, 'committed', 2)).toBe('Till (M1): 1 open break, and 2 files were left out');
  });

  it('ends with a fault above all, then with breaks, then with what must be waited for', () => {
    expect([worstOf([2, 1, 0]), worstOf([1, 3, 2]), worstOf([0, 2]), worstOf([])]).toEqual([1, 3, 2, 0]);
  });
});
