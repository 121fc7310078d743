import { checkLedgerRecord } from '@alipay-intl/reconciliation/match';
import { expect, test } from 'vitest';
import { dayMs, nowMs, payment } from './books-scene.ts';

const told = (record: unknown): readonly string[] =>
  checkLedgerRecord(record, nowMs).map(({ path, message }) => `${path}: ${message}`);
const usd = (value: unknown): object => payment('o', { amount: { currency: 'USD', value: value as string } });
const refund = (changes: object): object => ({ ...payment('o'), kind: 'refund', ...changes });

test.each([
  [payment('o')],
  [payment('支付 1', { providerId: '2026', status: 'open' })],
  [payment('x'.repeat(128), { amount: { currency: 'JPY', value: '9'.repeat(15) } })],
  [payment('\u{1F600}'.repeat(128), { occurredAtMs: nowMs })],
  [refund({})],
  [refund({ originalOwnId: 'p', originalProviderId: '1', status: 'reversed' })],
])('%o can be right', (record) => {
  expect(told(record)).toEqual([]);
});

const digits = 'is not 1 to 15 digits of the smallest unit, above zero, without sign, point or leading zero';

test.each([
  ['5.99'],
  ['1e3'],
  ['+5'],
  ['-5'],
  ['007'],
  ['0'],
  [''],
  [' 5'],
  ['5\n'],
  ['1,000'],
  ['٣'],
  ['1'.repeat(16)],
])('the amount %j is refused', (value) => {
  const shown = JSON.stringify(value.replace('\n', '?'));
  expect(told(usd(value))).toEqual([`amount.value: ${shown} ${digits}`]);
});

const asText = digits.replace('is not', 'is not a text of');
test.each([
  [5.99, `amount.value: the number 5.99 ${asText}`],
  [5, `amount.value: the number 5 ${asText}`],
  [5n, `amount.value: the bigint 5 ${asText}`],
  [undefined, `amount.value: ${asText.replace('is not', 'is missing; expected')}`],
])('the amount %o is refused, because it is no text', (value, expected) => {
  expect(told(usd(value))).toEqual([expected]);
});

test.each(['usd', 'XXX', 'USD ', 'DEM', ''])('the currency %j is refused', (currency) => {
  const shown = JSON.stringify(currency);
  expect(told(payment('o', { amount: { currency, value: '1' } }))).toEqual([
    `amount.currency: ${shown} is not an active ISO 4217 code, such as USD`,
  ]);
});

const id = 'is not 1 to 128 visible characters without a blank at either end';
test.each([
  ['', '""'],
  [' o', '" o"'],
  ['o\u00a0', '"o\u00a0"'],
  ['a\nb', '"a?b"'],
  ['a\0b', '"a?b"'],
  ['a\u202eb', '"a?b"'],
  ['\ud800', '"?"'],
  ['a\ufffdb', '"a\ufffdb"'],
  ['x'.repeat(129), `"${'x'.repeat(40)}…"`],
  [17, 'the number 17'],
  [['o'], 'a list'],
])('the own id %j is refused', (ownId, shown) => {
  expect(told(payment(ownId as string))).toEqual([`ownId: ${shown} ${id}`]);
});

test('an id of Alipay may be left out, but not be empty', () => {
  expect(told(payment('o', { providerId: '' }))).toEqual([`providerId: "" ${id}, or left out`]);
});

test('only a refund has an original', () => {
  expect(told(payment('o', { originalOwnId: 'p', originalProviderId: '1' }))).toEqual([
    'originalOwnId: "p" is not for a payment; only a refund has an original',
    'originalProviderId: "1" is not for a payment; only a refund has an original',
  ]);
});

const moment = 'is not a moment: a whole number of milliseconds since 1970, after the year 1999';
test.each([
  [nowMs + 1, '2026-11-21T16:00:00.001Z is in the future'],
  [8.64e15, '+275760-09-13T00:00:00.000Z is in the future'],
  [9e15, '9000000000000000 is in the future'],
  [dayMs / 1000, `the number 1795104000 ${moment}`],
  [dayMs + 0.5, `the number 1795104000000.5 ${moment}`],
  [Number.NaN, `the number NaN ${moment}`],
  ['2026-11-20', `"2026-11-20" ${moment}`],
  [new Date(dayMs), `a value of type object ${moment}`],
])('the moment %o is refused', (occurredAtMs, message) => {
  expect(told(payment('o', { occurredAtMs: occurredAtMs as number }))).toEqual([`occurredAtMs: ${message}`]);
});

test('everything is told, whatever was passed', () => {
  expect(told({ ...payment('o'), kind: 'sale', status: 'SUCCESS' })).toEqual([
    'kind: "sale" is not payment or refund',
    'status: "SUCCESS" is not succeeded, reversed, failed or open',
  ]);
  expect(told({}).map((text) => text.split(':')[0])).toEqual([
    'kind',
    'ownId',
    'status',
    'amount',
    'occurredAtMs',
  ]);
  expect(told(undefined)).toEqual([': is missing; expected a record']);
  expect(told('a,b')).toEqual([': "a,b" is not a record']);
});
