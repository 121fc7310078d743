import { OptionError } from '@alipay-intl/core/errors';

/** A pin that does not say which key to expect. */
export function pinRefused(what: string): OptionError {
  return new OptionError('ERR_OPTION_INVALID', {
    what: `The host key of a statement server is not pinned: ${what}. Nothing was connected.`,
    next: 'Pass { fingerprints: ["SHA256:…"] } or { knownHosts: text }; docs/fetching.md tells how to get them.',
  });
}
