import { expect, test } from 'vitest';
import { splitByHand } from './split-by-hand.ts';

const split = (text: string, delimiter: ',' | '|') => splitByHand(Buffer.from(text), delimiter);

test.each([',', '|'] as const)(
  'a carriage return that lost its line feed is no letter of the last cell (%s)',
  (delimiter) => {
    const rows = [['a', 'b'], ['<END>']];
    expect(split(`a${delimiter}b\r\n<END>\r`, delimiter)).toEqual({ rows, wrong: [] });
    expect(split(`a${delimiter}b\r\n<END>`, delimiter)).toEqual({ rows, wrong: [] });
  },
);

test('nor does it keep a quote open', () => {
  expect(split('a,"b"\r', ',')).toEqual({ rows: [['a', 'b']], wrong: ['the last line has no end'] });
});

test('within a line it stays a letter', () => {
  expect(split('a\rb,<END>\n', ',').rows).toEqual([['a\rb', '<END>']]);
});
