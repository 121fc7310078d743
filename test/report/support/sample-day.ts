import type {
  Break,
  BreakCount,
  DayResult,
  HourVolume,
  RowSum,
  SideBalance,
} from '@alipay-intl/reconciliation/match';
import type { ReportInput } from '@alipay-intl/reconciliation/report';
import { sampleBreaks } from './sample-breaks.ts';
import { at, sampleDay } from './sample-rows.ts';

const currencies = ['EUR', 'JPY', 'KWD', 'USD'] as const;

function sum(rows: number, ...[eur, jpy, kwd, usd]: readonly bigint[]): RowSum {
  return { rows, money: { EUR: eur ?? 0n, JPY: jpy ?? 0n, KWD: kwd ?? 0n, USD: usd ?? 0n } };
}

function side(by: SideBalance['by'], carriedIn: RowSum): SideBalance {
  const out = Object.values(by);
  const rows = out.reduce((count, one) => count + one.rows, 0) - carriedIn.rows;
  const money = Object.fromEntries(
    currencies.map((currency) => [
      currency,
      out.reduce((total, one) => total + (one.money[currency] ?? 0n), 0n) - (carriedIn.money[currency] ?? 0n),
    ]),
  );
  return { added: { rows, money }, carriedIn, by };
}

/** Counts of listed breaks. */
export function countsOf(breaks: readonly Break[]): readonly BreakCount[] {
  const counts = new Map<string, BreakCount>();
  for (const { kind, standing, currency, atStake } of breaks) {
    const key = `${kind} ${standing} ${currency}`;
    const before = counts.get(key) ?? { rows: 0, atStake: 0n };
    counts.set(key, { kind, standing, currency, rows: before.rows + 1, atStake: before.atStake + atStake });
  }
  return [...counts.values()];
}

const perHour = [
  3, 1, 0, 0, 0, 2, 14, 38, 77, 121, 163, 188, 240, 214, 171, 150, 158, 196, 254, 281, 230, 149, 71, 22,
];

function hours(): readonly HourVolume[] {
  return perHour
    .flatMap((payments, hour) =>
      currencies.map((currency, index) => {
        const share = Math.floor(payments / (index + 1));
        const refunds = Math.floor(share / 12);
        return {
          hour,
          currency,
          payments: share,
          refunds,
          paid: BigInt(share) * 12_345n,
          refunded: BigInt(refunds) * -4_321n,
        };
      }),
    )
    .filter(({ payments }) => payments > 0);
}

/** A day with breaks of every kind in four currencies. */
export const sampleResult: DayResult = {
  merchant: '2088000000000000',
  day: sampleDay,
  state: 'open',
  files: [
    {
      name: '2088000000000000_transaction_20261120.txt',
      family: 'A1',
      report: 'transaction',
      layout: 'A1-transaction-21',
      revision: 1,
      sha256: 'a1'.repeat(32),
      bytes: 812_443,
      rows: 4_411,
      warnings: [],
    },
    {
      name: '2088000000000000_settlement_20261120.txt',
      family: 'A1',
      report: 'settlement',
      layout: 'A1-settlement-11',
      revision: 2,
      sha256: 'b2'.repeat(32),
      bytes: 401_202,
      rows: 4_102,
      warnings: ['WITHIN_TOLERANCE'],
    },
  ],
  missingFiles: [{ family: 'A1', report: 'settlement', day: '2026-11-19', state: 'late' }],
  balances: {
    ledger: side(
      {
        matched: sum(4_380, 4_812_345n, 18_204_500n, 912_500n, 54_110_243n),
        mismatched: sum(6, 12_000n, 0n, 0n, 50_900n),
        waiting: sum(1, 0n, 48_000n),
        missing: sum(1, 0n, 0n, 0n, 1_250_000n),
        duplicate: sum(1, 0n, 0n, 0n, 12_950n),
        'no-money': sum(31),
      },
      sum(3, 0n, 21_000n, 0n, 1_250_000n),
    ),
    transactions: side(
      {
        matched: sum(4_380, 4_812_345n, 18_204_500n, 912_500n, 54_110_243n),
        mismatched: sum(6, 12_000n, 15_000n, 0n, 35_590n),
        missing: sum(2, 0n, -6_200n, 0n, 4_999n),
        duplicate: sum(1, 0n, 0n, 0n, 12_950n),
        adjustment: sum(1, 0n, 0n, 0n, -9_900n),
        'no-money': sum(21),
      },
      sum(0),
    ),
    unsettled: side(
      {
        matched: sum(4_090, 4_511_200n, 17_200_100n, 850_000n, 50_020_330n),
        waiting: sum(280, 301_145n, 1_014_200n, 62_500n, 4_089_913n),
        missing: sum(2, 0n, 120_000n, 45_500n),
        netted: sum(8),
      },
      sum(41, 120_000n, 220_000n, 45_500n, 933_000n),
    ),
    settlements: side(
      {
        matched: sum(4_090, 4_443_532n, 16_942_098n, 837_250n, 49_270_025n),
        mismatched: sum(3, 0n, 0n, 0n, 36_081n),
        duplicate: sum(1, 0n, 0n, 0n, 12_756n),
        missing: sum(1, 0n, 0n, 0n, 7_584n),
        'account-level': sum(2, 0n, 0n, 0n, -120_000n),
        'provider-rounding': sum(1, 0n, 0n, 0n, 2n),
        'before-books': sum(4, 0n, 0n, 0n, 88_200n),
      },
      sum(0),
    ),
  },
  totals: [
    {
      currency: 'EUR',
      ledger: 4_824_345n,
      transactions: 4_824_345n,
      settledGross: 4_511_200n,
      fee: -67_668n,
      net: 4_443_532n,
    },
    {
      currency: 'JPY',
      ledger: 18_252_500n,
      transactions: 18_213_300n,
      settledGross: 17_200_100n,
      fee: -258_002n,
      net: 16_942_098n,
    },
    {
      currency: 'KWD',
      ledger: 912_500n,
      transactions: 912_500n,
      settledGross: 850_000n,
      fee: -12_750n,
      net: 837_250n,
    },
    {
      currency: 'USD',
      ledger: 55_424_093n,
      transactions: 54_153_882n,
      settledGross: 50_144_330n,
      fee: -849_682n,
      net: 49_294_648n,
    },
  ],
  hours: hours(),
  pairs: {
    'own-id': 4_301,
    'provider-id': 77,
    'original-and-amount': 2,
    'timing-shifted': 9,
    'within-tolerance': 31,
  },
  breaks: sampleBreaks,
  counts: [
    ...countsOf(sampleBreaks).filter(({ kind }) => kind !== 'PENDING_SETTLEMENT'),
    // Pending settlements are counted, and only the first are listed.
    { kind: 'PENDING_SETTLEMENT', standing: 'waiting', currency: 'JPY', rows: 120, atStake: 1_014_200n },
    { kind: 'PENDING_SETTLEMENT', standing: 'waiting', currency: 'USD', rows: 160, atStake: 4_089_913n },
  ],
  closed: [
    { id: '0123456789abcdef0123', reason: 'booked 2 days later' },
    { id: 'fedcba98765432100000', reason: 'settled 1 day late' },
  ],
  inputsSha256: '5e'.repeat(32),
};

/** The report of it, with what people have said about two of its breaks. */
export const sampleInput: ReportInput = {
  result: sampleResult,
  merchantName: 'Harbour Street Books Ltd',
  notes: new Map([
    [
      breakId('SETTLED_TWICE'),
      {
        standing: 'closed-by-person',
        by: 'm.lindqvist',
        reason: 'Alipay confirmed: taken back with batch 202611230001.',
      },
    ],
    [
      breakId('ORPHAN_REFUND'),
      { standing: 'closed-by-run', by: 'nightly', reason: 'The payment came with a late file.' },
    ],
  ]),
  run: 3,
  atMs: at('11:04:30', '2026-11-21'),
};

/** A day on which everything agrees. */
export const closedInput: ReportInput = {
  result: {
    ...sampleResult,
    state: 'closed',
    totals: sampleResult.totals.map((total) => ({ ...total, ledger: total.transactions })),
    breaks: [],
    counts: [],
    closed: [],
    missingFiles: [],
  },
  run: 1,
  atMs: sampleInput.atMs,
};

function breakId(kind: Break['kind']): string {
  const found = sampleBreaks.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} among the sample's breaks`);
  return found.id;
}
