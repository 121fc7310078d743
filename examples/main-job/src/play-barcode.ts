import { type Amount, amountFromDecimal, createAcquiringGateway, formatAmount } from '@alipay-intl/core';
import {
  cashierMessage,
  createBarcodePayments,
  createBarcodeRail,
  createRequestId,
  type PaymentRail,
  type TillAction,
  type TillOutcome,
} from '@alipay-intl/payments';
import { testPaymentCodes } from '@alipay-intl/simulator';
import type { Stage } from './stage.ts';
import { type Detail, demand, type Transcript } from './transcript.ts';

/** Plays the till: a code is charged, asked for, reversed and refunded over the envelope protocol. */
export async function playBarcode({ simulator }: Stage, transcript: Transcript): Promise<void> {
  const { clientId, merchantId, merchantPrivateKey = '', alipayPublicKey } = simulator.credentials;
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    clientId,
    privateKey: merchantPrivateKey,
    alipayPublicKeys: alipayPublicKey,
  });
  const till: Till = {
    rail: createBarcodeRail(createBarcodePayments(gateway, { merchantId })),
    price: amountFromDecimal('USD', '5.99'),
    confirm: (attemptId) => simulator.control.confirm(attemptId),
  };
  try {
    await playSale(till, transcript);
    await playWaitingBuyer(till, transcript);
    await playReversal(till, transcript);
  } finally {
    await gateway.close();
  }
}

interface Till {
  readonly rail: PaymentRail;
  readonly price: Amount;
  /** The buyer confirms on the phone. */
  readonly confirm: (attemptId: string) => Promise<unknown>;
}

async function playSale({ rail, price }: Till, transcript: Transcript): Promise<void> {
  const attemptId = createRequestId();
  let providerId = '';

  await transcript.step(
    `At the till: the cashier scans the code of a customer for ${formatAmount(price)}`,
    async () => {
      const outcome = await rail.pay(charge(attemptId, price, testPaymentCodes.paysAtOnce));
      demand(outcome.kind === 'paid', `The payment came out as ${outcome.kind}.`);
      providerId = outcome.providerId ?? '';
      return [
        ['merchantTransId', attemptId],
        ['acquirementId', providerId],
        ...onTheTill('pay', outcome, attemptId),
      ];
    },
  );

  await transcript.step('A part of it is refunded', async () => {
    const amount = amountFromDecimal('USD', '2.00');
    const outcome = await rail.refund({ refundAttemptId: createRequestId(), providerId, amount });
    demand(outcome.kind === 'refunded', `The refund came out as ${outcome.kind}.`);
    return [['amount', formatAmount(amount)], ...onTheTill('refund', outcome, attemptId)];
  });
}

async function playWaitingBuyer({ rail, price, confirm }: Till, transcript: Transcript): Promise<void> {
  const attemptId = createRequestId();

  await transcript.step('The next customer has to confirm on the phone first', async () => {
    const outcome = await rail.pay(charge(attemptId, price, testPaymentCodes.waitsForWallet));
    demand(
      outcome.kind === 'processing' || outcome.kind === 'unknown',
      `The payment came out as ${outcome.kind}.`,
    );
    return onTheTill('pay', outcome, attemptId);
  });

  await transcript.step('The customer confirms; the till asks (payQuery)', async () => {
    await confirm(attemptId);
    const state = await rail.query({ attemptId });
    demand(state.kind === 'paid', `The payment is ${state.kind}.`);
    return onTheTill('pay', state, attemptId);
  });
}

async function playReversal({ rail, price }: Till, transcript: Transcript): Promise<void> {
  const attemptId = createRequestId();

  await transcript.step('A third customer gives up; the cashier reverses (payCancel)', async () => {
    const outcome = await rail.pay(charge(attemptId, price, testPaymentCodes.waitsForWallet));
    demand(
      outcome.kind !== 'paid' && outcome.kind !== 'declined',
      `The payment came out as ${outcome.kind}.`,
    );
    const reversal = await rail.cancel({ attemptId });
    demand(reversal.kind === 'cancelled', `The reversal came out as ${reversal.kind}.`);
    const state = await rail.query({ attemptId });
    demand(state.kind === 'cancelled', `The payment is ${state.kind}.`);
    return onTheTill('cancel', reversal, attemptId);
  });
}

function charge(attemptId: string, amount: Amount, scannedCode: string): Parameters<PaymentRail['pay']>[0] {
  return { attemptId, orderId: 'till-1', description: 'Coffee and cake', amount, scannedCode };
}

function onTheTill(action: TillAction, outcome: TillOutcome, attemptId: string): readonly Detail[] {
  const { message, nextStep } = cashierMessage(action, outcome, { attemptId });
  return [['the till says', `${message.en} ${nextStep.en}`]];
}
