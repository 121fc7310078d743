import type { Acknowledgement } from '../acknowledgement.ts';
import { acknowledgement } from '../acknowledgement.ts';
import type { NotificationReceiver } from '../receiver/create-receiver.ts';
import { errorOf } from './error-of.ts';
import { type MaybeParsedRequest, nodeBody, type ParsedBody } from './node-body.ts';

/** What to answer, and what to tell the framework's error handling. */
export interface NodeAnswer extends Acknowledgement {
  /** What the handler, the record, the log or the signer of the answer threw, or that a parser consumed the body. */
  readonly error: unknown;
  /** Whether the connection must be closed: a body that is refused half-way must not keep it. */
  readonly close: boolean;
}

/** Takes a Node request through the receiver. Never rejects. */
export async function receiveNodeRequest(
  receiver: NotificationReceiver,
  request: MaybeParsedRequest,
  url: string,
  parsed?: ParsedBody,
): Promise<NodeAnswer> {
  try {
    const body = await nodeBody(request, parsed);
    const { method = '', rawHeaders: headers } = request;
    const receipt = await receiver.receive({ method, url, headers, body });
    return { ...receipt.answer, error: errorOf(receipt), close: !request.complete };
  } catch (error) {
    return { ...acknowledgement('not-processed'), error, close: !request.complete };
  }
}
