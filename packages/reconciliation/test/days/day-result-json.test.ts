import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeBreak, madeResult } from '../../../../test/day-book/made-runs.ts';
import { breakFromJson, breakText, breakToJson, dayResultFromJson, dayResultToJson } from '../../src/days.ts';
import type { Break, LedgerSide, ProviderSide } from '../../src/match.ts';

const text = fc.string({ unit: 'binary' });
const money = fc.bigInt();
const maybe = <Value>(some: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(some, { nil: undefined });
const moment = fc.integer({ min: 0 });

const ledgerSide: fc.Arbitrary<LedgerSide> = fc.record({
  kind: fc.constantFrom('payment', 'refund'),
  ownId: text,
  providerId: maybe(text),
  originalOwnId: maybe(text),
  originalProviderId: maybe(text),
  status: fc.constantFrom('succeeded', 'open'),
  currency: text,
  gross: money,
  occurredAtMs: moment,
});
const providerSide: fc.Arbitrary<ProviderSide> = fc.record({
  file: text,
  line: fc.nat(),
  kind: fc.constantFrom('payment', 'dispute'),
  printedType: text,
  ownId: maybe(text),
  providerId: maybe(text),
  originalOwnId: maybe(text),
  originalProviderId: maybe(text),
  currency: maybe(text),
  netCurrency: maybe(text),
  gross: maybe(money),
  fee: maybe(money),
  net: maybe(money),
  occurredAtMs: maybe(moment),
  settledAtMs: maybe(moment),
  batchId: maybe(text),
});
const defect = fc.record(
  { code: text, line: fc.nat(), column: maybe(text), printed: text, expected: text },
  { requiredKeys: ['code', 'expected'] },
);
const anyBreak: fc.Arbitrary<Break> = fc
  .record({
    atStake: money,
    difference: maybe(money),
    dueDay: maybe(text),
    currency: maybe(text),
    ledger: maybe(ledgerSide),
    transaction: maybe(providerSide),
    settlement: maybe(providerSide),
    file: maybe(fc.record({ name: text, sha256: maybe(text), defects: fc.array(defect) })),
    // The names of facts are our own.
    facts: fc.dictionary(
      text.filter((name) => name !== '__proto__'),
      text,
    ),
  })
  .map((changes) => madeBreak('a'.repeat(20), changes));

test('any break comes back as it was, through text', () => {
  fc.assert(
    fc.property(anyBreak, (one) => {
      expect(breakFromJson(JSON.parse(JSON.stringify(breakToJson(one))))).toEqual(one);
    }),
  );
});

test('the text of a break stays the same, however often it is read and written', () => {
  fc.assert(
    fc.property(anyBreak, (one) => {
      const written = breakText(one);
      expect(breakText(breakFromJson(JSON.parse(written)))).toBe(written);
    }),
  );
});

test('amounts are digits and what is unknown is null, so that any reader sees them exactly', () => {
  const sum = { rows: 2, money: { USD: 9_007_199_254_740_993n } };
  const nothing = { added: sum, carriedIn: sum, by: { matched: sum } };
  const balances = { ledger: nothing, transactions: nothing, unsettled: nothing, settlements: nothing };
  const result = madeResult('2026-11-20', { balances, breaks: [madeBreak('a'.repeat(20))] });
  const json = dayResultToJson(result);
  expect(json).toMatchObject({
    balances: { ledger: { by: { matched: { rows: 2, money: { USD: '9007199254740993' } } } } },
    breaks: [{ atStake: '150', difference: '-150', ledger: null, dueDay: null }],
  });
  expect(dayResultFromJson(JSON.parse(JSON.stringify(json)))).toStrictEqual(result);
});

test.each([
  ['no object', 7],
  ['nothing in it', {}],
  ['a float for an amount', { ...breakJson(), atStake: 1.5 }],
  ['a number for an amount', { ...breakJson(), atStake: 150 }],
  ['an amount with a leading zero', { ...breakJson(), atStake: '0150' }],
  ['another standing', { ...breakJson(), standing: 'closed' }],
])('%s is no break', (_, value) => {
  expect(() => breakFromJson(value)).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }));
  const result = { ...madeResult('2026-11-20'), breaks: [value] };
  expect(() => dayResultFromJson(dayResultToJson(result as never))).toThrow(
    expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
  );
});

function breakJson(): object {
  return breakToJson(madeBreak('a'.repeat(20))) as object;
}
