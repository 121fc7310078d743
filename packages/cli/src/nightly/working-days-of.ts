import type { WorkingDay } from '@alipay-intl/reconciliation/fetch';
import type { Configuration } from '../configuration/configuration.ts';

/** The Chinese calendar with what the configuration adds to it. */
export async function workingDaysOf({ calendar }: Configuration): Promise<WorkingDay> {
  const { chinaWorkingDays } = await import('@alipay-intl/reconciliation/days');
  return chinaWorkingDays(calendar);
}
