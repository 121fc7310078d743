import type { InputIssue } from '@alipay-intl/core/errors';
import { isCurrency } from '@alipay-intl/core/money';
import { earliestMs, ledgerGrammar, ledgerKinds, ledgerStatuses } from './ledger-grammar.ts';
import { shownValue } from './shown-value.ts';

const amountPattern = whole(ledgerGrammar.amount);
const idPattern = whole(ledgerGrammar.id);

type Members = Readonly<Record<string, unknown>>;

/**
 * Tells what cannot be right in a record of a merchant's own books; an empty list where nothing is wrong. Whether an id occurs
 * twice can only be told of all records together.
 *
 * @param record - a `LedgerRecord`, or whatever an export made instead of one. Members that are not known are left alone.
 * @param nowMs - epoch milliseconds; a record of a later moment is refused.
 */
export function checkLedgerRecord(record: unknown, nowMs: number): readonly InputIssue[] {
  if (typeof record !== 'object' || record === null) return [issue('', record, 'a record')];
  const members = record as Members;
  const issues: InputIssue[] = [];
  if (!isWord(ledgerKinds, members['kind'])) issues.push(issue('kind', members['kind'], 'payment or refund'));
  if (!isId(members['ownId'])) issues.push(issue('ownId', members['ownId'], idExpected));
  checkId(issues, members, 'providerId');
  checkOriginal(issues, members, 'originalOwnId');
  checkOriginal(issues, members, 'originalProviderId');
  if (!isWord(ledgerStatuses, members['status'])) {
    issues.push(issue('status', members['status'], 'succeeded, reversed, failed or open'));
  }
  checkAmount(issues, members['amount']);
  checkMoment(issues, members['occurredAtMs'], nowMs);
  return issues;
}

/** Something wrong with a member: what stands there, and what was expected. */
export function issue(path: string, value: unknown, expected: string): InputIssue {
  const isMissing = value === undefined || value === null;
  return {
    path,
    message: isMissing ? `is missing; expected ${expected}` : `${shownValue(value)} is not ${expected}`,
  };
}

const idExpected = '1 to 128 visible characters without a blank at either end';

function checkId(issues: InputIssue[], members: Members, name: string): void {
  const id = members[name];
  if (id !== undefined && !isId(id)) issues.push(issue(name, id, `${idExpected}, or left out`));
}

function checkOriginal(issues: InputIssue[], members: Members, name: string): void {
  if (members['kind'] === 'payment' && members[name] !== undefined) {
    issues.push(issue(name, members[name], 'for a payment; only a refund has an original'));
  } else checkId(issues, members, name);
}

function checkAmount(issues: InputIssue[], amount: unknown): void {
  if (typeof amount !== 'object' || amount === null) {
    issues.push(issue('amount', amount, 'an amount { currency, value }'));
    return;
  }
  const { currency, value } = amount as Members;
  if (typeof currency !== 'string' || !isCurrency(currency)) {
    issues.push(issue('amount.currency', currency, 'an active ISO 4217 code, such as USD'));
  }
  if (typeof value !== 'string' || !amountPattern.test(value)) {
    issues.push(issue('amount.value', value, amountExpected(value)));
  }
}

function amountExpected(value: unknown): string {
  const digits = '1 to 15 digits of the smallest unit, above zero, without sign, point or leading zero';
  return typeof value === 'string' ? digits : `a text of ${digits}`;
}

function checkMoment(issues: InputIssue[], atMs: unknown, nowMs: number): void {
  if (typeof atMs !== 'number' || !Number.isSafeInteger(atMs) || atMs < earliestMs) {
    issues.push(
      issue('occurredAtMs', atMs, 'a moment: a whole number of milliseconds since 1970, after the year 1999'),
    );
  } else if (atMs > nowMs)
    issues.push({ path: 'occurredAtMs', message: `${momentOf(atMs)} is in the future` });
}

/** Times beyond the year 275760 have no text. */
function momentOf(atMs: number): string {
  const time = new Date(atMs);
  return Number.isNaN(time.getTime()) ? String(atMs) : time.toISOString();
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value);
}

function isWord(words: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && words.includes(value);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
