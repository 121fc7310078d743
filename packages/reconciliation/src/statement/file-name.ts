/** A family of statement files: one way of writing them. docs/wire/statements §1. */
export type StatementFamily = 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'A6' | 'B0' | 'B1' | 'B2' | 'B3' | 'B4';

/** What a statement tells: a day's transactions, what was settled, or the sums of either. */
export type StatementReport = 'transaction' | 'settlement' | 'summary' | 'batch';

/** Every {@link StatementReport}. */
export const statementReports: readonly StatementReport[] = ['transaction', 'settlement', 'summary', 'batch'];

/** What the name of a statement file says. What a name leaves open is `undefined`. */
export interface StatementName {
  /** The name itself, without a directory. */
  readonly name: string;
  /** The families that use such names, most likely first; the column line decides. */
  readonly families: readonly StatementFamily[];
  /** `archive` is a zip of statements; `undefined` where the portal's name does not tell. */
  readonly report: StatementReport | 'archive' | undefined;
  /** The PID (16 digits from 2088) or the MID of newer systems. */
  readonly merchantId: string | undefined;
  /** The day in the name as `YYYY-MM-DD`: of the transactions, or of the settlement. */
  readonly day: string | undefined;
  /** Number of the settlement batch. */
  readonly batchId: string | undefined;
  /** The part of a split period, from 0. */
  readonly seq: number | undefined;
  /** ISO 4217 code. */
  readonly currency: string | undefined;
  /** The wallet or payment method that a settlement is for, for instance `KaKaoPay` or `ALIPAY_CN`. */
  readonly psp: string | undefined;
  readonly extension: 'txt' | 'csv' | 'xls' | 'xlsx' | 'zip';
}

interface NameRule {
  readonly grammar: RegExp;
  readonly families: readonly StatementFamily[];
  readonly report: StatementName['report'];
}

const inStore: readonly StatementFamily[] = ['A1', 'A3', 'A2'];
const online: readonly StatementFamily[] = ['A2', 'A4', 'A5', 'A6'];
const acquiring: readonly StatementFamily[] = ['B0'];
const ams: readonly StatementFamily[] = ['B3', 'B2', 'B1', 'B4'];
const dashboard: readonly StatementFamily[] = ['B3', 'B4'];
const portal: readonly StatementFamily[] = ['A1', 'A2', 'A3'];

// Pieces of a name. Only a wallet can hold the separator, and it is followed by pieces that cannot, so no name can be read in two ways.
const merchant = '(?<merchantId>[0-9A-Za-z]{4,64})';
const day = '(?<day>\\d{8})';
const batch = '(?<batchId>[0-9A-Za-z]{6,64})';
const seq = '(?<seq>\\d{3})';
const currency = '(?<currency>[A-Z]{3})';
const psp = '(?<psp>[0-9A-Za-z](?:_?[0-9A-Za-z]){1,31})';
const csv = '\\.(?<extension>csv)';

/** The names of docs/wire/statements §1, §5.1, §5.2 and §9.1. The first that fits is taken. */
const rules: readonly NameRule[] = [
  rule(`${merchant}_transaction_${day}\\.(?<extension>txt|csv)`, inStore, 'transaction'),
  rule(`${merchant}_settlement_${day}\\.(?<extension>txt|csv)`, inStore, 'settlement'),
  rule(`${merchant}_fptrade_${day}${csv}`, online, 'transaction'),
  rule(`${merchant}_settlebatch_${day}${csv}`, online, 'batch'),
  rule(`${merchant}_settle_${day}_${batch}${csv}`, online, 'settlement'),
  rule(`${merchant}_${day}\\.(?<extension>zip)`, online, 'archive'),
  rule(`ALIPAY_TRANSACTION_DETAIL_${currency}_${day}${csv}`, acquiring, 'transaction'),
  rule(`ALIPAY_SETTLEMENT_DETAIL_${currency}_${day}${csv}`, acquiring, 'settlement'),
  rule(`ALIPAY_SETTLEMENT_SUMMARY_${currency}_${day}${csv}`, acquiring, 'summary'),
  rule(`transactionItems_${day}_${seq}${csv}`, ams, 'transaction'),
  rule(`transactionItems_(?:${psp}_)?${currency}_${day}_${seq}${csv}`, ams, 'transaction'),
  rule(`transactionItems_${currency}_${seq}${csv}`, ams, 'transaction'),
  rule(`settlementItems_(?:${psp}_)?${currency}_${batch}_${seq}${csv}`, ams, 'settlement'),
  rule(`settlementSummary_(?:${psp}_)?${currency}_${batch}_${seq}${csv}`, ams, 'summary'),
  rule(`TRANSACTION_DETAIL_(?:${batch}_)?${day}\\.(?<extension>csv|xlsx)`, dashboard, 'transaction'),
  rule(`SETTLEMENT_DETAIL_(?:${batch}_)?${day}\\.(?<extension>csv|xlsx)`, dashboard, 'settlement'),
  rule(`SETTLEMENT_SUMMARY_(?:${batch}_)?${day}\\.(?<extension>csv|xlsx)`, dashboard, 'summary'),
  rule('(?<merchantId>2088\\d{12})_(?<day>\\d{8})(?:\\d{6})?\\.(?<extension>csv|txt|xls)', portal, undefined),
  rule('(?<merchantId>2088\\d{12})_\\d{6}\\.(?<extension>csv|txt|xls)', portal, undefined),
];

function rule(
  grammar: string,
  families: readonly StatementFamily[],
  report: StatementName['report'],
): NameRule {
  return { grammar: new RegExp(`^${grammar}$`), families, report };
}

/**
 * Reads the name of a statement file. It is an allow-list: a name with a directory, another suffix (`.tmp`, `.asc`)
 * or an impossible day is none. docs/wire/statements §1, §9.1.
 *
 * @param name - the file's name without its directory.
 * @returns what the name says, or `undefined` where it is not one that Alipay documents.
 * @example
 * parseStatementName('2088000000000000_transaction_20261121.txt')?.day; // 2026-11-21
 */
export function parseStatementName(name: string): StatementName | undefined {
  if (name.length > 200) return undefined;
  for (const { grammar, families, report } of rules) {
    const parts = grammar.exec(name)?.groups;
    if (parts === undefined) continue;
    const dayText = parts['day'];
    const isoDay = dayText === undefined ? undefined : calendarDay(dayText);
    if (dayText !== undefined && isoDay === undefined) continue;
    return {
      name,
      families,
      report,
      merchantId: parts['merchantId'],
      day: isoDay,
      batchId: parts['batchId'],
      seq: parts['seq'] === undefined ? undefined : Number(parts['seq']),
      currency: parts['currency'],
      psp: parts['psp'],
      extension: parts['extension'] as StatementName['extension'],
    };
  }
  return undefined;
}

/** `YYYYMMDD` as `YYYY-MM-DD`, where there is such a day. */
function calendarDay(digits: string): string | undefined {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const midnight = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(text) ? undefined : text;
}
