import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { play } from '../../examples/main-job/src/play.ts';
import { playBarcode } from '../../examples/main-job/src/play-barcode.ts';
import { playCrash } from '../../examples/main-job/src/play-crash.ts';
import { type Stage, setStage } from '../../examples/main-job/src/stage.ts';
import { createTranscript, StepError } from '../../examples/main-job/src/transcript.ts';
import { long } from '../support/long-test.ts';
import { build } from './support/program.ts';

// A demonstration that cannot fail demonstrates nothing.

// The till that is killed runs as it was built.
beforeAll(() => build('main-job'), 120_000);

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});

/** Plays on a stage that was sabotaged; returns the failure and what was printed before it. */
async function playSabotaged(
  part: typeof play,
  sabotage: (stage: Stage) => void,
): Promise<{ readonly error: unknown; readonly lines: readonly string[] }> {
  const stage = await setStage();
  stages.push(stage);
  sabotage(stage);
  const lines: string[] = [];
  const error = await part(
    stage,
    createTranscript((line) => lines.push(line)),
  ).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, lines };
}

type Operation = Parameters<Stage['simulator']['control']['failNext']>[0]['operation'] & string;

const fail = (operation: Operation) => {
  return ({ simulator }: Stage): void => simulator.control.failNext({ operation, fault: 'wrong-signature' });
};

/** A signed refusal: what is lost, the checkout would ask for again. */
const refuse = (operation: Operation, resultCode: string) => {
  return ({ simulator }: Stage): void =>
    simulator.control.failNext({ operation, fault: 'result', resultCode, resultStatus: 'F' });
};

describe('a sabotaged run', () => {
  it.each<[string, typeof play, (stage: Stage) => void, number, string]>([
    [
      'pay',
      play,
      refuse('pay', 'RISK_REJECT'),
      1,
      'The customer types $5.99; the shop asks Alipay to place the payment',
    ],
    [
      'the notification',
      play,
      ({ simulator }) => simulator.control.notifyNext({ fault: 'wrong-signature' }),
      3,
      'Alipay notifies the shop; the shop verifies, compares and acknowledges',
    ],
    [
      'the amount of the notification',
      play,
      ({ simulator }) => simulator.control.notifyNext({ fault: 'wrong-amount' }),
      3,
      'Alipay notifies the shop; the shop verifies, compares and acknowledges',
    ],
    ['inquiryPayment', play, fail('inquiryPayment'), 4, 'The shop asks Alipay itself (inquiryPayment)'],
    [
      'refund',
      play,
      refuse('refund', 'MERCHANT_BALANCE_NOT_ENOUGH'),
      5,
      'The customer returns the cake: a refund of $2.00',
    ],
    ['inquiryRefund', play, fail('inquiryRefund'), 6, 'The shop asks for the refund (inquiryRefund)'],
    ['cancel', play, refuse('cancel', 'PROCESS_FAIL'), 9, 'The shop cancels that order'],
    [
      'acquiring.pay',
      playBarcode,
      fail('acquiring.pay'),
      0,
      'At the till: the cashier scans the code of a customer for $5.99',
    ],
    ['acquiring.refund', playBarcode, fail('acquiring.refund'), 1, 'A part of it is refunded'],
    [
      'acquiring.payQuery',
      playBarcode,
      fail('acquiring.payQuery'),
      3,
      'The customer confirms; the till asks (payQuery)',
    ],
    [
      'acquiring.payCancel',
      playBarcode,
      fail('acquiring.payCancel'),
      4,
      'A third customer gives up; the cashier reverses (payCancel)',
    ],
  ])('of %s stops at its step and names it', async (_name, part, sabotage, stepsBefore, step) => {
    const { error, lines } = await playSabotaged(part, sabotage);
    expect(error).toBeInstanceOf(StepError);
    expect((error as StepError).message).toMatch(`Step "${step}" went wrong: `);
    expect((error as StepError).cause).toBeInstanceOf(Error);
    const heads = lines.filter((line) => /^ ?\d+ {2}\S/.test(line));
    expect(heads).toHaveLength(stepsBefore);
  });

  long(
    'whose killed till lost its payment on the way stops where the next one finishes it',
    async () => {
      const { error, lines } = await playSabotaged(playCrash, ({ simulator }) => {
        // The next till meets a gateway that says the customer was not charged.
        const { failNext } = simulator.control;
        failNext({ operation: 'acquiring.payQuery', fault: 'result', resultCode: 'ORDER_NOT_EXIST' });
        simulator.control.hideFromQueries('next', 3);
      });
      expect((error as StepError).message).toMatch(
        /^Step "The next till opens the same folder and finishes the payment" went wrong: The payment is /,
      );
      expect(lines.filter((line) => /^ ?\d+ {2}\S/.test(line))).toHaveLength(1);
    },
    240_000,
  );

  it('without sabotage plays to its end', async () => {
    const { error, lines } = await playSabotaged(play, () => undefined);
    expect(error).toBeUndefined();
    expect(lines.filter((line) => /^ ?\d+ {2}\S/.test(line)).length).toBeGreaterThan(8);
  });
});
