import { type FaultName, testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Line, openTillScene, type TillScene } from './support/play-till.ts';

// The till when things go wrong: a sale that is open stays open until the checkout knows.

let scene: TillScene;
beforeEach(async () => {
  scene = await openTillScene();
});
afterEach(() => scene.close());

const { paysAtOnce, waitsForWallet, unknownAndFailed } = testPaymentCodes;
const cancel = { whileWaiting: 'c' } as const;
const statuses = () => scene.simulator.control.payments().map(({ paymentStatus }) => paymentStatus);

/** Lets the next calls of a function go wrong, and types a line. */
function failing(
  operation: 'acquiring.pay' | 'acquiring.payQuery' | 'acquiring.payCancel' | 'acquiring.refund',
  fault: FaultName,
  line: string,
  times = 1,
): Line {
  return async () => {
    scene.simulator.control.failNext({ operation, fault, times });
    return line;
  };
}

describe('an open sale', () => {
  it('whose answer was lost is found paid without anybody asking', async () => {
    const said = await scene.play(failing('acquiring.pay', 'lose-answer', '5.99'), paysAtOnce, '', 'q');
    expect(said).toContain('Payment received.');
    expect(statuses()).toEqual(['SUCCESS']);
  });

  it('that nobody confirms is reversed', async () => {
    const said = await scene.play('5.99', waitsForWallet, 'q');
    expect(said).toMatch(/Still waiting for the result[\s\S]*Cancelled: the customer is not charged\./);
    expect(statuses()).toEqual(['CANCELLED']);
  });

  it('is given up by the cashier, over cancellations that are lost', async () => {
    const said = await scene.play(
      failing('acquiring.payCancel', 'lose-request', '5.99', 2),
      waitsForWallet,
      cancel,
      'q',
    );
    expect(said).toContain('Cancelled: the customer is not charged.');
    expect(statuses()).toEqual(['CANCELLED']);
  });

  it('goes on over anything else that is typed', async () => {
    const said = await scene.play(
      '5.99',
      waitsForWallet,
      { whileWaiting: '' },
      { whileWaiting: 'x' },
      cancel,
      'q',
    );
    expect(said.match(/Still waiting for the result/g)).toHaveLength(3);
    expect(statuses()).toEqual(['CANCELLED']);
  });

  it('that is found closed ends', async () => {
    const said = await scene.play('5.99', unknownAndFailed, 'q');
    expect(said).toContain('Cancelled: the customer is not charged.');
  });

  it('whose cancellation is refused is not handed over, and goes to support', async () => {
    const said = await scene.play(
      failing('acquiring.pay', 'lose-answer', '5.99'),
      async () => {
        scene.simulator.control.setMerchantFunded(false);
        return paysAtOnce;
      },
      cancel,
      'q',
    );
    expect(said).toContain('The result could not be found out.');
    expect(said).toMatch(/do not hand over; call support[\s\S]*Amount in USD \(q to stop\): > q$/);
    expect(said).not.toMatch(/Payment received|Hand over the goods/);
  });
});

describe('a refund', () => {
  it('whose answer was lost is asked for with the same id, and returns the money once', async () => {
    const said = await scene.play(
      '5.99',
      paysAtOnce,
      failing('acquiring.refund', 'lose-answer', '2.00', 2),
      'q',
    );
    expect(said).toContain('Refunded: the money goes back');
    expect(scene.simulator.control.payments()[0]?.refundedAmount.value).toBe('200');
    const ids = scene.simulator.control.calls().flatMap(({ refundRequestId }) => refundRequestId ?? []);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('of more than was paid is refused before it is sent', async () => {
    const said = await scene.play('5.99', paysAtOnce, '6.00', 'q');
    expect(said).toContain('This refund is more than what is left of the payment');
    expect(scene.simulator.control.calls()).toHaveLength(1);
  });

  it('that was mistyped is explained, and the till goes on', async () => {
    const said = await scene.play('5.99', paysAtOnce, 'two', 'q');
    expect(said).toContain('A price is digits with at most one decimal point.');
    expect(scene.simulator.control.calls()).toHaveLength(1);
  });
});

it('a gateway out of reach is no sale: nothing was sent', async () => {
  await scene.simulator.close();
  const said = await scene.play('5.99', paysAtOnce, 'q');
  expect(said).toContain('Nothing was sent, so this call moved no money.');
});

it('every sale has its own id', async () => {
  await scene.play('1.00', paysAtOnce, '', '1.00', paysAtOnce, '', 'q');
  const ids = scene.simulator.control.payments().map(({ paymentRequestId }) => paymentRequestId);
  expect(new Set(ids).size).toBe(2);
});
