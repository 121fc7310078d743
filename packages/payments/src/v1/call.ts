import { OptionError } from '@alipay-intl/core/errors';
import type {
  AnsweredExchange,
  Exchange,
  LostExchange,
  UnprovenExchange,
  V1Gateway,
} from '@alipay-intl/core/gateway';
import type { JsonObject } from '@alipay-intl/core/signing';
import { checkCallOptions } from '../call-options.ts';
import type { CallOptions } from '../in-store/requests.ts';
import { type V1Operation, v1Operations, v1Path } from './operations.ts';

/** A verified answer whose members the caller has typed. */
export type TypedAnswer<Answer extends object> = Omit<AnsweredExchange, 'body'> & {
  readonly body: Partial<Answer> & JsonObject;
};

/** What came of a generic call. */
export type CallOutcome<Answer extends object> = TypedAnswer<Answer> | UnprovenExchange | LostExchange;

/** What a generic call takes. */
export interface CallRequest extends CallOptions {
  /** The request body; not checked here. */
  readonly body: object;
}

/**
 * Calls any other v1 operation: signed, sent once, verified. The body is sent as it is, and the members of the
 * answer are typed by you, so they are optional. For payments prefer the typed operations, which judge the outcome.
 *
 * @param operation - a documented operation such as `merchants/registration`, or a whole path that starts with a slash.
 * @throws OptionError `ERR_REQUEST_INVALID` for an operation that is neither; and what `exchange` throws.
 * @example
 * await callV1<{ registrationResult: string }>(gateway, 'merchants/inquiryRegistrationStatus', { body });
 */
export async function callV1<Answer extends object = JsonObject>(
  gateway: V1Gateway,
  operation: V1Operation | `/${string}`,
  { body, ...options }: CallRequest,
): Promise<CallOutcome<Answer>> {
  const exchange: Exchange = await gateway.exchange({
    path: pathOf(operation),
    body,
    ...checkCallOptions(options),
  });
  return exchange as CallOutcome<Answer>;
}

function pathOf(operation: V1Operation | `/${string}`): string {
  if (operation.startsWith('/')) return operation;
  const known = v1Operations.find((name) => name === operation);
  if (known !== undefined) return v1Path(known);
  throw new OptionError('ERR_REQUEST_INVALID', {
    what: 'This is not a documented v1 operation.',
    money: 'Nothing was sent, so this call moved no money.',
    next: 'Use a name of v1Operations, or a whole path that starts with a slash.',
  });
}
