import { type AlipayErrorCode, isAlipayError } from '@alipay-intl/core/errors';
import type { World } from './world.ts';

/** The code of an error of the library. */
export function codeOf(error: unknown): AlipayErrorCode | undefined {
  return isAlipayError(error) ? error.code : undefined;
}

/** Anything but these codes is a breach. */
export function assertExpected(
  { fail }: Pick<World, 'fail'>,
  attemptId: string | undefined,
  error: unknown,
  expected: readonly AlipayErrorCode[],
): void {
  const code = codeOf(error);
  if (code !== undefined && expected.includes(code)) return;
  fail('unexpected error', attemptId, error instanceof Error ? `${error.stack}` : String(error));
}
