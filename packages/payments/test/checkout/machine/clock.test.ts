import { describe, expect, it } from 'vitest';
import { dueAfter } from '../../../src/checkout/due-after.ts';
import { type Story, tell } from '../support/payment-story.ts';

// The wall clock of a till may be set at any moment; a wait is never longer than its gap for that, and never endless.

const hourS = 3_600;

/** The true seconds between sendings of one story. */
function gapsOf(story: Story): number[] {
  const times = tell(story).sends.map((send) => Number(send.split('@')[1]));
  return times.slice(1).map((atS, index) => atS - (times[index] ?? 0));
}

const stories: Readonly<Record<string, Story>> = {
  queries: { pay: ['unknown'], query: ['processing'], cancel: ['cancelled'] },
  'queries that find nothing': {
    pay: ['unknown'],
    query: ['not-found'],
    cancel: ['cancelled'],
    policy: { lookBacksMs: [] },
  },
  cancellations: {
    rail: 'payment-code',
    pay: ['processing'],
    query: ['processing'],
    cancel: ['unknown'],
    policy: { limitMs: 6_000 },
  },
  'an order that is placed': {
    rail: 'entry-code',
    closesAfterS: 120,
    pay: ['placed'],
    query: ['processing'],
    cancel: ['cancelled'],
  },
  'an order that is placed again': {
    rail: 'entry-code',
    closesAfterS: 120,
    pay: ['unknown'],
    query: ['not-found'],
    cancel: ['cancelled'],
    policy: { lookBacksMs: [] },
  },
};

describe.each(Object.entries(stories))('%s', (_name, story) => {
  const untouched = gapsOf(story);
  const longestS = Math.max(...untouched);
  const lengthS = untouched.reduce((sum, gap) => sum + gap, 0);

  it.each([-hourS, hourS, -10 * hourS, 10 * hourS])('set by %i s at any moment', (clockByS) => {
    for (let atS = 0; atS <= lengthS; atS += 1) {
      const gaps = gapsOf({ ...story, happenings: [{ atS: atS + 0.5, clockByS }] });
      expect(Math.max(...gaps), `at ${atS} s`).toBeLessThanOrEqual(longestS);
      expect(tell({ ...story, happenings: [{ atS: atS + 0.5, clockByS }] }).state.end).toBeDefined();
    }
  });

  it('set back and forward again and again', () => {
    const happenings = Array.from({ length: 60 }, (_, index) => ({
      atS: 2.5 + index * 2,
      clockByS: index % 2 === 0 ? -hourS : hourS,
    }));
    expect(Math.max(...gapsOf({ ...story, happenings }))).toBeLessThanOrEqual(longestS);
  });

  it.each([-2, -1, 1, 2])('set by just %i s makes no gap twice as long', (clockByS) => {
    for (let atS = 0; atS <= lengthS; atS += 1) {
      const gaps = gapsOf({ ...story, happenings: [{ atS: atS + 0.5, clockByS }] });
      expect(Math.max(...gaps), `at ${atS} s`).toBeLessThan(2 * longestS);
    }
  });
});

it('a clock that is set back does not make the queries endless', () => {
  const happenings = Array.from({ length: 100 }, (_, index) => ({ atS: 6 + index * 4, clockByS: -60 }));
  const { sends, says } = tell({
    pay: ['unknown'],
    query: ['processing'],
    cancel: ['cancelled'],
    happenings,
  });
  expect(sends.filter((send) => send.startsWith('query')).length).toBeLessThan(25);
  expect(says.at(-1)).toBe('ended: reversed');
});

describe('dueAfter', () => {
  it.each([
    ['later', 1_000, 500, 1_200, 1_500],
    ['long due', 1_000, 500, 9_000, 1_500],
    ['a clock set back a little', 1_000, 500, 900, 1_400],
    ['a clock set back by more than the gap', 1_000, 500, 400, 400],
    ['nothing before', undefined, 500, 900, 1_400],
  ])('%s', (_name, earlierMs, gapMs, nowMs, dueMs) => {
    expect(dueAfter(earlierMs, gapMs, nowMs)).toBe(dueMs);
  });
});

describe('regressions', () => {
  it('a wait does not begin anew each time it is asked for after the clock was set back', () => {
    const { sends } = tell({
      pay: ['unknown'],
      query: ['processing', 'paid'],
      happenings: [{ atS: 6, clockByS: -hourS }],
    });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@6']);
  });
});
