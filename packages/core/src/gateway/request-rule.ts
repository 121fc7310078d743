import { OptionError } from '../errors.ts';

const deadlineMax = 600_000;

/** @throws OptionError `ERR_REQUEST_INVALID` for a path that cannot be sent as it is. */
export function assertPath(path: string): void {
  if (/^\/[\x21-\x7e]*$/.test(path) && !path.includes('#')) return;
  throw requestError(
    'The path does not start with a slash, or holds blanks or other characters that a URL cannot.',
    'Pass a path such as /ams/api/v1/payments/pay.',
  );
}

/** @throws OptionError `ERR_REQUEST_INVALID` for a token that a header cannot carry. docs/wire/v1 §1.3. */
export function assertAgentToken(agentToken: string | undefined): void {
  if (agentToken === undefined || /^[\x21-\x7e]{1,128}$/.test(agentToken)) return;
  throw requestError(
    'The agentToken is not 1 to 128 characters of printable ASCII.',
    'Pass the token as it was issued, without line ends; leave it out where there is none.',
  );
}

/** @throws OptionError `ERR_REQUEST_INVALID`. */
export function assertDeadline(deadlineMs: number | undefined): void {
  // A timer that is asked for more than it can hold would fire at once, in the middle of the call.
  if (deadlineMs === undefined || (deadlineMs > 0 && deadlineMs <= deadlineMax)) return;
  throw requestError(
    `The deadlineMs is not a number above 0 and up to ${deadlineMax}.`,
    'Pass milliseconds, or leave it out for the deadline of the gateway.',
  );
}

/** @throws OptionError `ERR_REQUEST_INVALID` for a body that is no object. */
export function assertBody(body: object): void {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return;
  throw requestError('The request body is not an object.', 'Pass one object; every call takes just one.');
}

/**
 * Writes a body as JSON, once.
 *
 * @throws OptionError `ERR_REQUEST_INVALID` for what JSON cannot hold.
 */
export function serialise(body: object): Buffer {
  assertBody(body);
  try {
    return Buffer.from(JSON.stringify(body), 'utf8');
  } catch {
    throw requestError(
      'The request body cannot be written as JSON.',
      'Pass plain data; amounts are text, not bigint.',
    );
  }
}

/** The error for a call that cannot be sent as it is. */
export function requestError(what: string, next: string): OptionError {
  const money = 'Nothing was sent, so this call moved no money.';
  return new OptionError('ERR_REQUEST_INVALID', { what, money, next });
}
