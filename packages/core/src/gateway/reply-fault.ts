import { ProtocolError } from '../errors.ts';
import type { TransportReply } from './transport.ts';

/** What an answer that is not believed says about the money. */
export const nothingKnown = 'It proves nothing about the money.';

/**
 * What makes an answer unusable whatever its signature: another status than 200, no body, a page instead of JSON.
 * docs/wire/v1 §1.6, docs/wire/acquiring §2.
 *
 * @param mayBePage - whether a body that starts with `<` is named as a page; a signed one never is.
 */
export function unusableReply(reply: TransportReply, mayBePage: boolean): ProtocolError | undefined {
  if (reply.status !== 200) {
    return new ProtocolError('ERR_RESPONSE_STATUS', {
      what: `The gateway answered with HTTP status ${reply.status}.`,
      money: nothingKnown,
      next: 'Ask for the status of this id; only status 200 is an answer.',
      httpStatus: reply.status,
    });
  }
  if (reply.body.length === 0) return malformedReply('The answer is empty.', reply);
  const isPage = mayBePage && reply.body.subarray(0, 64).toString('latin1').trimStart().startsWith('<');
  return isPage ? malformedReply('The answer is an HTML or XML page, not JSON.', reply) : undefined;
}

/** The error for an answer that is not what the protocol promises. */
export function malformedReply(what: string, reply: TransportReply): ProtocolError {
  return new ProtocolError('ERR_RESPONSE_MALFORMED', {
    what,
    money: nothingKnown,
    next: 'Ask for the status of this id.',
    httpStatus: reply.status,
  });
}
