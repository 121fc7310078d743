import { breakFromJson, dayResultFromJson } from '@alipay-intl/reconciliation/days';
import type { Break, DayResult } from '@alipay-intl/reconciliation/match';
import { damagedStore } from '../store-failure.ts';

/** @throws StoreError `ERR_STORE_DAMAGED` for what is not a break. */
export function readBreak(content: string): Break {
  return readable('A break in the book of days cannot be read.', () => breakFromJson(JSON.parse(content)));
}

/** @throws StoreError `ERR_STORE_DAMAGED` for what is not the result of a day. */
export function readResult(content: string): DayResult {
  return readable('A result in the book of days cannot be read.', () =>
    dayResultFromJson(JSON.parse(content)),
  );
}

function readable<Value>(what: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw damagedStore(what, error);
  }
}
