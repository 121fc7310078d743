import { describe, expect, it } from 'vitest';
import { price, type Story, tell } from '../support/payment-story.ts';

// docs/wire/v1 §5.1, §5.4; docs/wire/acquiring §6.5.

const order = { rail: 'entry-code', closesAfterS: 300, cancel: ['cancelled'] } as const satisfies Story;

describe('an order that is placed', () => {
  it('is asked for every 15 s until 20 s before its closing time, then cancelled', () => {
    const { sends, says } = tell({ ...order, pay: ['placed'], query: ['processing'] });
    const asked = Array.from({ length: 18 }, (_, index) => `query@${15 + index * 15}`);
    expect(sends).toEqual(['pay@0', ...asked, 'query@280', 'cancel@280']);
    expect(says).toEqual(['abandoned: time-limit', 'ended: reversed']);
  });

  it('is not given up because queries do not find it before its buyer has come', () => {
    const query = ['not-found', 'not-found', 'not-found', 'not-found', 'paid'];
    const { sends, says } = tell({ ...order, pay: ['placed'], query });
    expect(sends).toEqual(['pay@0', 'query@15', 'query@30', 'query@45', 'query@60', 'query@75']);
    expect(says).toEqual(['ended: paid']);
  });

  it('ends with the query that finds it paid', () => {
    const { sends, says } = tell({ ...order, pay: ['placed'], query: ['processing', 'paid'] });
    expect(sends).toEqual(['pay@0', 'query@15', 'query@30']);
    expect(says).toEqual(['ended: paid']);
  });

  it('ends with the notification, before any query', () => {
    const happenings = [{ atS: 9, notified: { kind: 'paid', amount: price } }] as const;
    const { sends, says } = tell({ ...order, pay: ['placed'], happenings });
    expect(sends).toEqual(['pay@0']);
    expect(says).toEqual(['ended: paid']);
  });

  it('is asked for at once when a notification without amount says that it is paid', () => {
    const happenings = [{ atS: 9, notified: { kind: 'paid' } }] as const;
    const { sends, says } = tell({ ...order, pay: ['placed'], query: ['paid'], happenings });
    expect(sends).toEqual(['pay@0', 'query@9']);
    expect(says).toEqual(['ended: paid']);
  });

  it('is cancelled at once when the cashier gives it up', () => {
    const happenings = [{ atS: 40, event: { type: 'cancel-asked', atMs: 0 } }] as const;
    const { sends, says } = tell({ ...order, pay: ['placed'], query: ['processing'], happenings });
    expect(sends).toEqual(['pay@0', 'query@15', 'query@30', 'cancel@40']);
    expect(says).toEqual(['abandoned: caller', 'ended: reversed']);
  });

  it('goes on after a restart, to its closing time', () => {
    const answer = { kind: 'placed' } as const;
    const event = { type: 'answered', action: 'pay', number: 1, answer, atMs: 0 } as const;
    const happenings = [{ atS: 0, event }];
    const { sends } = tell({ ...order, holdsCharge: false, happenings, query: ['unknown'] });
    expect([sends[0], sends.at(-2), sends.at(-1)]).toEqual(['query@15', 'query@280', 'cancel@280']);
  });

  it.each([
    [0, 'query@300', 'cancel@300'],
    [60_000, 'query@240', 'cancel@240'],
  ])('is asked for the last time %i ms before its closing time', (closingMarginMs, last, cancel) => {
    const policy = { closingMarginMs };
    const { sends } = tell({ ...order, policy, pay: ['placed'], query: ['processing'] });
    expect(sends.slice(-2)).toEqual([last, cancel]);
  });
});

describe('an order whose placing has no answer', () => {
  it('is placed two more times with the same id, 2 s apart', () => {
    const { sends, says } = tell({ ...order, pay: ['unknown', 'unknown', 'placed'], query: ['paid'] });
    expect(sends).toEqual(['pay@0', 'pay@2', 'pay@4', 'query@15']);
    expect(says).toEqual(['ended: paid']);
  });

  it('is asked for once 5 s after its beginning, then cancelled: the buyer never got what is needed to pay', () => {
    const { sends, says } = tell({ ...order, pay: ['unknown'], query: ['processing'] });
    expect(sends).toEqual(['pay@0', 'pay@2', 'pay@4', 'query@5', 'cancel@5']);
    expect(says).toEqual(['abandoned: not-placed', 'ended: reversed']);
  });

  it('is asked for two more times where nothing is found', () => {
    const { sends, says } = tell({
      ...order,
      pay: ['unknown'],
      query: ['not-found'],
      policy: { lookBacksMs: [] },
    });
    expect(sends.slice(3)).toEqual(['query@5', 'query@11', 'query@17', 'cancel@17']);
    expect(says[0]).toBe('abandoned: not-found');
  });

  it('is found paid after all', () => {
    const { says } = tell({ ...order, pay: ['unknown'], query: ['paid'] });
    expect(says).toEqual(['ended: paid']);
  });

  it.each([
    [0, ['pay@0', 'query@5']],
    [3, ['pay@0', 'pay@2', 'pay@4', 'pay@6', 'query@6']],
  ])('is placed %i more times by policy', (placeRepeats, expected) => {
    const { sends } = tell({ ...order, policy: { placeRepeats }, pay: ['unknown'], query: ['paid'] });
    expect(sends).toEqual(expected);
  });

  it('is not placed again after a restart, when nobody holds the order', () => {
    const { sends } = tell({ ...order, holdsCharge: false, query: ['processing'] });
    expect(sends.slice(0, 2)).toEqual(['query@5', 'cancel@5']);
  });

  it('is not placed again over the acquiring family', () => {
    const { sends } = tell({ ...order, rail: 'pre-create', pay: ['unknown'], query: ['processing'] });
    expect(sends.slice(0, 2)).toEqual(['pay@0', 'query@5']);
  });

  it('is placed again where a repetition could not be sent', () => {
    const { sends, says } = tell({ ...order, pay: ['unknown', 'not-sent', 'placed'], query: ['paid'] });
    expect(sends).toEqual(['pay@0', 'pay@2', 'pay@4', 'query@15']);
    expect(says).toEqual(['ended: paid']);
  });
});

describe('an order that is refused', () => {
  it.each(['declined:ORDER_IS_CLOSED', 'not-sent'])('%s ends it', (answer) => {
    const { sends, state } = tell({ ...order, pay: [answer] });
    expect(sends).toEqual(['pay@0']);
    expect(state.end?.end).toBe('declined');
  });
});
