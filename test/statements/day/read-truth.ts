import type { StatementRecord } from '@alipay-intl/reconciliation';
import type { TrueRecord } from './true-record.ts';

/** A record of the reader with the fields that the generator knows. */
export function asTrueRecord(record: StatementRecord): TrueRecord {
  const { kind, printedType, direction, ownId, providerId, originalOwnId, originalProviderId, batchId } =
    record;
  const { occurredAtMs, settledAtMs, currency, netCurrency, gross, fee, net, grossCny, netCny } = record;
  const { distributed, count, status, rate, remark, cells } = record;
  return {
    ...{ kind, printedType, direction, ownId, providerId, originalOwnId, originalProviderId, batchId },
    ...{ occurredAtMs, settledAtMs, currency, netCurrency, gross, fee, net, grossCny, netCny },
    ...{ distributed, count, status, rate, remark, cells },
    fees:
      record.fees.length === 0
        ? undefined
        : record.fees.map((one) => `${one.name} ${one.value} ${one.currency}`),
  };
}
