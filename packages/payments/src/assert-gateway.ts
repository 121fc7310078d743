import { OptionError } from '@alipay-intl/core/errors';

/**
 * Refuses what is no gateway, above all the promise of one.
 *
 * @throws OptionError `ERR_OPTION_INVALID`.
 */
export function assertGateway(gateway: unknown): void {
  if (typeof gateway === 'object' && gateway !== null && 'exchange' in gateway) return;
  const isPromise = gateway instanceof Promise;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: isPromise ? 'A promise was passed as the gateway.' : 'What was passed as the gateway is none.',
    next: isPromise
      ? 'Write await in front of createV1Gateway or createAcquiringGateway.'
      : 'Make one with createV1Gateway or createAcquiringGateway.',
    issues: [{ path: 'gateway', message: 'expected a gateway' }],
  });
}
