import { describe, expect, it } from 'vitest';
import { tell } from '../support/payment-story.ts';

// docs/wire/acquiring §8.1, §8.2; docs/wire/v1 §5.3.

const confirmed = { cancel: ['cancelled'], policy: { lookBacksMs: [] } } as const;

describe('the answer to the payment', () => {
  it.each([
    ['paid', 'ended: paid'],
    ['declined:USER_BALANCE_NOT_ENOUGH', 'ended: declined, USER_BALANCE_NOT_ENOUGH'],
    ['not-sent', 'ended: declined, ERR_TRANSPORT_CONNECT'],
    ['paid:600', 'ended: manual, amount-differs'],
    ['paid:no-amount', 'ended: paid'],
  ])('%s ends it without a query', (answer, end) => {
    const { sends, says } = tell({ pay: [answer] });
    expect(sends).toEqual(['pay@0']);
    expect(says).toEqual([end]);
  });

  it.each(['unknown', 'processing'])('%s is asked about after 5 s', (answer) => {
    const { sends, says } = tell({ pay: [answer], query: ['paid'] });
    expect(sends).toEqual(['pay@0', 'query@5']);
    expect(says).toEqual(['ended: paid']);
  });

  it('that takes longer than 5 s is asked about at once: the time runs from the sending', () => {
    const { sends } = tell({ pay: ['unknown'], query: ['paid'], callS: 8 });
    expect(sends).toEqual(['pay@0', 'query@8']);
  });

  it('is never sought by sending again where the code is charged at once', () => {
    const { sends } = tell({
      ...confirmed,
      policy: { placeRepeats: 3 },
      pay: ['unknown'],
      query: ['processing'],
    });
    expect(sends.filter((send) => send.startsWith('pay'))).toEqual(['pay@0']);
  });

  it('is never sought by sending again after a restart', () => {
    const { sends } = tell({ holdsCharge: false, query: ['paid'] });
    expect(sends).toEqual(['query@5']);
  });
});

describe('the rhythm of queries', () => {
  const everyFrom = (firstS: number, everyS: number, limitS: number): string[] => {
    const sends: string[] = [];
    for (let atS = firstS; atS < limitS; atS += everyS) sends.push(`query@${atS}`);
    return [...sends, `query@${limitS}`];
  };

  it('acquiring: every 4 s to the limit of 60 s, once more at the limit, then cancel', () => {
    const { sends, says } = tell({ pay: ['unknown'], query: ['processing'], ...confirmed });
    expect(sends).toEqual(['pay@0', ...everyFrom(5, 4, 60), 'cancel@60']);
    expect(says).toEqual(['abandoned: time-limit', 'ended: reversed']);
  });

  it('v1: every 3 s, 20 times, then cancel', () => {
    const { sends } = tell({ rail: 'payment-code', pay: ['unknown'], query: ['unknown'], ...confirmed });
    expect(sends).toEqual(['pay@0', ...everyFrom(5, 3, 60), 'cancel@60']);
    expect(sends.filter((send) => send.startsWith('query'))).toHaveLength(20);
  });

  it.each(['unknown', 'processing'])('goes on while a query answers %s', (answer) => {
    const { sends } = tell({ pay: ['unknown'], query: [answer, answer, 'paid'] });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@9', 'query@13']);
  });

  it('counts the gap from the answer, so that slow answers are not overtaken', () => {
    const { sends } = tell({ pay: ['unknown'], query: ['processing', 'paid'], callS: 2 });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@11']);
  });

  it.each([
    ['paid', 'ended: paid'],
    ['declined:TRADE_CLOSED', 'ended: declined, TRADE_CLOSED'],
    ['cancelled', 'ended: reversed'],
    ['paid:1', 'ended: manual, amount-differs'],
  ])('ends where a query finds %s', (answer, end) => {
    const { sends, says } = tell({ pay: ['unknown'], query: ['processing', answer] });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@9']);
    expect(says).toEqual([end]);
  });

  it('one last query at the limit still finds the payment', () => {
    const query = [...Array<string>(14).fill('processing'), 'paid'];
    const { sends, says } = tell({ pay: ['unknown'], query });
    expect(sends.at(-1)).toBe('query@60');
    expect(says).toEqual(['ended: paid']);
  });

  it('follows a policy of its own', () => {
    const policy = { firstQueryMs: 10_000, queryIntervalMs: 7_000, limitMs: 30_000, lookBacksMs: [] };
    const { sends } = tell({ ...confirmed, policy, pay: ['unknown'], query: ['unknown'] });
    expect(sends).toEqual(['pay@0', 'query@10', 'query@17', 'query@24', 'query@30', 'cancel@30']);
  });
});

describe('a query that finds nothing', () => {
  it('is asked two more times, 6 s apart, then the sale is given up', () => {
    const { sends, says } = tell({
      pay: ['unknown'],
      query: ['not-found'],
      ...confirmed,
    });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@11', 'query@17', 'cancel@17']);
    expect(says).toEqual(['abandoned: not-found', 'ended: reversed']);
  });

  it.each([5_000, 7_000])('may be repeated every %i ms', (notFoundIntervalMs) => {
    const policy = { notFoundIntervalMs, lookBacksMs: [] };
    const { sends } = tell({ ...confirmed, policy, pay: ['unknown'], query: ['not-found'] });
    const gapS = notFoundIntervalMs / 1_000;
    expect(sends).toEqual([
      'pay@0',
      'query@5',
      `query@${5 + gapS}`,
      `query@${5 + 2 * gapS}`,
      `cancel@${5 + 2 * gapS}`,
    ]);
  });

  it.each(['unknown', 'processing'])('any other answer (%s) leaves this branch and its count', (answer) => {
    const query = ['not-found', 'not-found', answer, 'not-found', 'not-found', 'paid'];
    const { sends, says } = tell({ pay: ['unknown'], query });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@11', 'query@17', 'query@21', 'query@27', 'query@33']);
    expect(says).toEqual(['ended: paid']);
  });

  it('may be asked more often by policy', () => {
    const policy = { notFoundQueries: 5, lookBacksMs: [] };
    const { sends } = tell({ ...confirmed, policy, pay: ['unknown'], query: ['not-found'] });
    expect(sends.filter((send) => send.startsWith('query'))).toHaveLength(5);
  });

  it('near the limit is still asked to its end, a few seconds past it', () => {
    const policy = { limitMs: 15_000, lookBacksMs: [] };
    const { sends, says } = tell({
      ...confirmed,
      policy,
      pay: ['unknown'],
      query: ['processing', 'not-found'],
    });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@9', 'query@15', 'cancel@15']);
    expect(says[0]).toBe('abandoned: time-limit');
  });
});
