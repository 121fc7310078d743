import {
  type Amount,
  amountFromDecimal,
  formatAmount,
  isAlipayError,
  TransportError,
} from '@alipay-intl/core';
import {
  type CashierMessageClass,
  cashierMessage,
  createRequestId,
  type PaymentRail,
  type TillAction,
  type TillOutcome,
} from '@alipay-intl/payments';
import type { Terminal } from './terminal.ts';

/** After so many cancellations without a confirmation, a person has to find out. */
const cancelTriesMax = 5;

/** One sale at the till, with the ids that name it. */
interface Sale {
  readonly attemptId: string;
  readonly amount: Amount;
  providerId: string | undefined;
}

/** Serves customers until the cashier types `q` or the input ends. */
export async function runTill(rail: PaymentRail, terminal: Terminal, currency: string): Promise<void> {
  for (let number = 1; ; number += 1) {
    const typed = await terminal.ask(`\nAmount in ${currency} (q to stop): `);
    if (typed === undefined || typed === 'q') return;
    const scannedCode = await terminal.ask('Scan the code of the customer: ');
    if (scannedCode === undefined) return;
    await explainFaults(terminal, async () => {
      const sale: Sale = {
        // A real till stores the id before it charges.
        attemptId: createRequestId(),
        amount: amountFromDecimal(currency, typed),
        providerId: undefined,
      };
      await charge(rail, terminal, { sale, orderId: `sale-${number}`, scannedCode });
    });
  }
}

async function charge(
  rail: PaymentRail,
  terminal: Terminal,
  {
    sale,
    orderId,
    scannedCode,
  }: { readonly sale: Sale; readonly orderId: string; readonly scannedCode: string },
): Promise<void> {
  const { attemptId, amount } = sale;
  const outcome = await rail.pay({ attemptId, orderId, description: 'Coffee', amount, scannedCode });
  if (outcome.kind === 'paid') sale.providerId = outcome.providerId;
  show(terminal, 'pay', { outcome, sale });
  if (outcome.kind === 'paid') await afterPayment(rail, terminal, sale);
  else if (outcome.kind !== 'declined') await untilSettled(rail, terminal, sale);
}

/** The result is open: ask again, or take the sale back. There is no third way. */
async function untilSettled(rail: PaymentRail, terminal: Terminal, sale: Sale): Promise<void> {
  for (;;) {
    const typed = await terminal.ask('Enter to ask again, c to cancel the sale: ');
    if (typed === undefined) return;
    if (typed === 'c') return untilCancelled(rail, terminal, sale);
    const outcome = await orUnknown(() => rail.query({ attemptId: sale.attemptId }));
    if (outcome.kind === 'paid') sale.providerId = outcome.providerId;
    show(terminal, 'pay', { outcome, sale });
    if (outcome.kind === 'paid') return afterPayment(rail, terminal, sale);
    if (outcome.kind === 'cancelled' || outcome.kind === 'declined') return;
  }
}

/** Once a cancel was tried, `paid` proves nothing: the cancel can still arrive and return the money. So it is repeated. */
async function untilCancelled(rail: PaymentRail, terminal: Terminal, sale: Sale): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await orUnknown(() => rail.cancel({ attemptId: sale.attemptId }));
    const shown = show(terminal, 'cancel', { outcome, sale });
    if (outcome.kind === 'cancelled' || shown === 'MANUAL') return;
    if (tries === cancelTriesMax) break;
    if ((await terminal.ask('Not cancelled yet. Enter to cancel again: ')) === undefined) return;
  }
  show(terminal, 'cancel', { outcome: { kind: 'manual' }, sale });
}

async function afterPayment(rail: PaymentRail, terminal: Terminal, sale: Sale): Promise<void> {
  const typed = await terminal.ask('Enter for the next customer, or an amount to refund: ');
  if (typed === undefined || typed === '' || sale.providerId === undefined) return;
  const amount = amountFromDecimal(sale.amount.currency, typed);
  const refund = { refundAttemptId: createRequestId(), providerId: sale.providerId, amount };
  terminal.say(`Refund of ${formatAmount(amount)}`);
  for (;;) {
    const outcome = await orUnknown(() => rail.refund(refund));
    show(terminal, 'refund', { outcome, sale });
    if (outcome.kind !== 'unknown') return;
    // Repeating it with the same id is also the way to ask for it; a new id could return the money twice.
    if ((await terminal.ask('Enter to ask for the refund again: ')) === undefined) return;
  }
}

function show(
  terminal: Terminal,
  action: TillAction,
  { outcome, sale }: { readonly outcome: TillOutcome; readonly sale: Sale },
): CashierMessageClass {
  const { messageClass, message, nextStep, reference } = cashierMessage(action, outcome, sale);
  terminal.say(`  ${message.en}  ${message.zh}`);
  terminal.say(`  ${nextStep.en}  ${nextStep.zh}`);
  terminal.say(`  ${formatAmount(sale.amount)}  ${reference}`);
  return messageClass;
}

/** A call that could not be sent leaves what was sent before as open as it was. */
async function orUnknown<Outcome>(
  call: () => Promise<Outcome>,
): Promise<Outcome | { readonly kind: 'unknown' }> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TransportError) return { kind: 'unknown' };
    throw error;
  }
}

/** A mistyped price or code, or a gateway out of reach, stops a payment before it is sent; the till goes on. */
async function explainFaults<Result>(
  terminal: Terminal,
  call: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!isAlipayError(error)) throw error;
    terminal.say(`  ${error.message}`);
    return undefined;
  }
}
