import { requestError } from './request-rule.ts';

/** The functions of the acquiring family that have a documented address. */
export type AcquiringFunction = keyof typeof paths;

// The path cannot be computed from the name: most are lower-cased, refund is grefund, indirectMerchant keeps its
// capital. docs/wire/acquiring §2.1.
const paths = {
  'alipay.intl.acquiring.offline.pay': '/alipay/intl/acquiring/offline/pay.htm',
  'alipay.intl.acquiring.offline.payQuery': '/alipay/intl/acquiring/offline/payquery.htm',
  'alipay.intl.acquiring.offline.preCreate': '/alipay/intl/acquiring/offline/precreate.htm',
  'alipay.intl.acquiring.common.payCancel': '/alipay/intl/acquiring/common/paycancel.htm',
  'alipay.intl.acquiring.common.refund': '/alipay/intl/acquiring/common/grefund.htm',
  'alipay.intl.merchant.common.indirectMerchant.maintain':
    '/alipay/intl/merchant/common/indirectMerchant/maintain.htm',
  'alipay.intl.merchant.common.indirectMerchant.query':
    '/alipay/intl/merchant/common/indirectMerchant/query.htm',
  'alipay.intl.merchant.common.indirectMerchant.archive':
    '/alipay/intl/merchant/common/indirectMerchant/archive.htm',
} as const;

/**
 * The path of a function behind the base URL.
 *
 * @param ownPaths - paths of functions that are not in the table, or that moved.
 * @throws OptionError `ERR_REQUEST_INVALID` for a function without a path.
 */
export function acquiringPath(name: string, ownPaths: Readonly<Record<string, string>>): string {
  const path = ownMember(ownPaths, name) ?? ownMember(paths, name);
  if (path !== undefined) return path;
  throw requestError(
    'No path is known for this function of the acquiring family.',
    'Add its path to the paths of the gateway configuration.',
  );
}

/** Every object inherits members such as `constructor`, which are no paths. */
function ownMember(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
