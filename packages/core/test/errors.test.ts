import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import {
  AlipayError,
  type AlipayErrorCode,
  CheckoutError,
  FetchError,
  isAlipayError,
  OptionError,
  ProtocolError,
  SignatureError,
  StatementError,
  StoreError,
  TransportError,
} from '@alipay-intl/core';
import { describe, expect, test, vi } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const source = read('../src/error-codes.ts');
const unions = source.match(/export type \w+ErrorCode =[^;]*;/g) ?? [];
const codes = [...unions.join('').matchAll(/'(ERR_[A-Z_]+)'/g)].map(([, code = '']) => code);
const sections = read('../../../docs/errors.md').split(/^## /m).slice(1);

describe('docs/errors.md', () => {
  test('has one section for each code of the union, and no others', () => {
    const documented = sections.map((section) => section.split('\n')[0]?.replaceAll('`', '').trim());
    expect(codes.length).toBeGreaterThan(20);
    expect(documented.toSorted()).toEqual(codes.toSorted());
  });
  test.each(sections.map((section) => [section.split('\n')[0], section]))(
    '%s says it all',
    (_name, section = '') => {
      for (const heading of ['Class', 'When', 'Money', 'What to do']) {
        expect(section).toMatch(new RegExp(`^- \\*\\*${heading}\\*\\*: .{10,}`, 'm'));
      }
    },
  );
  test('names for each code a class that can carry it', () => {
    const classes = new Map(
      [...source.matchAll(/export type (\w+Error)Code =([^;]*);/g)]
        .filter(([, name]) => name !== 'AlipayError')
        .map(([, name = '', own = '']) => [name, own]),
    );
    expect([...classes.keys()].sort()).toEqual([
      'CheckoutError',
      'FetchError',
      'OptionError',
      'ProtocolError',
      'ReconciliationError',
      'SignatureError',
      'StatementError',
      'StoreError',
      'TransportError',
    ]);
    const carried = [...classes.values()].join(' ');
    for (const section of sections) {
      const [, name = ''] = /\*\*Class\*\*: `(\w+)`/.exec(section) ?? [];
      const code = section.split('\n')[0]?.replaceAll('`', '').trim() ?? '';
      // A code that no class of core carries belongs to a class of another package.
      if (carried.includes(`'${code}'`)) expect(classes.get(name), code).toContain(`'${code}'`);
      else expect(classes.has(name), code).toBe(false);
    }
  });
});

describe('an error', () => {
  const cause = Object.assign(new Error('socket closed'), { code: 'UND_ERR_SOCKET' });
  const error = new TransportError('ERR_TRANSPORT_LOST', {
    what: 'It broke.',
    money: 'The state is unknown.',
    next: 'Ask.',
    cause,
    bytesMayHaveLeft: true,
  });
  test('says what happened, what is known about the money, and what to do', () => {
    expect(error.message).toBe('It broke. The state is unknown. Ask.');
    expect([error.name, error.code, error.next]).toEqual(['TransportError', 'ERR_TRANSPORT_LOST', 'Ask.']);
    expect(error).toBeInstanceOf(AlipayError);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('TransportError: It broke. The state is unknown. Ask.');
  });
  test('leaves the money out where none is touched', () => {
    expect(new OptionError('ERR_KEY_INVALID', { what: 'A.', next: 'B.' }).message).toBe('A. B.');
  });
  test('is plain data in a JSON log, with its cause', () => {
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: 'TransportError',
        code: 'ERR_TRANSPORT_LOST',
        message: 'It broke. The state is unknown. Ask.',
        next: 'Ask.',
        bytesMayHaveLeft: true,
        cause: { name: 'Error', code: 'UND_ERR_SOCKET', message: 'socket closed' },
      },
    });
  });
  test('keeps its own members: issues, HTTP status', () => {
    const issues = [{ path: 'a.b', message: 'expected text' }];
    const option = new OptionError('ERR_OPTION_INVALID', { what: 'A.', next: 'B.', issues });
    expect(option.toJSON()).toMatchObject({ name: 'OptionError', issues });
    expect(new OptionError('ERR_OPTION_INVALID', { what: 'A.', next: 'B.' }).issues).toEqual([]);
    const protocol = new ProtocolError('ERR_RESPONSE_STATUS', { what: 'A.', next: 'B.', httpStatus: 502 });
    expect(protocol.toJSON()).toMatchObject({ name: 'ProtocolError', httpStatus: 502 });
    const unread = new ProtocolError('ERR_RESPONSE_STATUS', { what: 'A.', next: 'B.' });
    expect(unread.toJSON()).not.toHaveProperty('httpStatus');
  });
  test('of the checkout names the payment, in its JSON too', () => {
    const stopped = new CheckoutError('ERR_CHECKOUT_STOPPED', { attemptId: 'pay_1', what: 'A.', next: 'B.' });
    expect(stopped).toMatchObject({ name: 'CheckoutError', attemptId: 'pay_1', message: 'A. B.' });
    expect(stopped.toJSON()).toEqual({
      name: 'CheckoutError',
      code: 'ERR_CHECKOUT_STOPPED',
      message: 'A. B.',
      next: 'B.',
      attemptId: 'pay_1',
    });
    expect(isAlipayError(stopped)).toBe(true);
  });
  test('of the store keeps what the store said as its cause', () => {
    const cause = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const error = new StoreError('ERR_STORE_UNAVAILABLE', { what: 'A.', money: 'M.', next: 'B.', cause });
    expect(error).toBeInstanceOf(AlipayError);
    expect(error.toJSON()).toMatchObject({
      name: 'StoreError',
      message: 'A. M. B.',
      cause: { name: 'Error', code: 'ENOSPC', message: 'no space left' },
    });
  });
  test('of a fetch names the server and the file where there are such, in its JSON too', () => {
    const lost = new FetchError('ERR_SFTP_LOST', { server: 'isftp.alipay.com:22', what: 'A.', next: 'B.' });
    expect(lost).toBeInstanceOf(AlipayError);
    expect(lost.toJSON()).toEqual({
      name: 'FetchError',
      code: 'ERR_SFTP_LOST',
      message: 'A. B.',
      next: 'B.',
      server: 'isftp.alipay.com:22',
    });
    const full = new FetchError('ERR_FILE_WRITE', { file: '/statements/a.csv', what: 'A.', next: 'B.' });
    expect(full.toJSON()).toMatchObject({ file: '/statements/a.csv' });
  });
  test('of a statement keeps its defects and the column line, in its JSON too', () => {
    const defects = [{ code: 'FILE_TRUNCATED', line: 4, expected: '<END>' }];
    const text = { what: 'A.', next: 'B.', file: 'transactionItems_20261121_000.csv' };
    const refused = new StatementError('ERR_STATEMENT_REFUSED', { ...text, defects, moreDefects: 2 });
    expect(refused.toJSON()).toEqual({
      name: 'StatementError',
      code: 'ERR_STATEMENT_REFUSED',
      message: 'A. B.',
      next: 'B.',
      file: text.file,
      defects,
      moreDefects: 2,
    });
    const unknown = new StatementError('ERR_STATEMENT_UNKNOWN', { ...text, columnLine: 'a,b' });
    expect(unknown).toMatchObject({ columnLine: 'a,b', defects: [], moreDefects: 0 });
  });
  test('has no cause where there is none, and its name does not clutter what is printed', () => {
    const plain = new SignatureError('ERR_SIGNATURE_INVALID', { what: 'A.', next: 'B.' });
    expect('cause' in plain).toBe(false);
    expect(plain.toJSON()).not.toHaveProperty('cause');
    expect(Object.keys(plain)).toEqual(['code', 'next']);
    expect(inspect(plain)).toMatch(/^SignatureError: A\. B\./);
  });
  test('nests: the cause of a cause is in the log, too', () => {
    const deep = new AlipayError('ERR_SIGNING_FAILED', { what: 'A.', next: 'B.', cause: error });
    expect(deep.toJSON()).toMatchObject({
      cause: { code: 'ERR_TRANSPORT_LOST', cause: { code: 'UND_ERR_SOCKET' } },
    });
  });
  test('says nothing of a cause that is no error', () => {
    const odd = new AlipayError('ERR_SIGNING_FAILED', { what: 'A.', next: 'B.', cause: 'canary' });
    expect(JSON.stringify(odd)).not.toContain('canary');
  });
});

describe('isAlipayError', () => {
  test('knows the errors of a second copy of the library, which instanceof does not', async () => {
    vi.resetModules();
    const copy = await import('../src/errors.ts');
    const foreign = new copy.OptionError('ERR_KEY_INVALID', { what: 'A.', next: 'B.' });
    expect(foreign).not.toBeInstanceOf(AlipayError);
    expect(isAlipayError(foreign)).toBe(true);
  });
  test.each([undefined, null, 7, 'ERR_KEY_INVALID', {}, { code: 'ERR_KEY_INVALID' }, new Error('x')])(
    '%s is none',
    (value) => {
      expect(isAlipayError(value)).toBe(false);
    },
  );
  test('narrows to the closed union of codes', () => {
    const caught: unknown = new OptionError('ERR_KEY_INVALID', { what: 'A.', next: 'B.' });
    if (!isAlipayError(caught)) throw new Error('not narrowed');
    const { code }: { code: AlipayErrorCode } = caught;
    expect(codes).toContain(code);
  });
});

describe('regressions', () => {
  test('the chain of causes goes on below an error that is not of this library', () => {
    const socket = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    const wrapped = new Error('fetch failed', { cause: socket });
    const error = new AlipayError('ERR_SIGNING_FAILED', { what: 'A.', next: 'B.', cause: wrapped });
    expect(error.toJSON()).toMatchObject({
      cause: { message: 'fetch failed', cause: { code: 'ECONNRESET' } },
    });
  });
  test('a circle of causes ends', () => {
    const circle = new Error('round');
    circle.cause = circle;
    const error = new AlipayError('ERR_SIGNING_FAILED', { what: 'A.', next: 'B.', cause: circle });
    expect(JSON.stringify(error).length).toBeLessThan(5_000);
  });
});
