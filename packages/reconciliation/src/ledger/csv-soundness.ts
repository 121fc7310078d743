import { listCurrencies } from '@alipay-intl/core/money';
import { earliestMs, ledgerGrammar, ledgerKinds, ledgerStatuses } from './ledger-grammar.ts';
import { sqlText } from './sql-text.ts';

/** SQL of the moment of a row, in epoch milliseconds. Fails for what is no moment. */
export const csvMoment = 'epoch_ms(occurredAt::timestamptz)';

/** SQL that tells whether a row can be right, as `checkLedgerRecord` does; fails, is null or is false where it cannot. */
export function csvSoundness(nowMs: number): string {
  const original = (name: string): string =>
    `(${name} is null or (kind = 'refund' and ${matches(name, 'id')}))`;
  return [
    `kind in (${ledgerKinds.map(sqlText).join(', ')})`,
    matches('ownId', 'id'),
    `(providerId is null or ${matches('providerId', 'id')})`,
    original('originalOwnId'),
    original('originalProviderId'),
    `status in (${ledgerStatuses.map(sqlText).join(', ')})`,
    // Several times as fast as a list of 180 words.
    `regexp_full_match(currency, ${sqlText(listCurrencies().join('|'))})`,
    matches('amount', 'amount'),
    matches('occurredAt', 'time'),
    `occurredMs between ${earliestMs} and ${Math.trunc(nowMs)}`,
  ].join(' and ');
}

function matches(column: string, grammar: keyof typeof ledgerGrammar): string {
  return `regexp_full_match(${column}, ${sqlText(ledgerGrammar[grammar])})`;
}
