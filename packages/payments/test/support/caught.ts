import { AlipayError } from '@alipay-intl/core';

type Class<T> = abstract new (...parameters: never[]) => T;

/** Waits for something that must fail with an error of one class of the library, and returns that error. */
export async function caught<T extends AlipayError = AlipayError>(
  run: Promise<unknown> | (() => unknown),
  errorClass?: Class<T>,
): Promise<T> {
  let value: unknown;
  try {
    value = await (typeof run === 'function' ? run() : run);
  } catch (error) {
    if (error instanceof (errorClass ?? AlipayError)) return error as T;
    throw new Error('failed with an error of another class', { cause: error });
  }
  throw new Error(`did not fail: ${JSON.stringify(value)}`);
}
