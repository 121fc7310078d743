import type { ServerResponse } from 'node:http';
import type { NodeAnswer } from './receive-node-request.ts';

/** Sends an answer with its length, so that Node writes it in one piece. */
export function sendNodeAnswer(response: ServerResponse, { status, headers, body, close }: NodeAnswer): void {
  const length = { 'content-length': Buffer.byteLength(body) };
  const connection = close ? { connection: 'close' } : {};
  response.writeHead(status, { ...headers, ...length, ...connection }).end(body);
}
