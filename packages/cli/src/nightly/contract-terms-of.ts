import type { WorkingDay } from '@alipay-intl/reconciliation/fetch';
import type { ContractTerms } from '@alipay-intl/reconciliation/match';
import type { MerchantConfiguration } from '../configuration/configuration.ts';

/** The terms of a merchant's contract, with the calendar that all merchants share. */
export function contractTermsOf(
  { contract, booksBegin }: MerchantConfiguration,
  isWorkingDay: WorkingDay,
): ContractTerms {
  return { ...contract, booksBegin, isWorkingDay };
}
