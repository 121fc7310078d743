import type { Break, BreakKind, FileSide, LedgerSide, ProviderSide } from '@alipay-intl/reconciliation/match';

export const sampleDay = '2026-11-20';

/** A moment of the sample's day, or of one before it, on the clock of UTC+8. */
export function at(clock: string, day: string = sampleDay): number {
  return Date.parse(`${day}T${clock}+08:00`);
}

export function ledgerSide(change: Partial<LedgerSide> = {}): LedgerSide {
  return {
    kind: 'payment',
    ownId: 'ORDER-2026-11-20-000042',
    providerId: '2026112022001407890500042317',
    originalOwnId: undefined,
    originalProviderId: undefined,
    status: 'succeeded',
    currency: 'USD',
    gross: 12_950n,
    occurredAtMs: at('10:15:42'),
    ...change,
  };
}

export function transactionSide(change: Partial<ProviderSide> = {}): ProviderSide {
  return {
    file: '2088000000000000_transaction_20261120.txt',
    line: 1_204,
    kind: 'payment',
    printedType: 'PAYMENT',
    ownId: 'ORDER-2026-11-20-000042',
    providerId: '2026112022001407890500042317',
    originalOwnId: undefined,
    originalProviderId: undefined,
    currency: 'USD',
    netCurrency: 'USD',
    gross: 12_950n,
    fee: -194n,
    net: 12_756n,
    occurredAtMs: at('10:15:43'),
    settledAtMs: undefined,
    batchId: undefined,
    ...change,
  };
}

export function settlementSide(change: Partial<ProviderSide> = {}): ProviderSide {
  return {
    ...transactionSide({ file: '2088000000000000_settlement_20261120.txt', line: 311 }),
    settledAtMs: at('00:00:00'),
    batchId: '202611200001',
    ...change,
  };
}

export function fileSide(change: Partial<FileSide> = {}): FileSide {
  return {
    name: '2088000000000000_settlement_20261120.txt',
    sha256: 'c4'.repeat(32),
    defects: [],
    ...change,
  };
}

let breakCount = 0;

/** A break with an id of its own. */
export function sampleBreak(kind: BreakKind, change: Partial<Break> = {}): Break {
  breakCount++;
  return {
    id: `${(breakCount * 0x9e3779b1).toString(16)}${'0123456789abcdef'.repeat(2)}`.slice(0, 20),
    kind,
    question: 'known-to-both',
    standing: 'open',
    day: sampleDay,
    dueDay: undefined,
    rule: 'own-id, then provider-id',
    currency: 'USD',
    atStake: 12_950n,
    difference: undefined,
    ledger: undefined,
    transaction: undefined,
    settlement: undefined,
    file: undefined,
    facts: {},
    ...change,
  };
}
