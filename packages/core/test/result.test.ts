import { readResult } from '@alipay-intl/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('readResult', () => {
  test.each(['S', 'F', 'U'])('reads status %s', (resultStatus) => {
    const result = { resultCode: 'CODE', resultStatus, resultMessage: 'text' };
    expect(readResult({ result, more: 1 })).toEqual(result);
  });
  test('reads code and message as empty where they are missing or no text', () => {
    expect(readResult({ result: { resultStatus: 'F' } })).toEqual({
      resultCode: '',
      resultStatus: 'F',
      resultMessage: '',
    });
    expect(readResult({ result: { resultStatus: 'F', resultCode: 7, resultMessage: null } })).toEqual({
      resultCode: '',
      resultStatus: 'F',
      resultMessage: '',
    });
  });
  test('keeps nothing but the three members', () => {
    expect(readResult({ result: { resultStatus: 'S', extra: 'x' } })).not.toHaveProperty('extra');
  });
  test.each([
    [undefined],
    [null],
    ['S'],
    [[]],
    [{}],
    [{ result: null }],
    [{ result: 'S' }],
    [{ result: [] }],
    [{ result: {} }],
    [{ result: { resultStatus: 's' } }],
    [{ result: { resultStatus: 'SUCCESS' } }],
    [{ result: { resultStatus: ['S'] } }],
    [{ resultStatus: 'S' }],
  ])('%j is no result', (body) => {
    expect(readResult(body)).toBeUndefined();
  });
  test('never throws on arbitrary values', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readResult(value);
        readResult({ result: value });
      }),
    );
  });
});
