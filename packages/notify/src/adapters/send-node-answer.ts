import type { ServerResponse } from 'node:http';
import type { NodeAnswer } from './receive-node-request.ts';

/** Sends an answer with its length, so that Node writes it in one piece. */
export function sendNodeAnswer(response: ServerResponse, { status, headers, body, close }: NodeAnswer): void {
  const sent = { ...headers, 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, close ? { ...sent, connection: 'close' } : sent).end(body);
}
