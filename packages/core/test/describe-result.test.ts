import { readFileSync } from 'node:fs';
import {
  describeResult,
  type ResultClass,
  type ResultOperation,
  type ResultStatus,
  resultCodesOf,
} from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';

// The tables of docs/wire/v1 §4.1–§4.4 are read, not copied, so that a row added there is missed here.
const reference = readFileSync(new URL('../../../docs/wire/v1/04-result-codes.md', import.meta.url), 'utf8');

interface Row {
  readonly operation: ResultOperation;
  readonly code: string;
  readonly status: ResultStatus;
}

function rowsOf(section: string, operation: ResultOperation): readonly Row[] {
  const [, text = ''] = reference.split(new RegExp(`^### ${section.replace('.', '\\.')} `, 'm'));
  const [body = ''] = text.split(/^### /m);
  return [...body.matchAll(/^\| (?<codes>[^|]+)\| (?<status>[SFU]) \|/gm)].flatMap(({ groups }) =>
    [...(groups?.['codes'] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => ({
      operation,
      code,
      status: groups?.['status'] as ResultStatus,
    })),
  );
}

const rows = [
  ...rowsOf('4.1', 'pay'),
  ...rowsOf('4.2', 'inquiryPayment'),
  ...rowsOf('4.3', 'cancel'),
  ...rowsOf('4.4', 'refund'),
];
const operations: readonly ResultOperation[] = ['pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund'];
const of = (operation: ResultOperation, resultCode: string, resultStatus: ResultStatus) =>
  describeResult(operation, { resultCode, resultStatus, resultMessage: '' });

test('the tables of the reference were found', () => {
  const count = (operation: ResultOperation) => rows.filter((row) => row.operation === operation).length;
  expect(count('pay')).toBe(36);
  expect(count('inquiryPayment')).toBe(15);
  expect(count('cancel')).toBe(9);
  expect(count('refund')).toBe(25);
});

describe('every documented row is known with its status', () => {
  test.each(rows)('$operation: $code $status', ({ operation, code, status }) => {
    const description = of(operation, code, status);
    expect(description).toMatchObject({ resultCode: code, resultStatus: status, known: true });
    expect(description.meaning).toMatch(/^[A-Z].+\.$/);
    const classes: Readonly<Record<ResultStatus, readonly ResultClass[]>> = {
      S: ['success'],
      U: ['retry'],
      F: ['retry', 'configuration', 'caller', 'user', 'stop'],
    };
    expect(classes[status]).toContain(description.class);
    expect(resultCodesOf(operation)).toContain(code);
  });
});

describe('the classes are those of docs/wire/v1 §4.6', () => {
  const byClass: Readonly<Record<string, readonly string[]>> = {
    configuration:
      'INVALID_SIGNATURE KEY_NOT_FOUND CLIENT_INVALID ACCESS_DENIED INVALID_API NO_INTERFACE_DEF METHOD_NOT_SUPPORTED MEDIA_TYPE_NOT_ACCEPTABLE INVALID_CONTRACT MERCHANT_KYB_NOT_QUALIFIED MERCHANT_NOT_REGISTERED INVALID_MERCHANT_STATUS PAYMENT_NOT_QUALIFIED'.split(
        ' ',
      ),
    caller: 'PARAM_ILLEGAL REPEAT_REQ_INCONSISTENT ORDER_IS_CLOSED ORDER_IS_CANCELED'.split(' '),
    user: 'USER_AMOUNT_EXCEED_LIMIT USER_BALANCE_NOT_ENOUGH USER_KYC_NOT_QUALIFIED USER_NOT_EXIST USER_PAYMENT_VERIFICATION_FAILED USER_STATUS_ABNORMAL EXPIRED_CODE INVALID_PAYMENT_CODE RISK_REJECT PAYMENT_AMOUNT_EXCEED_LIMIT PAYMENT_COUNT_EXCEED_LIMIT'.split(
      ' ',
    ),
    stop: ['PROCESS_FAIL', 'SYSTEM_ERROR'],
  };
  const pairs = Object.entries(byClass).flatMap(([name, codes]) =>
    codes.map((code) => [name, code] as const),
  );
  test.each(pairs)('%s: %s', (name, code) => {
    expect(of('pay', code, 'F').class).toBe(name);
  });
  test.each(['pay', 'cancel', 'refund'] as const)('no F of %s invites to repeat the call', (operation) => {
    for (const code of resultCodesOf(operation)) {
      const description = of(operation, code, 'F');
      expect(description.class, code).not.toMatch(/retry|success/);
    }
  });
});

describe('what the advice says', () => {
  test.each(operations)('%s: English and Chinese for every code, known or not', (operation) => {
    for (const code of [...resultCodesOf(operation), 'SOMETHING_NEW', '']) {
      for (const status of ['S', 'F', 'U'] as const) {
        const { advice } = of(operation, code, status);
        expect(advice.en, code).toMatch(/^[A-Z][\x20-\x7e]+\.$/);
        expect(advice.zh, code).toMatch(/^[\u4e00-\u9fff].*。$/);
      }
    }
  });
  test.each([
    ['pay', 'PAYMENT_IN_PROCESS', 'U', 'do not start another payment'],
    ['pay', 'UNKNOWN_EXCEPTION', 'U', 'do not start another payment'],
    ['pay', 'MERCHANT_NOT_REGISTERED', 'F', 'Register the merchant'],
    ['pay', 'EXPIRED_CODE', 'F', 'refresh the code'],
    ['cancel', 'CANCEL_WINDOW_EXCEED', 'F', 'refund instead'],
    ['refund', 'REFUND_IN_PROCESS', 'U', 'do not issue another refund'],
    ['refund', 'MERCHANT_BALANCE_NOT_ENOUGH', 'F', 'new refundRequestId'],
    ['refund', 'PARTIAL_REFUND_NOT_SUPPORTED', 'F', 'full amount'],
    ['refund', 'ORDER_IS_CANCELED', 'F', 'cannot be refunded'],
    ['inquiryPayment', 'ORDER_NOT_EXIST', 'F', 'ask again before giving up'],
  ] as const)('%s %s %s: %s', (operation, code, status, words) => {
    expect(of(operation, code, status).advice.en).toContain(words);
  });
});

describe('what is not in the table is explained by its status alone', () => {
  test.each(operations)('%s', (operation) => {
    expect(of(operation, 'SOMETHING_NEW', 'S')).toMatchObject({ known: false, class: 'success' });
    expect(of(operation, 'SOMETHING_NEW', 'F')).toMatchObject({ known: false, class: 'stop' });
    expect(of(operation, 'SOMETHING_NEW', 'U')).toMatchObject({ known: false, class: 'retry' });
  });
  test('a code that comes with another status than documented', () => {
    expect(of('pay', 'SUCCESS', 'F')).toMatchObject({ known: false, class: 'stop', resultStatus: 'F' });
    expect(of('pay', 'USER_BALANCE_NOT_ENOUGH', 'U')).toMatchObject({ known: false, class: 'retry' });
    expect(of('pay', 'PAYMENT_IN_PROCESS', 'S')).toMatchObject({ known: false, class: 'success' });
  });
  test('a code of another operation', () => {
    expect(of('pay', 'REFUND_IN_PROCESS', 'U').known).toBe(false);
    expect(of('cancel', 'USER_BALANCE_NOT_ENOUGH', 'F').known).toBe(false);
  });
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])('the name %j', (code) => {
    expect(of('pay', code, 'F')).toMatchObject({ known: false, class: 'stop' });
  });
});

test('one code means what it means in its operation', () => {
  expect(of('inquiryPayment', 'ORDER_NOT_EXIST', 'F').class).toBe('retry');
  expect(of('inquiryRefund', 'ORDER_NOT_EXIST', 'F').class).toBe('retry');
  expect(of('refund', 'ORDER_NOT_EXIST', 'F').class).toBe('caller');
  expect(of('cancel', 'MERCHANT_BALANCE_NOT_ENOUGH', 'F').advice).not.toEqual(
    of('refund', 'MERCHANT_BALANCE_NOT_ENOUGH', 'F').advice,
  );
});
