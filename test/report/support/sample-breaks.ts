import type { Break, BreakKind } from '@alipay-intl/reconciliation/match';
import { at, fileSide, ledgerSide, sampleBreak, settlementSide, transactionSide } from './sample-rows.ts';

type Change = Partial<Break>;

const yen = { currency: 'JPY', netCurrency: 'JPY' } as const;

/** One or more breaks of each kind, as an engine would list them. */
const changes: Readonly<Record<BreakKind, readonly Change[]>> = {
  MISSING_AT_PROVIDER: [
    {
      ledger: ledgerSide({ ownId: 'ORDER-2026-11-19-000007', providerId: undefined, gross: 1_250_000n }),
      day: '2026-11-19',
      atStake: 1_250_000n,
    },
    {
      ledger: ledgerSide({
        ownId: 'ORDER-2026-11-20-000311',
        currency: 'JPY',
        gross: 48_000n,
        occurredAtMs: at('23:58:51'),
      }),
      currency: 'JPY',
      atStake: 48_000n,
      standing: 'waiting',
      dueDay: '2026-11-21',
    },
  ],
  MISSING_IN_LEDGER: [
    {
      transaction: transactionSide({
        ownId: 'ORDER-2026-11-20-000099',
        gross: 4_999n,
        fee: -75n,
        net: 4_924n,
      }),
      atStake: 4_999n,
    },
    {
      transaction: transactionSide({
        ...yen,
        kind: 'refund',
        printedType: 'REFUND',
        ownId: 'RF-0000000000000000000000017',
        originalOwnId: 'ORDER-2026-11-02-000017',
        gross: -6_200n,
        fee: 0n,
        net: -6_200n,
        line: 1_377,
      }),
      currency: 'JPY',
      atStake: 6_200n,
      day: '2026-11-17',
    },
  ],
  AMOUNT_MISMATCH: [
    {
      question: 'same-amount',
      rule: 'gross of own-id pair',
      ledger: ledgerSide({ gross: 12_950n }),
      transaction: transactionSide({ gross: 12_590n, fee: -189n, net: 12_401n }),
      atStake: 360n,
      difference: -360n,
      facts: { amount: 'under' },
    },
    {
      question: 'same-amount',
      rule: 'gross of own-id pair',
      ledger: ledgerSide({ ownId: 'ORDER-EUR-3', currency: 'EUR', gross: 100n }),
      transaction: transactionSide({
        ownId: 'ORDER-EUR-3',
        currency: 'EUR',
        netCurrency: 'EUR',
        gross: 10_000n,
        fee: -150n,
        net: 9_850n,
      }),
      currency: 'EUR',
      atStake: 9_900n,
      difference: 9_900n,
      facts: { amount: 'over' },
    },
  ],
  CURRENCY_MISMATCH: [
    {
      question: 'same-currency',
      ledger: ledgerSide({ currency: 'USD', gross: 15_000n }),
      transaction: transactionSide({ ...yen, gross: 15_000n, fee: -225n, net: 14_775n }),
      currency: 'JPY',
      atStake: 15_000n,
    },
  ],
  FEE_MISMATCH: [
    {
      question: 'fee-as-agreed',
      rule: 'fee of 1.5 % and $0.00',
      transaction: transactionSide({ fee: -259n, net: 12_691n }),
      settlement: settlementSide({ fee: -259n, net: 12_691n }),
      atStake: 65n,
      difference: -65n,
      facts: { expectedFee: '-194', perMillion: '15000' },
    },
  ],
  FX_MISMATCH: [
    {
      question: 'rate-as-agreed',
      settlement: settlementSide({
        currency: 'EUR',
        netCurrency: 'USD',
        gross: 10_000n,
        fee: -160n,
        net: 10_640n,
      }),
      atStake: 22n,
      difference: -22n,
      facts: { agreedRate: '1.08220', usedRate: '1.08000' },
    },
  ],
  NET_FORMULA_MISMATCH: [
    {
      question: 'net-formula',
      settlement: settlementSide({ net: 12_750n, line: 402 }),
      atStake: 6n,
      difference: -6n,
    },
  ],
  STATUS_MISMATCH: [
    {
      question: 'same-status',
      ledger: ledgerSide({ status: 'failed', gross: 23_000n }),
      transaction: transactionSide({ gross: 23_000n, fee: -345n, net: 22_655n }),
      atStake: 23_000n,
    },
  ],
  TYPE_MISMATCH: [
    {
      question: 'same-type',
      ledger: ledgerSide({ kind: 'refund', ownId: 'RF-2026-9', currency: 'EUR', gross: -2_000n }),
      transaction: transactionSide({
        ownId: 'RF-2026-9',
        currency: 'EUR',
        netCurrency: 'EUR',
        gross: 2_000n,
        fee: -30n,
        net: 1_970n,
      }),
      currency: 'EUR',
      atStake: 4_000n,
    },
  ],
  DUPLICATE_AT_PROVIDER: [
    { question: 'once-at-provider', transaction: transactionSide({ line: 1_205 }), atStake: 12_950n },
  ],
  DUPLICATE_IN_LEDGER: [
    {
      question: 'once-in-ledger',
      ledger: ledgerSide({ ownId: 'ORDER-2026-11-20-000042-B' }),
      transaction: transactionSide(),
      atStake: 12_950n,
    },
  ],
  PENDING_SETTLEMENT: [
    {
      question: 'settled',
      standing: 'waiting',
      dueDay: '2026-11-24',
      transaction: transactionSide({ ...yen, ownId: 'ORDER-JP-88', gross: 9_800n, fee: -147n, net: 9_653n }),
      currency: 'JPY',
      atStake: 9_800n,
    },
    {
      question: 'settled',
      standing: 'waiting',
      dueDay: '2026-11-24',
      transaction: transactionSide({ ownId: 'ORDER-US-89' }),
      day: '2026-11-19',
    },
  ],
  OVERDUE_SETTLEMENT: [
    {
      question: 'settled',
      dueDay: '2026-11-12',
      day: '2026-11-09',
      transaction: transactionSide({
        ...yen,
        ownId: 'ORDER-JP-12',
        file: '2088000000000000_transaction_20261109.txt',
        gross: 120_000n,
        fee: -1_800n,
        net: 118_200n,
        occurredAtMs: at('14:02:10', '2026-11-09'),
      }),
      currency: 'JPY',
      atStake: 120_000n,
    },
    {
      question: 'settled',
      dueDay: '2026-10-14',
      day: '2026-10-09',
      transaction: transactionSide({
        currency: 'KWD',
        netCurrency: 'KWD',
        ownId: 'ORDER-KW-1',
        file: '2088000000000000_transaction_20261009.txt',
        gross: 45_500n,
        fee: -683n,
        net: 44_817n,
        occurredAtMs: at('09:00:00', '2026-10-09'),
      }),
      currency: 'KWD',
      atStake: 45_500n,
    },
  ],
  SETTLED_TWICE: [
    {
      question: 'settled-once',
      settlement: settlementSide({ line: 312 }),
      ledger: ledgerSide(),
      transaction: transactionSide(),
      atStake: 12_756n,
    },
  ],
  SETTLED_BUT_NOT_TRANSACTED: [
    {
      question: 'settled-as-transacted',
      settlement: settlementSide({ ownId: 'ORDER-UNKNOWN-1', gross: 7_700n, fee: -116n, net: 7_584n }),
      atStake: 7_584n,
    },
  ],
  ORPHAN_REFUND: [
    {
      question: 'refund-has-payment',
      transaction: transactionSide({
        kind: 'refund',
        printedType: 'REFUND',
        ownId: 'RF-OLD-3',
        originalOwnId: 'ORDER-2024-1',
        originalProviderId: '2024010122001407890500000001',
        gross: -3_300n,
        fee: 50n,
        net: -3_250n,
      }),
      atStake: 3_300n,
    },
  ],
  OVER_REFUND: [
    {
      question: 'refunds-within-payment',
      ledger: ledgerSide({ kind: 'refund', ownId: 'RF-2', gross: -8_000n, originalOwnId: 'ORDER-5' }),
      transaction: transactionSide({
        kind: 'refund',
        printedType: 'REFUND',
        ownId: 'RF-2',
        originalOwnId: 'ORDER-5',
        gross: -8_000n,
        fee: 0n,
        net: -8_000n,
      }),
      atStake: 3_000n,
      difference: -3_000n,
      facts: { paid: '10000', refunded: '-13000' },
    },
  ],
  SUMMARY_MISMATCH: [
    {
      question: 'sums-agree',
      rule: 'payout against batch total',
      atStake: 2_500n,
      difference: -2_500n,
      facts: { batch: '202611200001', settled: '1206856', received: '1204356' },
    },
    {
      question: 'sums-agree',
      rule: 'payout against batch total',
      standing: 'waiting',
      dueDay: '2026-11-24',
      currency: 'JPY',
      atStake: 880_000n,
      facts: { batch: '202611200002', settled: '880000' },
    },
  ],
  FILE_MISSING: [
    {
      question: 'file-whole',
      rule: 'calendar of A1',
      file: fileSide({ name: '2088000000000000_settlement_20261119.txt', sha256: undefined }),
      currency: undefined,
      atStake: 0n,
    },
  ],
  FILE_TRUNCATED: [
    {
      question: 'file-whole',
      rule: 'end of the file',
      file: fileSide({ defects: [{ code: 'FILE_TRUNCATED', line: 4_003, expected: '<END>' }] }),
      currency: undefined,
      atStake: 0n,
    },
  ],
  FILE_SEQ_GAP: [
    {
      question: 'file-whole',
      rule: 'parts of a batch',
      file: fileSide({ defects: [{ code: 'FILE_SEQ_GAP', expected: 'a part 001' }] }),
      currency: undefined,
      atStake: 0n,
    },
  ],
  FILE_CHANGED: [
    {
      question: 'file-whole',
      rule: 'hash of the file',
      file: fileSide(),
      currency: undefined,
      atStake: 0n,
      facts: { revision: '2' },
    },
  ],
  UNKNOWN_COLUMN: [
    {
      question: 'file-whole',
      rule: 'columns',
      file: fileSide({
        defects: [{ code: 'UNKNOWN_COLUMN', line: 3, column: 'Subsidy', expected: 'a documented column' }],
      }),
      currency: undefined,
      atStake: 0n,
    },
  ],
  MISSING_COLUMN: [
    {
      question: 'file-whole',
      rule: 'columns',
      file: fileSide({
        defects: [{ code: 'MISSING_COLUMN', line: 3, column: 'Fee', expected: 'a column Fee' }],
      }),
      currency: undefined,
      atStake: 0n,
    },
  ],
  UNIT_AMBIGUOUS: [
    {
      question: 'file-whole',
      rule: 'unit',
      file: fileSide({
        defects: [
          { code: 'UNIT_AMBIGUOUS', expected: 'an amount with a decimal point, or the setting unit' },
        ],
      }),
      currency: undefined,
      atStake: 0n,
    },
  ],
  ROW_MALFORMED: [
    {
      question: 'file-whole',
      rule: 'rows',
      file: fileSide({
        defects: [{ code: 'ROW_MALFORMED', line: 17, printed: '14 cells', expected: '15 cells' }],
      }),
      currency: undefined,
      atStake: 0n,
    },
  ],
  FILE_REFUSED: [
    {
      question: 'file-whole',
      rule: 'rows',
      file: fileSide({
        defects: Array.from({ length: 5 }, (_, index) => ({
          code: 'TIME_INVALID',
          line: 20 + index,
          column: 'Payment_time',
          printed: '2026-02-30 10:00:00',
          expected: 'a day that exists',
        })),
      }),
      currency: undefined,
      atStake: 0n,
    },
  ],
};

/** Every kind of break, the open ones first. */
export const sampleBreaks: readonly Break[] = Object.entries(changes)
  .flatMap(([kind, list]) => list.map((change) => sampleBreak(kind as BreakKind, change)))
  .sort((left, right) => (left.standing < right.standing ? -1 : left.standing > right.standing ? 1 : 0));
