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

/** The rows of the first table below a heading, cell by cell, without backquotes. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const [table = ''] = /(?:^\|.*\n)+/m.exec(`${section}\n`) ?? [];
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
