import type { AcquiringOperationName } from '../control/operation-name.ts';

/** One function of the family and where it lives. */
export interface AcquiringFunction {
  readonly operation: AcquiringOperationName;
  /** `head.function`. */
  readonly name: string;
  /** Path below `/api/alipay/intl/`, which cannot be computed from the name (docs/wire/acquiring §2.1). */
  readonly path: string;
}

/** Name of the function by which Alipay tells a result (docs/wire/acquiring §6.6). */
export const notifyFunction = 'alipay.intl.acquiring.offline.notify.pay';

/** The served functions (docs/wire/acquiring §2.1). */
export const acquiringFunctions: readonly AcquiringFunction[] = [
  {
    operation: 'acquiring.pay',
    name: 'alipay.intl.acquiring.offline.pay',
    path: 'acquiring/offline/pay.htm',
  },
  {
    operation: 'acquiring.payQuery',
    name: 'alipay.intl.acquiring.offline.payQuery',
    path: 'acquiring/offline/payquery.htm',
  },
  {
    operation: 'acquiring.payCancel',
    name: 'alipay.intl.acquiring.common.payCancel',
    path: 'acquiring/common/paycancel.htm',
  },
  {
    operation: 'acquiring.refund',
    name: 'alipay.intl.acquiring.common.refund',
    path: 'acquiring/common/grefund.htm',
  },
  {
    operation: 'acquiring.preCreate',
    name: 'alipay.intl.acquiring.offline.preCreate',
    path: 'acquiring/offline/precreate.htm',
  },
  {
    operation: 'acquiring.indirectMerchant.maintain',
    name: 'alipay.intl.merchant.common.indirectMerchant.maintain',
    path: 'merchant/common/indirectMerchant/maintain.htm',
  },
  {
    operation: 'acquiring.indirectMerchant.query',
    name: 'alipay.intl.merchant.common.indirectMerchant.query',
    path: 'merchant/common/indirectMerchant/query.htm',
  },
  {
    operation: 'acquiring.indirectMerchant.archive',
    name: 'alipay.intl.merchant.common.indirectMerchant.archive',
    path: 'merchant/common/indirectMerchant/archive.htm',
  },
];

/** Says whether a path belongs to this family, served or not: production form or test form. */
export function isAcquiringPath(path: string): boolean {
  return /^\/(?:api|isupergw)\/alipay\//.test(path);
}

/** The function behind a path (docs/wire/acquiring §2.1). */
export function acquiringFunctionAt(pathname: string): AcquiringFunction | undefined {
  const path = /^\/(?:api|isupergw)\/alipay\/intl\/(.+)$/.exec(pathname)?.[1];
  return acquiringFunctions.find((one) => one.path === path);
}
