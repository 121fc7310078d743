import { OptionError } from '@alipay-intl/core';
import { createBarcodePayments, type StateReading, suggestedStateReading } from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caught } from '../support/caught.ts';
import { expectKind } from '../support/expect-kind.ts';
import { type EnvelopeServer, infoOf, startEnvelopeServer } from './support/envelope-server.ts';
import { merchantId, openTill, type Till } from './support/till.ts';

let server: EnvelopeServer;
let till: Till;

beforeAll(async () => {
  server = await startEnvelopeServer();
  till = await openTill(server.url);
});
afterAll(async () => {
  await till.close();
  await server.close();
});

const merchantTransId = 'trans_1';
const acquirementId = '2015032412007101547201352747';
const query = () => till.payments.payQuery({ merchantTransId });

// docs/wire/acquiring §6.2: where the state may stand; §5.8 and §8.1: its words. Written out here on purpose.
const places = [
  'acquirementStatus',
  'transStatus',
  'transactionStatus',
  'paymentStatus',
  'statusDetail.acquirementStatus',
];
const words = [
  ['SUCCESS', 'paid'],
  ['TRADE_SUCCESS', 'paid'],
  ['TRADE_FINISHED', 'paid'],
  ['WAIT_BUYER_PAY', 'processing'],
  ['INIT', 'processing'],
  ['PAYING', 'processing'],
  ['PROCESSING', 'processing'],
  ['FAIL', 'declined'],
  ['CLOSED', 'cancelled'],
  ['TRADE_CLOSED', 'cancelled'],
  ['CANCELLED', 'cancelled'],
] as const;

/** A body whose member at a place holds a value. */
function at(place: string, value: unknown): Record<string, unknown> {
  const [first = '', second] = place.split('.');
  return second === undefined ? { [first]: value } : { [first]: { [second]: value } };
}

it('the tables of this test are those of the library', () => {
  expect(suggestedStateReading.fields).toEqual(places);
  expect(Object.entries(suggestedStateReading.words)).toEqual(words.map((pair) => [...pair]));
});

describe.each(places)('the state at %s', (place) => {
  it.each(words)('%s is %s', async (word, kind) => {
    server.answer({ body: { ...at(place, word), merchantTransId, acquirementId } });
    expect((await query()).kind).toBe(kind);
  });

  it.each(['', 'MERCHANT_ACCEPT', 'NEVER_HEARD_OF', 'PAID', 'constructor', '__proto__', 'toString'])(
    'the word %j is unknown',
    async (word) => {
      server.answer({ body: { ...at(place, word), acquirementId } });
      const { cause, result } = expectKind(await query(), 'unknown');
      expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
      expect(cause.message).toContain(word === '' ? 'no state' : word.toUpperCase());
      expect(result?.resultStatus).toBe('S');
    },
  );

  it.each([[1], [true], [null], [['SUCCESS']], [{ value: 'SUCCESS' }]])(
    '%j is no word: unknown',
    async (value) => {
      server.answer({ body: at(place, value) });
      expectKind(await query(), 'unknown');
    },
  );

  it.each(['success', 'Success', 'trade_success'])('%s is read in capitals', async (word) => {
    server.answer({ body: at(place, word) });
    expectKind(await query(), 'paid');
  });
});

describe('the state', () => {
  it('is taken from the first place that has a word', async () => {
    server.answer({ body: { acquirementStatus: '', transStatus: 'TRADE_CLOSED', paymentStatus: 'SUCCESS' } });
    expectKind(await query(), 'cancelled');
    server.answer({ body: { acquirementStatus: 'NEVER_HEARD_OF', transStatus: 'SUCCESS' } });
    expectKind(await query(), 'unknown');
  });

  it.each([
    ['nothing', {}],
    ['only ids', { merchantTransId, acquirementId }],
    [
      'amounts and a payment time',
      { orderAmount: { currency: 'USD', value: '599' }, paymentTime: '2026-11-01' },
    ],
    ['a state where none is documented', { status: 'SUCCESS', tradeStatus: 'TRADE_SUCCESS' }],
    ['a state one level too deep', { body: { acquirementStatus: 'SUCCESS' } }],
  ])('is unknown, never paid, for S with %s', async (_case, body) => {
    server.answer({ body });
    const { cause, result } = expectKind(await query(), 'unknown');
    expect(cause.message).toContain('tells no state of the transaction');
    expect(result?.resultStatus).toBe('S');
  });

  it('comes with the facts of the transaction, however it ended', async () => {
    const facts = { merchantTransId, acquirementId, orderAmount: { currency: 'USD', value: '599' } };
    for (const word of ['SUCCESS', 'FAIL', 'CLOSED']) {
      server.answer({ body: { ...facts, acquirementStatus: word } });
      const outcome = await query();
      expect('transaction' in outcome && outcome.transaction).toMatchObject(facts);
    }
  });

  it('that failed gives its word as the reason', async () => {
    server.answer({ body: { acquirementStatus: 'FAIL' } });
    const { reason } = expectKind(await query(), 'declined');
    expect(reason).toMatchObject({ resultCode: 'FAIL', resultStatus: 'F' });
    expect(reason.advice.zh).toMatch(/\p{Script=Han}/u);
  });
});

describe('F and U', () => {
  it.each(['F', 'U'])('ORDER_NOT_EXIST/%s is not-found, which is no end', async (status) => {
    server.answer({ body: { resultInfo: infoOf('ORDER_NOT_EXIST', status) } });
    const { proof } = expectKind(await query(), 'not-found');
    expect(proof.result.resultCode).toBe('ORDER_NOT_EXIST');
  });

  it.each([
    'UNKNOWN_EXCEPTION',
    'SYSTEM_ERROR',
    'ACCESS_DENIED',
    'PROCESS_FAIL',
    'ORDER_IS_CLOSED',
    'EXPIRED_CODE',
  ])('%s/F is about the query, so the payment is unknown', async (code) => {
    server.answer({ body: { resultInfo: infoOf(code, 'F') } });
    const { cause, result } = expectKind(await query(), 'unknown');
    expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
    expect(result).toMatchObject({ resultCode: code, resultStatus: 'F' });
  });

  it('ORDER_NOT_EXIST/S contradicts itself, so the state decides, and none is unknown', async () => {
    server.answer({ body: { resultInfo: infoOf('ORDER_NOT_EXIST', 'S') } });
    expectKind(await query(), 'unknown');
    server.answer({ body: { resultInfo: infoOf('ORDER_NOT_EXIST', 'S'), acquirementStatus: 'PAYING' } });
    expectKind(await query(), 'processing');
  });

  it.each(['F', 'U'])('a state beside %s is not believed', async (status) => {
    server.answer({ body: { resultInfo: infoOf('SYSTEM_ERROR', status), acquirementStatus: 'SUCCESS' } });
    expectKind(await query(), 'unknown');
  });
});

describe('a stateReading of your own', () => {
  const withReading = (stateReading: StateReading) =>
    createBarcodePayments(till.gateway, { merchantId, stateReading });

  it('replaces places and words as a whole', async () => {
    const own = withReading({ fields: ['trade.state'], words: { DONE: 'paid', OPEN: 'processing' } });
    server.answer({ body: { trade: { state: 'done' } } });
    expectKind(await own.payQuery({ merchantTransId }), 'paid');
    server.answer({ body: { trade: { state: 'OPEN' } } });
    expectKind(await own.payQuery({ merchantTransId }), 'processing');
    server.answer({ body: { trade: { state: 'SUCCESS' } } });
    expectKind(await own.payQuery({ merchantTransId }), 'unknown');
    server.answer({ body: { acquirementStatus: 'DONE' } });
    expectKind(await own.payQuery({ merchantTransId }), 'unknown');
  });

  it('may add to the suggested one', async () => {
    const { fields } = suggestedStateReading;
    const own = withReading({ fields, words: { ...suggestedStateReading.words, MERCHANT_ACCEPT: 'paid' } });
    server.answer({ body: { acquirementStatus: 'MERCHANT_ACCEPT' } });
    expectKind(await own.payQuery({ merchantTransId }), 'paid');
    expectKind(await query(), 'unknown');
  });

  it.each([
    ['no place', { fields: [], words: {} }, 'stateReading.fields'],
    ['an empty place', { fields: [''], words: {} }, 'stateReading.fields.0'],
    ['a meaning that does not exist', { fields: ['a'], words: { X: 'maybe' } }, 'stateReading.words.X'],
    ['a misspelt member', { fields: ['a'], word: {} }, 'stateReading.words'],
  ])('with %s is refused when the till is made', async (_case, reading, path) => {
    const error = await caught(() => withReading(reading as unknown as StateReading), OptionError);
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.issues.map((issue) => issue.path)).toContain(path);
  });
});

describe('what is sent', () => {
  it.each([
    [{ merchantTransId }, { merchantTransId }],
    [{ acquirementId }, { acquirementId }],
    [
      { merchantTransId, acquirementId },
      { merchantTransId, acquirementId },
    ],
  ])('is the ids that were given: %j', async (reference, sent) => {
    server.answer({ body: { acquirementStatus: 'SUCCESS' } });
    expectKind(await till.payments.payQuery(reference), 'paid');
    expect(server.last().body).toEqual({ merchantId, ...sent });
    expect(server.last().path).toBe('/api/alipay/intl/acquiring/offline/payquery.htm');
  });
});
