import { reportWarning as report, warnOnThrow } from '@alipay-intl/core/printing';

const name = 'AlipayNotificationWarning';

/** Reports an error that has no other way to whoever runs this process. Never throws. */
export function reportWarning(error: unknown): void {
  report(name, error);
}

/** Calls what the caller gave us. What it throws, at once or by its promise, is reported like that. */
export function warned(callback: () => unknown): void {
  warnOnThrow(name, callback);
}
