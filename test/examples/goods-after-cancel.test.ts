import { testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTillScene, type TillScene } from './support/play-till.ts';

// The till said "Hand over the goods" when a query found a sale paid whose cancel was still on its way: the cancel
// then returned the money. And it said "no money moved" of a query that could not be sent.

let scene: TillScene;
beforeEach(async () => {
  scene = await openTillScene();
});
afterEach(() => scene.close());

const { paysAtOnce, waitsForWallet } = testPaymentCodes;
const cancel = { whileWaiting: 'c' } as const;
const calls = () => scene.simulator.control.calls().map(({ operation }) => operation);
const statuses = () => scene.simulator.control.payments().map(({ paymentStatus }) => paymentStatus);

/** The answer of the payment is lost, so the sale is paid and the till does not know it; then so many cancels are lost. */
function paidUnnoticed(
  lostCancels: number,
  fault: 'lose-request' | 'lose-answer' | 'late',
): () => Promise<string> {
  return async () => {
    const { control } = scene.simulator;
    control.failNext({ operation: 'acquiring.pay', fault: 'lose-answer' });
    const until = fault === 'late' ? ({ until: 'query' } as const) : {};
    control.failNext({ operation: 'acquiring.payCancel', fault, times: lostCancels, ...until });
    return '5.99';
  };
}

describe('after a cancel whose outcome is open', () => {
  it.each(['lose-request', 'lose-answer', 'late'] as const)(
    'the cancel is repeated, and nothing is asked (%s)',
    async (fault) => {
      const said = await scene.play(paidUnnoticed(1, fault), paysAtOnce, cancel, 'q');
      expect(said).not.toMatch(/Payment received|Hand over the goods/);
      expect(said).toContain('Cancelled: the customer is not charged.');
      expect(calls()).not.toContain('acquiring.payQuery');
      expect(statuses()).toEqual(['CANCELLED']);
    },
  );

  it('six tries without a confirmation make it a case for support, and the next customer comes', async () => {
    const said = await scene.play(paidUnnoticed(6, 'lose-request'), paysAtOnce, cancel, 'q');
    expect(said.match(/The result could not be found out\./g)).toHaveLength(1);
    expect(said).toMatch(/do not hand over; call support[\s\S]*Amount in USD \(q to stop\): > q$/);
    expect(said).not.toMatch(/Payment received|Hand over the goods/);
    expect(calls().filter((name) => name === 'acquiring.payCancel').length).toBeLessThanOrEqual(6);
  });

  it('a last query that finds it paid does not hand it over', async () => {
    const said = await scene.play(paidUnnoticed(6, 'late'), paysAtOnce, cancel, 'q');
    expect(calls()).toContain('acquiring.payQuery');
    expect(said).not.toMatch(/Payment received|Hand over the goods/);
  });
});

describe('a gateway that goes away', () => {
  const notSent = /no money moved|Nothing was sent|connection/i;
  /** Goes away once the payment is placed. */
  async function goneSoon(): Promise<string> {
    const { control } = scene.simulator;
    const timer = setInterval(() => {
      if (control.payments().length === 0) return;
      clearInterval(timer);
      void scene.simulator.close();
    }, 1);
    return '5.99';
  }

  it('during a sale leaves it to support: nothing is said about the money', async () => {
    const said = await scene.play(goneSoon, waitsForWallet, 'q');
    expect(said).toContain('The result could not be found out.');
    expect(said).not.toMatch(notSent);
  });

  it('before a refund: nothing was sent, and support is called', async () => {
    const gone = async (): Promise<string> => {
      await scene.simulator.close();
      return '2.00';
    };
    const said = await scene.play('5.99', paysAtOnce, gone, 'q');
    expect(said).toMatch(/Refund of \$2\.00[\s\S]*No refund was made\./);
    expect(said).not.toMatch(notSent);
  });
});
