import { type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSimulator } from '../flows/support/shop.ts';
import { type Line, playTill } from './support/play-till.ts';

// The till when things go wrong: a sale that is open stays open until somebody knows.

let simulator: Simulator;
beforeEach(async () => {
  simulator = await openSimulator({ notifications: 'off' });
});
afterEach(() => simulator.close());

const { paysAtOnce, waitsForWallet, unknownAndFailed } = testPaymentCodes;
const play = (...lines: readonly Line[]) => playTill(simulator, lines);
const statuses = () => simulator.control.payments().map(({ paymentStatus }) => paymentStatus);

/** Lets the next call of a function go wrong, and types a line. */
function failing(
  operation: 'acquiring.pay' | 'acquiring.payQuery' | 'acquiring.payCancel' | 'acquiring.refund',
  fault: 'lose-answer' | 'lose-request' | 'result',
  line: string,
): Line {
  return async () => {
    simulator.control.failNext({ operation, fault });
    return line;
  };
}

describe('an open sale', () => {
  it('whose answer was lost is found paid by asking again', async () => {
    const said = await play(failing('acquiring.pay', 'lose-answer', '5.99'), paysAtOnce, '', '', 'q');
    expect(said).toMatch(/The result is not known yet\.[\s\S]*Payment received\./);
    expect(statuses()).toEqual(['SUCCESS']);
  });

  it('stays open over queries and cancellations that are lost', async () => {
    const said = await play(
      '5.99',
      waitsForWallet,
      failing('acquiring.payQuery', 'lose-answer', ''),
      failing('acquiring.payCancel', 'lose-request', 'c'),
      failing('acquiring.payCancel', 'result', 'c'),
      'c',
      'q',
    );
    expect(said.match(/The result is not known yet\./g)).toHaveLength(3);
    expect(said).toContain('Cancelled: the customer is not charged.');
    expect(statuses()).toEqual(['CANCELLED']);
  });

  it('stays open over a query that could not be sent: it is not dropped for the next customer', async () => {
    let answered = false;
    const said = await playTillWithDeadGateway(() => {
      answered = true;
    });
    expect(answered).toBe(true);
    expect(said.match(/The result is not known yet\./g)).toHaveLength(2);
    expect(said).not.toContain('no money moved');
    expect(said.match(/Enter to ask again, c to cancel the sale:/g)).toHaveLength(2);
    expect(said).toContain('Not cancelled yet. Enter to cancel again: > (end)');
  });

  it('that is found closed ends', async () => {
    const said = await play('5.99', unknownAndFailed, '', 'q');
    expect(said).toMatch(/The result is not known yet\.[\s\S]*Cancelled: the customer is not charged\./);
  });

  it('whose cancellation is refused is not handed over, and goes to support', async () => {
    const said = await play(
      failing('acquiring.pay', 'lose-answer', '5.99'),
      paysAtOnce,
      async () => {
        simulator.control.setMerchantFunded(false);
        return 'c';
      },
      ...['', '', '', ''],
      'q',
    );
    expect(said).toMatch(/The cancellation was refused\.[\s\S]*The result could not be found out\./);
    expect(said).not.toContain('Hand over the goods');
  });
});

/** The gateway goes away while a sale is open; the cashier asks twice in vain, then the input ends. */
async function playTillWithDeadGateway(onDead: () => void): Promise<string> {
  return play(
    '5.99',
    waitsForWallet,
    async () => {
      await simulator.close();
      onDead();
      return '';
    },
    'c',
  );
}

describe('a refund', () => {
  it('whose answer was lost is asked for with the same id, and returns the money once', async () => {
    const said = await play(
      '5.99',
      paysAtOnce,
      failing('acquiring.refund', 'lose-answer', '2.00'),
      failing('acquiring.refund', 'lose-request', ''),
      '',
      'q',
    );
    expect(said).toMatch(/The result is not known yet\.[\s\S]*Refunded: the money goes back/);
    expect(simulator.control.payments()[0]?.refundedAmount.value).toBe('200');
    const ids = simulator.control.calls().flatMap(({ refundRequestId }) => refundRequestId ?? []);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('of more than was paid is refused', async () => {
    const said = await play('5.99', paysAtOnce, '6.00', 'q');
    expect(said).toContain('The refund was refused.');
    expect(simulator.control.payments()[0]?.refundedAmount.value).toBe('0');
  });

  it('that was mistyped is explained, and the till goes on', async () => {
    const said = await play('5.99', paysAtOnce, 'two', 'q');
    expect(said).toContain('A price is digits with at most one decimal point.');
    expect(simulator.control.calls()).toHaveLength(1);
  });
});

it('a gateway out of reach is no sale: nothing was sent', async () => {
  await simulator.close();
  const said = await play('5.99', paysAtOnce, 'q');
  expect(said).toContain('Nothing was sent, so this call moved no money.');
});

it('every sale has its own id', async () => {
  await play('1.00', paysAtOnce, '', '1.00', paysAtOnce, '', 'q');
  expect(new Set(simulator.control.payments().map(({ paymentRequestId }) => paymentRequestId)).size).toBe(2);
});
