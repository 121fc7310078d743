// Started as a process of its own by `charging-gateway.ts`: takes every payment, and counts who asks for which.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallCounts, ChargingOrder } from './charging-gateway.ts';
import { paidAnswer, type SignedAnswer, signAnswer } from './gateway-answers.ts';

let privateKey: KeyObject | undefined;
const answers = new Map<string, SignedAnswer>();
const calls = new Map<string, number>();

process.on('message', (order: ChargingOrder | 'counts') => {
  if (order === 'counts') process.send?.(takeCounts());
  else begin(order);
});
process.once('disconnect', () => process.exit());

function begin({ alipayPrivatePem, path, ids }: ChargingOrder): void {
  privateKey = createPrivateKey(alipayPrivatePem);
  for (const id of ids) answerOf(path, id);
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const { paymentRequestId } = JSON.parse(await textOf(request));
    const key = `${path} ${paymentRequestId}`;
    calls.set(key, (calls.get(key) ?? 0) + 1);
    const { headers, body } = answerOf(path, paymentRequestId);
    response.writeHead(200, { ...headers, 'content-length': String(body.length) });
    response.end(body);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

function answerOf(path: string, paymentRequestId: string): SignedAnswer {
  const key = `${path} ${paymentRequestId}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  if (privateKey === undefined) throw new Error('There is no key yet.');
  const signed = signAnswer({ ...paidAnswer, paymentRequestId }, { privateKey }, path);
  answers.set(key, signed);
  return signed;
}

function takeCounts(): CallCounts {
  const counts = [...calls.values()];
  calls.clear();
  return {
    calls: counts.reduce((sum, count) => sum + count, 0),
    repeated: counts.filter((count) => count > 1).length,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) text += piece;
  return text;
}
