import { ReconciliationError } from '@alipay-intl/core/errors';

/** Fails where sums differ that must be the same. */
export function assertNone(issues: readonly string[]): void {
  if (issues.length === 0) return;
  throw new ReconciliationError('ERR_MATCH_UNBALANCED', {
    what: `Rows or money that went in are not all accounted for: ${issues.slice(0, 5).join('; ')}.`,
    money: 'No result was written down.',
    next: 'Report it with these numbers; they name no customer.',
    issues: issues.map((message) => ({ path: 'balances', message })),
  });
}

/** Says in words what differs, if it does. */
export function compare<Value extends number | bigint>(
  what: string,
  expected: Value,
  found: Value,
): readonly string[] {
  return expected === found ? [] : [`${what}: ${found} instead of ${expected}`];
}
