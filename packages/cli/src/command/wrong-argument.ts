import { OptionError } from '@alipay-intl/core/errors';

/** A fault of the arguments: something was named that there is not. */
export function wrongArgument(what: string, next: string): OptionError {
  return new OptionError('ERR_OPTION_INVALID', { what, money: 'Nothing was done.', next });
}
