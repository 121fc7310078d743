import { readFileSync } from 'node:fs';
import { type Simulator, SimulatorError, testPaymentCodes, usualFaults } from '@alipay-intl/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acquiringPath, type FunctionKey, functionName, functions } from './support/acquirer.ts';
import { call, payBody } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ notifications: 'off' });
});
afterAll(() => simulator.close());

/** The rows of a table below a heading, the first one unless told otherwise, cell by cell, without backquotes. */
function tableBelow(heading: string, number = 1): readonly (readonly string[])[] {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const table = `${section}\n`.match(/(?:^\|.*\n)+/gm)?.[number - 1] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

it('the table of faults names all of them', () => {
  const complaint = (() => {
    try {
      simulator.control.failNext({ fault: 'none' as 'delay' });
    } catch (error) {
      return error;
    }
    return undefined;
  })();
  expect(complaint).toBeInstanceOf(SimulatorError);
  const known = (complaint as SimulatorError).message.replace('fault must be one of ', '').split(', ');
  expect(
    tableBelow('Faults')
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(known.toSorted());
});

it('the usual faults of a plan are named', () => {
  const section = readme.split('### Faults by chance\n')[1]?.split('\n### ')[0] ?? '';
  const sentence = section.split('`usualFaults` are ')[1] ?? '';
  for (const one of usualFaults)
    expect(sentence).toContain(`\`${typeof one === 'string' ? one : one.fault}\``);
});

it('the table of payment codes says what they do', async () => {
  const rows = tableBelow('Payment codes');
  expect(rows.map(([, name]) => name).toSorted()).toEqual(Object.keys(testPaymentCodes).toSorted());
  const states: Record<string, string> = {
    paid: 'SUCCESS',
    failed: 'FAIL',
    'waits for the wallet': 'PROCESSING',
  };
  for (const [start = '', name = '', answer, state = ''] of rows) {
    const paymentMethodId = testPaymentCodes[name as keyof typeof testPaymentCodes];
    if (/^\d{6}$/.test(start)) expect(paymentMethodId.startsWith(start)).toBe(true);
    const body = payBody('PaymentCode', {
      paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId },
    });
    const { result } = await call(simulator, 'pay', body);
    expect(`${result.resultCode}/${result.resultStatus}`).toBe(answer);
    expect(simulator.control.payment(body.paymentRequestId)?.paymentStatus).toBe(states[state]);
  }
});

it('the table of the acquiring family names operations, paths and functions', () => {
  const rows = tableBelow('The acquiring family');
  expect(rows).toHaveLength(Object.keys(functions).length);
  for (const [operation = '', path, name] of rows) {
    const key = operation.split('.').at(-1) as FunctionKey;
    expect(acquiringPath(key)).toBe(`/api/alipay/intl/${path}`);
    expect(functionName(key)).toBe(`alipay.intl.${name}`);
    simulator.control.failNext({ operation: operation as 'acquiring.pay', fault: 'html' });
  }
  simulator.control.clearFaults();
});

it('the table of statement faults names all of them', () => {
  const order = { fault: 'none' as 'growing' };
  expect(() => simulator.control.failNextStatement(order)).toThrow(SimulatorError);
  const complaint = (() => {
    try {
      simulator.control.failNextStatement(order);
    } catch (error) {
      return String(error);
    }
    return '';
  })();
  const known = complaint.split('fault must be one of ')[1]?.split(', ') ?? [];
  const told = tableBelow('Faults of the files and their server').map(([name]) => name);
  expect(told).toEqual(known);
});

it('the defaults of the statement options are those of the table', async () => {
  const rows = new Map(tableBelow('Statement files', 2).map(([name = '', value = '']) => [name, value]));
  const { files } = await simulator.control.publishStatements('2026-11-19');
  expect(files.map(({ path }) => path)).toEqual([
    `/v1/settlements/${rows.get('customerId')}/20261119/transactionItems_20261119_000.csv`,
  ]);
  expect(rows.size).toBe(12);
});
