/**
 * Whether there is anything to wait for. Most records, logs and handlers answer at once, and each `await` costs a turn of its own.
 */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}
