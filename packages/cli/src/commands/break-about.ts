import type { Break } from '@alipay-intl/reconciliation/match';

/** What a break is about, by the id that a person looks for. */
export function breakAbout({ ledger, transaction, settlement, file }: Break): string {
  const provider = transaction ?? settlement;
  return ledger?.ownId ?? provider?.ownId ?? provider?.providerId ?? file?.name ?? '';
}
