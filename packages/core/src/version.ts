/** The version of this package, as it appears in the User-Agent. */
export const version = '0.0.0';

/** The User-Agent of a call, behind the caller's own. */
export function userAgentText(own: string | undefined): string {
  return [own, `alipay-intl/${version}`].filter(Boolean).join(' ');
}
