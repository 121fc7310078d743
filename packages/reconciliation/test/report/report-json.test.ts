import { reportJson } from '@alipay-intl/reconciliation/report';
import { describe, expect, test } from 'vitest';
import { hostileInput } from '../../../../test/report/support/hostile-input.ts';
import { closedInput, sampleInput } from '../../../../test/report/support/sample-day.ts';

interface Document {
  readonly [name: string]: unknown;
  readonly breaks: readonly Readonly<Record<string, unknown>>[];
}

const parse = (text: string): Document => JSON.parse(text) as Document;

describe('the JSON of a report', () => {
  test('says what it is, and when, in UTC+8', () => {
    expect(parse(reportJson(sampleInput))).toMatchObject({
      format: 'alipay-intl/reconciliation-report',
      version: 1,
      merchant: { id: '2088000000000000', name: 'Harbour Street Books Ltd' },
      day: '2026-11-20',
      zone: 'UTC+8',
      run: 3,
      madeAt: '2026-11-21T11:04:30+08:00',
      state: 'open',
    });
  });

  test('is the same, byte for byte, for the same input in another order', () => {
    const { result } = sampleInput;
    const turned = {
      ...sampleInput,
      result: {
        ...result,
        pairs: Object.fromEntries(Object.entries(result.pairs).toReversed()),
        balances: {
          ...result.balances,
          ledger: {
            ...result.balances.ledger,
            by: Object.fromEntries(Object.entries(result.balances.ledger.by).toReversed()),
          },
        },
        breaks: result.breaks.map((found) => ({
          ...found,
          facts: Object.fromEntries(Object.entries(found.facts).toReversed()),
        })),
      },
    };
    expect(reportJson(turned)).toBe(reportJson(sampleInput));
  });

  test('has every name in every break, and money with its currency and exponent', () => {
    const { breaks } = parse(reportJson(sampleInput));
    expect(breaks).toHaveLength(sampleInput.result.breaks.length);
    const names = Object.keys(breaks[0] ?? {});
    for (const found of breaks) expect(Object.keys(found)).toEqual(names);
    const overdue = breaks.find(
      ({ kind, atStake }) => kind === 'OVERDUE_SETTLEMENT' && JSON.stringify(atStake).includes('KWD'),
    );
    expect(overdue).toMatchObject({
      atStake: { currency: 'KWD', exponent: 3, value: '45500' },
      difference: null,
      ledger: null,
      dueDay: '2026-10-14',
      transaction: {
        gross: { currency: 'KWD', exponent: 3, value: '45500' },
        fee: { currency: 'KWD', exponent: 3, value: '-683' },
        occurredAt: '2026-10-09T09:00:00+08:00',
        settledAt: null,
      },
    });
  });

  test('tells what people have said', () => {
    const twice = parse(reportJson(sampleInput)).breaks.find(({ kind }) => kind === 'SETTLED_TWICE');
    expect(twice).toMatchObject({
      standing: 'open',
      standingNow: 'closed-by-person',
      note: { by: 'm.lindqvist' },
    });
  });

  test('has one break to a line, and one name to a line otherwise', () => {
    const lines = reportJson(sampleInput).split('\n');
    expect(lines.filter((line) => line.includes('"question":'))).toHaveLength(
      sampleInput.result.breaks.length,
    );
    expect(lines.filter((line) => /^ {2}"[a-zA-Z0-9]+": /.test(line))).toHaveLength(
      Object.keys(parse(reportJson(sampleInput))).length,
    );
    expect(reportJson(closedInput)).toContain('\n  "breaks": [],\n');
  });

  test('keeps hostile texts as they are', () => {
    const document = parse(reportJson(hostileInput));
    const ids = document.breaks.map(({ ledger }) => (ledger as { ownId?: string } | null)?.ownId);
    expect(ids.filter((id) => id !== undefined)).toEqual(
      hostileInput.result.breaks.flatMap(({ ledger }) => ledger?.ownId ?? []),
    );
  });
});
