import { OptionError } from '@alipay-intl/core/errors';
import { type Amount, isAmount } from '@alipay-intl/core/money';
import type { JsonObject } from '@alipay-intl/core/signing';
import type { TestMembers, TestNotification } from './test-notification.ts';

/** The content of a v1 notification, without the members that are `undefined`. */
export function v1Content(usual: JsonObject, members: TestMembers | undefined): TestNotification {
  return { family: 'v1', body: withoutUndefined({ ...usual, ...members }) };
}

/** The content of a notification of the acquiring family. */
export function acquiringContent(
  name: string,
  usual: JsonObject,
  members: TestMembers | undefined,
): TestNotification {
  return { family: 'acquiring', function: name, body: withoutUndefined({ ...usual, ...members }) };
}

/** The `result` of v1. */
export function resultOf(resultStatus: 'S' | 'F' | 'U', resultCode: string): JsonObject {
  return { resultCode, resultStatus, resultMessage: resultStatus === 'S' ? 'success' : 'fail' };
}

/**
 * An amount as it stands on the wire.
 *
 * @throws OptionError `ERR_AMOUNT_INVALID` for what is no amount: a test would find out late.
 */
export function wireAmount(amount: Amount): JsonObject {
  if (isAmount(amount)) return { currency: amount.currency, value: amount.value };
  throw new OptionError('ERR_AMOUNT_INVALID', {
    what: 'The amount of a test notification is not an amount.',
    next: 'Use createAmount; odd amounts go into `members`.',
  });
}

function withoutUndefined(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
