import { StoreError } from '@alipay-intl/core/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventIdentity } from '../../../src/checkout/event-identity.ts';
import type { PaymentEvent } from '../../../src/checkout/payment-event.ts';
import { fold, initialState } from '../../../src/checkout/payment-state.ts';
import { readEvents, readState } from '../../../src/checkout/read-events.ts';
import { caught } from '../../support/caught.ts';
import { eventArbitrary, intentArbitrary } from '../support/event-arbitraries.ts';
import { tell } from '../support/payment-story.ts';

const storeCodes = ['ERR_STORE_NEWER', 'ERR_STORE_DAMAGED'];

/** The code of the StoreError that this throws, or `read`. Anything else that is thrown fails the test. */
function codeOf(read: () => unknown): string {
  try {
    read();
    return 'read';
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    expect(storeCodes).toContain(error.code);
    return error.code;
  }
}

const jsonOf = <T>(value: T): unknown => JSON.parse(JSON.stringify(value));

const types: readonly PaymentEvent['type'][] = [
  'intent',
  'sent',
  'answered',
  'notified',
  'cancel-asked',
  'abandoned',
  'ended',
  'alarm',
  'alarm-settled',
  'refund-intent',
  'refund-sent',
  'refund-answered',
  'refund-ended',
  'refund-reopened',
  'settled',
  'reopened',
];

describe('whatever a store gives back', () => {
  it('is read, or refused with a typed error', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.string(), (stored, attemptId) => {
        codeOf(() => readEvents(attemptId, stored));
        codeOf(() => readState(attemptId, stored));
      }),
      { numRuns: 500 },
    );
  });

  it('also where it looks like an event', () => {
    const almost = fc.tuple(fc.constantFrom(...types), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(almost, ([type, members]) => {
        codeOf(() => readEvents('a', [{ ...members, type }]));
      }),
      { numRuns: 500 },
    );
  });

  it('also where one member of a real event was replaced', () => {
    fc.assert(
      fc.property(eventArbitrary, fc.nat(), fc.jsonValue(), (event, which, value) => {
        const names = Object.keys(event);
        const damaged = { ...event, [names[which % names.length] ?? 'type']: value };
        codeOf(() => readEvents('a', [jsonOf(damaged)]));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('events', () => {
  it('come back from JSON as they were', () => {
    fc.assert(
      fc.property(fc.array(eventArbitrary), (events) => {
        const read = readEvents('a', jsonOf(events) as unknown[]);
        expect(read.map(eventIdentity)).toEqual(events.map(eventIdentity));
      }),
      { numRuns: 300 },
    );
  });

  it('give the same state before and after, and never make folding throw', () => {
    fc.assert(
      fc.property(intentArbitrary, fc.array(eventArbitrary), (intent, events) => {
        const state = events.reduce(fold, initialState(intent));
        const stored = jsonOf([intent, ...events]) as unknown[];
        expect(jsonOf(readState(intent.attemptId, stored))).toEqual(jsonOf(state));
      }),
      { numRuns: 300 },
    );
  });

  it('are the same in another order of their members and without what is undefined', () => {
    fc.assert(
      fc.property(eventArbitrary, (event) => {
        const turned = Object.fromEntries(Object.entries(event).toReversed());
        expect(eventIdentity(turned)).toBe(eventIdentity(event));
        expect(eventIdentity(jsonOf(event))).toBe(eventIdentity(event));
      }),
      { numRuns: 200 },
    );
  });

  it('of real payments read back to the state that wrote them', () => {
    for (const story of [
      { pay: ['paid'] },
      { pay: ['unknown'], query: ['processing'], cancel: ['unknown'] },
      { pay: ['unknown'], query: ['not-found'], cancel: ['declined:ORDER_NOT_EXIST'] },
      { rail: 'entry-code', closesAfterS: 60, pay: ['placed'], query: ['paid:1'] },
    ] as const) {
      const { state, events } = tell(story);
      const stored = jsonOf([state.intent, ...events]) as unknown[];
      expect(jsonOf(readState(state.intent.attemptId, stored))).toEqual(jsonOf(state));
    }
  });
});

describe('a journal that this version cannot read', () => {
  const { state, events } = tell({ pay: ['paid'] });
  const { intent } = state;
  const { attemptId } = intent;

  it.each([
    ['a newer format', [{ ...intent, format: 2 }, ...events], 'ERR_STORE_NEWER'],
    ['an event of a newer type', [intent, { type: 'insured', atMs: 1 }], 'ERR_STORE_NEWER'],
    ['a type that objects inherit', [intent, { type: 'constructor' }], 'ERR_STORE_NEWER'],
    ['no events', [], 'ERR_STORE_DAMAGED'],
    ['no intent', events, 'ERR_STORE_DAMAGED'],
    ['the intent of another payment', [{ ...intent, attemptId: 'other' }], 'ERR_STORE_DAMAGED'],
    ['an event that is null', [intent, null], 'ERR_STORE_DAMAGED'],
    ['an event that is a list', [intent, []], 'ERR_STORE_DAMAGED'],
    ['an event without type', [intent, { atMs: 1 }], 'ERR_STORE_DAMAGED'],
    ['an end that does not exist', [intent, { type: 'ended', atMs: 1, end: 'lost' }], 'ERR_STORE_DAMAGED'],
    [
      'an amount with a point',
      [{ ...intent, amount: { currency: 'USD', value: '5.9' } }],
      'ERR_STORE_DAMAGED',
    ],
    [
      'a policy without a setting',
      [{ ...intent, policy: { ...intent.policy, limitMs: undefined } }],
      'ERR_STORE_DAMAGED',
    ],
    ['a time that is text', [intent, { type: 'cancel-asked', atMs: '1' }], 'ERR_STORE_DAMAGED'],
  ])('%s', async (_name, stored, code) => {
    const error = await caught(() => readState(attemptId, jsonOf(stored) as unknown[]), StoreError);
    expect(error.code).toBe(code);
    expect(error.message).toContain(attemptId);
  });

  it('says which event is damaged, and nothing of what is in it', async () => {
    const stored = [intent, { type: 'notified', atMs: 1, fact: { kind: 'canary' } }];
    const error = await caught(() => readState(attemptId, stored), StoreError);
    expect(error.message).toContain('event 2 (notified)');
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});
