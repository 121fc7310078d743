import { amountFromDecimal, formatAmount, isAlipayError } from '@alipay-intl/core';
import { type SleepingClock, systemClock } from '@alipay-intl/core/time';
import {
  type Checkout,
  type CheckoutOutcome,
  cashierMessage,
  createRequestId,
  type NamedOutcome,
  type RailCharge,
  type TillAction,
} from '@alipay-intl/payments';
import type { Terminal } from './terminal.ts';

/** How long the till is silent before it offers to cancel, in milliseconds. */
const patienceMs = 1_000;

interface Till {
  readonly checkout: Checkout<RailCharge>;
  readonly terminal: Terminal;
  readonly clock: SleepingClock;
}

/** Serves customers until the cashier types `q` or the input ends. */
export async function runTill(
  checkout: Checkout<RailCharge>,
  terminal: Terminal,
  { currency, clock = systemClock }: { readonly currency: string; readonly clock?: SleepingClock },
): Promise<void> {
  const till: Till = { checkout, terminal, clock };
  for (;;) {
    const typed = await terminal.ask(`\nAmount in ${currency} (q to stop): `);
    if (typed === undefined || typed === 'q') return;
    const scannedCode = await terminal.ask('Scan the code of the customer: ');
    if (scannedCode === undefined) return;
    await explainFaults(terminal, async () => {
      const sale: RailCharge = {
        attemptId: createRequestId(),
        // A number that begins at 1 in each process would be taken in a journal that lasts.
        orderId: createRequestId(),
        description: 'Coffee',
        amount: amountFromDecimal(currency, typed),
        scannedCode,
      };
      const outcome = await charge(till, sale);
      show(terminal, 'pay', outcome);
      if (outcome.kind === 'paid') await offerRefund(till, outcome);
    });
  }
}

// #region charge
/** Waits for the end of a payment; meanwhile the cashier can give the sale up. */
async function charge(till: Till, sale: RailCharge): Promise<CheckoutOutcome> {
  const over = new AbortController();
  const ending = till.checkout.collect(sale).finally(() => over.abort());
  const watching = watchForCancel(till, sale.attemptId, over.signal);
  const [outcome] = await Promise.all([ending, watching]);
  return outcome;
}

async function watchForCancel(
  { checkout, terminal, clock }: Till,
  attemptId: string,
  over: AbortSignal,
): Promise<void> {
  // Most payments end before anybody could type.
  await clock.sleep(patienceMs, over);
  while (!over.aborted) {
    const typed = await terminal.ask('Still waiting for the result; c cancels the sale: ', over);
    // Where the input has ended nobody is at the till any more.
    const isGivenUp = typed === undefined ? !over.aborted : typed === 'c';
    if (!isGivenUp) continue;
    await checkout.cancel(attemptId);
    return;
  }
}
// #endregion charge

async function offerRefund(
  { checkout, terminal }: Till,
  { attemptId, amount: paid }: CheckoutOutcome,
): Promise<void> {
  const typed = await terminal.ask('Enter for the next customer, or an amount to refund: ');
  if (typed === undefined || typed === '') return;
  const amount = amountFromDecimal(paid.currency, typed);
  terminal.say(`Refund of ${formatAmount(amount)}`);
  show(
    terminal,
    'refund',
    await checkout.refund({ attemptId, refundAttemptId: createRequestId(), amount, reason: 'Returned' }),
  );
}

function show(terminal: Terminal, action: TillAction, outcome: NamedOutcome): void {
  const { message, nextStep, reference } = cashierMessage(action, outcome);
  terminal.say(`  ${message.en}  ${message.zh}`);
  terminal.say(`  ${nextStep.en}  ${nextStep.zh}`);
  terminal.say('amount' in outcome ? `  ${formatAmount(outcome.amount)}  ${reference}` : `  ${reference}`);
}

/** A mistyped price or code, or a gateway out of reach, stops a payment before it is sent; the till goes on. */
async function explainFaults(terminal: Terminal, call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!isAlipayError(error)) throw error;
    terminal.say(`  ${error.message}`);
  }
}
