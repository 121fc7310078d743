import { type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSimulator } from '../flows/support/shop.ts';
import { type Line, playTill } from './support/play-till.ts';

// The till said "Hand over the goods" when a query found a sale paid whose cancel was still on its way: the cancel
// then returned the money. And it said "no money moved" of a query that could not be sent.

let simulator: Simulator;
beforeEach(async () => {
  simulator = await openSimulator({ notifications: 'off' });
});
afterEach(() => simulator.close());

const { paysAtOnce, waitsForWallet } = testPaymentCodes;
const play = (...lines: readonly Line[]) => playTill(simulator, lines);
const functionsCalled = () => simulator.control.calls().map(({ operation }) => operation);
const statuses = () => simulator.control.payments().map(({ paymentStatus }) => paymentStatus);

function failing(operation: 'acquiring.pay' | 'acquiring.payCancel', line: string): Line {
  return async () => {
    simulator.control.failNext({ operation, fault: 'lose-request' });
    return line;
  };
}

/** The answer of the payment is lost, so the sale is paid and the till does not know it. */
const paidUnnoticed: Line = async () => {
  simulator.control.failNext({ operation: 'acquiring.pay', fault: 'lose-answer' });
  return '5.99';
};

describe('after a cancel whose outcome is open', () => {
  it.each(['', 'c'])('the cancel is repeated, whether %j is typed, and nothing is asked', async (line) => {
    const said = await play(paidUnnoticed, paysAtOnce, failing('acquiring.payCancel', 'c'), line, 'q');
    expect(said).not.toMatch(/Payment received|Hand over the goods/);
    expect(said).toContain('Cancelled: the customer is not charged.');
    expect(functionsCalled()).not.toContain('acquiring.payQuery');
    expect(statuses()).toEqual(['CANCELLED']);
  });

  it('five tries without a confirmation make it a case for support, and the next customer comes', async () => {
    const lose = (line: string) => failing('acquiring.payCancel', line);
    const said = await play(
      paidUnnoticed,
      paysAtOnce,
      lose('c'),
      lose(''),
      lose('c'),
      lose(''),
      lose(''),
      'q',
    );
    expect(said.match(/The result is not known yet\./g)).toHaveLength(6);
    expect(said.match(/The result could not be found out\./g)).toHaveLength(1);
    expect(said).toMatch(/do not hand over; call support[\s\S]*Amount in USD \(q to stop\): > q$/);
    expect(said).not.toMatch(/Payment received|Hand over the goods/);
    expect(functionsCalled().filter((name) => name === 'acquiring.payCancel').length).toBeLessThanOrEqual(5);
  });
});

describe('a gateway that goes away', () => {
  const goneThen = (line: string): Line => {
    return async () => {
      await simulator.close();
      return line;
    };
  };
  const notSent = /no money moved|Nothing was sent|connection/i;

  it('during a sale leaves it open: nothing is said about the money', async () => {
    const said = await play('5.99', waitsForWallet, goneThen(''), '', 'c', '', '', '', '', 'q');
    expect(said.match(/The result is not known yet\./g)).toHaveLength(7);
    expect(said).toContain('The result could not be found out.');
    expect(said).not.toMatch(notSent);
  });

  it('during a refund leaves the refund open', async () => {
    const said = await play('5.99', paysAtOnce, goneThen('2.00'), '', '');
    expect(said.match(/The result is not known yet\./g)).toHaveLength(3);
    expect(said).toMatch(/Enter to ask for the refund again: > \(end\)/);
    expect(said).not.toMatch(notSent);
  });
});
