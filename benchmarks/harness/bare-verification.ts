import { createPublicKey, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { notifyPath } from './signed-notifications.ts';

/** What every bare server answers: the same bytes as the library. */
export const bareAnswer = Buffer.from(
  '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}',
);

/** Verifies and parses a notification. Answers its payment. */
export type BareVerification = (headers: IncomingHttpHeaders, body: Buffer) => string;

/** As little as can be done to believe a notification: no check that is not RSA itself. */
export function createBareVerification(publicPem: string): BareVerification {
  const key = createPublicKey(publicPem);
  return (headers, body) => {
    const [, encoded = ''] = String(headers['signature']).split('signature=');
    const signature = Buffer.from(decodeURIComponent(encoded), 'base64');
    const head = `POST ${notifyPath}\n${headers['client-id']}.${headers['request-time']}.`;
    if (!verify('sha256', Buffer.concat([Buffer.from(head), body]), key, signature)) {
      throw new Error('A genuine notification was not verified.');
    }
    return JSON.parse(body.toString('utf8')).paymentRequestId;
  };
}

/** Reads a body, as short as it can be written. */
export function readBare(stream: NodeJS.ReadableStream, take: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => take(Buffer.concat(chunks)));
}
