import type { BreakKind } from '@alipay-intl/reconciliation/match';
import { explainBreak } from '@alipay-intl/reconciliation/report';
import { describe, expect, test } from 'vitest';
import { hostileTexts, inputOf } from '../../../../test/report/support/hostile-input.ts';
import { sampleBreaks } from '../../../../test/report/support/sample-breaks.ts';
import { sampleBreak } from '../../../../test/report/support/sample-rows.ts';

const cases = sampleBreaks.map((found) => [found.kind, found.standing, found] as const);
const kinds = [...new Set(sampleBreaks.map(({ kind }) => kind))];

describe('every kind of break has words', () => {
  test.each(cases)('%s, %s', (_, __, found) => {
    const { title, what, why, next } = explainBreak(found);
    expect(title).toMatch(/^[A-Z][^.]{3,45}$/);
    for (const text of [what, why, next]) expect(text).toMatch(/^[A-Z].{15,}\.$/s);
    expect([title, what, why, next].join(' ')).not.toMatch(/undefined|\[object|NaN| {2}/);
    for (const side of [found.ledger, found.transaction ?? found.settlement]) {
      if (side !== undefined) expect(what).toContain(side.ownId);
    }
    if (found.file !== undefined) expect(what).toContain(found.file.name);
  });

  test('and titles of their own', () => {
    const titles = kinds.map((kind) => explainBreak(sampleBreak(kind)).title);
    expect(new Set(titles).size).toBe(kinds.length);
  });

  test.each(kinds)('%s without any side says no nonsense', (kind) => {
    const { what } = explainBreak(sampleBreak(kind, { currency: undefined, atStake: 0n, difference: 5n }));
    expect(what).not.toMatch(/undefined|\[object|NaN|difference/);
    expect(what).not.toBe('');
  });
});

test('what waits says until when, and asks for nothing', () => {
  const waiting = sampleBreak('MISSING_AT_PROVIDER', { standing: 'waiting', dueDay: '2026-11-21' });
  expect(explainBreak(waiting)).toMatchObject({
    title: 'In own books, not yet at Alipay',
    next: "Nothing yet. The next day's transaction file decides. In order up to and including 2026-11-21.",
  });
  expect(explainBreak({ ...waiting, standing: 'open' }).title).toBe('In own books, not at Alipay');
});

test('amounts have the sign and the decimals of their currency', () => {
  const [found] = sampleBreaks.filter(({ kind }) => kind === 'AMOUNT_MISMATCH');
  expect(found && explainBreak(found).what).toBe(
    'Own books: payment ORDER-2026-11-20-000042 of USD 129.50, succeeded, 2026-11-20 10:15:42. ' +
      "Alipay's transaction: payment ORDER-2026-11-20-000042 (Alipay's id 2026112022001407890500042317) of USD 125.90, fee USD -1.89, net USD 124.01, 2026-11-20 10:15:43, " +
      'line 1204 of 2088000000000000_transaction_20261120.txt. The difference is USD -3.60: Alipay has less than expected.',
  );
  const payouts = sampleBreaks
    .filter(({ kind }) => kind === 'SUMMARY_MISMATCH')
    .map((one) => explainBreak(one).what);
  expect(payouts).toEqual([
    'Batch 202611200001: the settlement files add up to USD 12,068.56, and the bank received USD 12,043.56. The difference is USD -25.00, to the disadvantage of the merchant.',
    'Batch 202611200002: the settlement files add up to JPY 880,000, and the bank has no payout of it.',
  ]);
});

test.each(inputOf(hostileTexts).result.breaks.map((found) => [found.kind, found.id, found] as const))(
  '%s %s: texts from outside cannot steer a terminal or turn a sentence',
  (_, __, found) => {
    const { what } = explainBreak(found);
    expect(what).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u0590-\u08ff]/u);
    expect(what.length).toBeLessThan(2_500);
  },
);

test('every kind is among the samples', () => {
  const all: Readonly<Record<BreakKind, true>> = {
    MISSING_AT_PROVIDER: true,
    MISSING_IN_LEDGER: true,
    AMOUNT_MISMATCH: true,
    CURRENCY_MISMATCH: true,
    FEE_MISMATCH: true,
    FX_MISMATCH: true,
    NET_FORMULA_MISMATCH: true,
    STATUS_MISMATCH: true,
    TYPE_MISMATCH: true,
    DUPLICATE_AT_PROVIDER: true,
    DUPLICATE_IN_LEDGER: true,
    PENDING_SETTLEMENT: true,
    OVERDUE_SETTLEMENT: true,
    SETTLED_TWICE: true,
    SETTLED_BUT_NOT_TRANSACTED: true,
    ORPHAN_REFUND: true,
    OVER_REFUND: true,
    SUMMARY_MISMATCH: true,
    FILE_MISSING: true,
    FILE_TRUNCATED: true,
    FILE_SEQ_GAP: true,
    FILE_CHANGED: true,
    UNKNOWN_COLUMN: true,
    MISSING_COLUMN: true,
    UNIT_AMBIGUOUS: true,
    ROW_MALFORMED: true,
    FILE_REFUSED: true,
  };
  expect(kinds.toSorted()).toEqual(Object.keys(all).sort());
});

test('a file that only own books miss is told by what they have', () => {
  const lost = sampleBreak('FILE_MISSING', {
    ...{ file: undefined, currency: 'USD', atStake: 1_050n },
    facts: { family: 'B0', report: 'transaction', records: '3' },
  });
  expect(explainBreak(lost).what).toContain(
    'No transaction file (B0) has any of 3 records of own books over USD 10.50.',
  );
});
