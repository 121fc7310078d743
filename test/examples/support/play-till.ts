import { createAcquiringGateway } from '@alipay-intl/core';
import { createBarcodePayments, createBarcodeRail } from '@alipay-intl/payments';
import type { Simulator } from '@alipay-intl/simulator';
import { runTill } from '../../../examples/barcode-cashier/src/till.ts';
import { key } from '../../flows/support/till.ts';

/** What the cashier does at a prompt: types a line, or does something and types a line. */
export type Line = string | (() => Promise<string>);

/** Plays a till in this process, so that the simulator can be made to fail, and returns all that it said. */
export async function playTill(simulator: Simulator, lines: readonly Line[]): Promise<string> {
  const { clientId, merchantId, alipayPublicKey } = simulator.credentials;
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    clientId,
    privateKey: key('merchant.private.pkcs8.pem'),
    alipayPublicKeys: alipayPublicKey,
  });
  const said: string[] = [];
  const left = [...lines];
  const terminal = {
    async ask(question: string): Promise<string | undefined> {
      const next = left.shift();
      const line = typeof next === 'function' ? await next() : next;
      said.push(`${question.trim()} > ${line ?? '(end)'}`);
      return line;
    },
    say: (line: string) => void said.push(line),
    close: () => undefined,
  };
  await runTill(createBarcodeRail(createBarcodePayments(gateway, { merchantId })), terminal, 'USD');
  await gateway.close();
  if (left.length > 0) throw new Error(`the till did not ask for ${left.length} lines:\n${said.join('\n')}`);
  return said.join('\n');
}
