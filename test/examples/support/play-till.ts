import { createAcquiringGateway } from '@alipay-intl/core';
import {
  type Checkout,
  createBarcodePayments,
  createBarcodeRail,
  createCheckout,
  createMemoryJournal,
  type RailCharge,
} from '@alipay-intl/payments';
import { createManualClock, type Simulator } from '@alipay-intl/simulator';
import { runTill } from '../../../examples/barcode-cashier/src/till.ts';
import { createFlowClock, type FlowClock } from '../../flows/support/flow-clock.ts';
import { openSimulator } from '../../flows/support/shop.ts';
import { key } from '../../flows/support/till.ts';

/** What the cashier does at a prompt: types a line, or does something and types a line. */
export type Line = string | (() => Promise<string>);

/** What is typed while the till waits for a result; every other line answers a question. */
export interface WhileWaiting {
  readonly whileWaiting: string;
}

/** A till in this process, whose time runs as fast as the code, so that the simulator can be made to fail. */
export interface TillScene {
  readonly simulator: Simulator;
  readonly checkout: Checkout<RailCharge>;
  /** Plays the lines and returns all that the till said. */
  play(...lines: readonly (Line | WhileWaiting)[]): Promise<string>;
  close(): Promise<void>;
}

export async function openTillScene(): Promise<TillScene> {
  const steerable = createManualClock(Date.parse('2026-11-01T12:00:00+08:00'));
  const simulator = await openSimulator({ notifications: 'off', clock: steerable });
  const clock = createFlowClock(steerable, () => simulator.control.settled());
  const { clientId, merchantId, alipayPublicKey } = simulator.credentials;
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    clientId,
    privateKey: key('merchant.private.pkcs8.pem'),
    alipayPublicKeys: alipayPublicKey,
    clock,
  });
  const rail = createBarcodeRail(createBarcodePayments(gateway, { merchantId }));
  const checkout = createCheckout<RailCharge, never>({
    rail: {
      ...rail,
      pay: (charge, call) => clock.during(rail.pay(charge, call)),
      query: (reference, call) => clock.during(rail.query(reference, call)),
      cancel: (reference, call) => clock.during(rail.cancel(reference, call)),
      refund: (refund, call) => clock.during(rail.refund(refund, call)),
    },
    journal: createMemoryJournal(clock),
    clock,
  });
  return {
    simulator,
    checkout,
    play: (...lines) => playLines(checkout, lines, clock),
    close: async () => {
      await gateway.close();
      await simulator.close();
    },
  };
}

async function playLines(
  checkout: Checkout<RailCharge>,
  lines: readonly (Line | WhileWaiting)[],
  clock: FlowClock,
): Promise<string> {
  const said: string[] = [];
  const left = [...lines];
  const answer = async (signal: AbortSignal | undefined): Promise<string | undefined> => {
    const [next] = left;
    if (signal === undefined) {
      if (typeof next === 'object') throw new Error(`the till did not wait for "${next.whileWaiting}"`);
      left.shift();
      return typeof next === 'function' ? next() : next;
    }
    if (typeof next !== 'object') await clock.sleep(600_000, signal);
    if (signal.aborted || typeof next !== 'object') return undefined;
    left.shift();
    return next.whileWaiting;
  };
  const terminal = {
    async ask(question: string, signal?: AbortSignal): Promise<string | undefined> {
      const line = await answer(signal);
      said.push(`${question.trim()} > ${line ?? '(end)'}`);
      return line;
    },
    say: (line: string) => void said.push(line),
    close: () => undefined,
  };
  await clock.run(runTill(checkout, terminal, { currency: 'USD', clock }));
  if (left.length > 0) throw new Error(`the till did not ask for ${left.length} lines:\n${said.join('\n')}`);
  return said.join('\n');
}
