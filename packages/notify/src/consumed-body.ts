import { OptionError } from '@alipay-intl/core/errors';

/** @throws OptionError `ERR_BODY_CONSUMED` for a body that is not bytes any more. */
export function assertBytes(body: unknown): asserts body is Uint8Array {
  if (!(body instanceof Uint8Array)) throw consumedError();
}

/** A parser was there before. */
export function consumedError(): OptionError {
  return new OptionError('ERR_BODY_CONSUMED', {
    what: 'A body parser consumed the notification before it could be verified: the signature covers the raw bytes.',
    money: 'The notification was not acknowledged, so Alipay will send it again.',
    next: 'Mount the notification route before express.json() or koa-bodyparser, or give that route express.raw({ type: "*/*" }).',
  });
}
