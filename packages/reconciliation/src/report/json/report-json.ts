import type { DayResult, RowSum, SideBalance } from '../../match/day-result.ts';
import { checkBalance, dispositions, sideNames } from '../balance-check.ts';
import { earlierBreaks } from '../listed-breaks.ts';
import type { Money } from '../money-text.ts';
import type { ReportInput } from '../report-input.ts';
import { countsNow } from '../standing-now.ts';
import { verdictOf } from '../verdict.ts';
import { breakJson } from './break-json.ts';
import {
  currencyJson,
  type JsonMembers,
  type JsonValue,
  moneyJson,
  sortedJson,
  timeJson,
  writeDocument,
} from './json-value.ts';

/**
 * Writes the whole report as one JSON document, `docs/report.md`. Names keep their order and every name is always there, so that two
 * reports can be compared line by line. Money is digits in the smallest unit with its currency and exponent beside it.
 *
 * @throws OptionError `ERR_CURRENCY_UNKNOWN` where a result names a currency that ISO 4217 does not have.
 */
export function reportJson(input: ReportInput): string {
  const { result, merchantName, run, atMs, notes } = input;
  return writeDocument({
    format: 'alipay-intl/reconciliation-report',
    version: 1,
    merchant: { id: result.merchant, name: merchantName ?? null },
    day: result.day,
    zone: 'UTC+8',
    run,
    madeAt: timeJson(atMs),
    inputsSha256: result.inputsSha256,
    state: result.state,
    verdict: verdictJson(input),
    totals: result.totals.map(totalJson),
    balances: sideNames.map((name) => balanceJson(name, result.balances[name])),
    counts: countsNow(input).map(countJson),
    breaks: result.breaks.map((found) => breakJson(found, notes)),
    stillOpen: earlierBreaks(input).map((found) => breakJson(found, notes)),
    closedBreaks: result.closed.map(({ id, reason }) => ({ id, reason })),
    pairs: sortedJson(result.pairs),
    hours: result.hours.map(hourJson),
    ...filesJson(result),
  });
}

function verdictJson(input: ReportInput): JsonValue {
  const { state, headline, sentence, open, waiting, explained, atStake, next, ...earlier } = verdictOf(input);
  const moneyOf = (list: readonly Money[]): JsonValue =>
    list.map(({ currency, value }) => moneyJson(currency, value));
  const { earlierOpen, earlierAtStake } = earlier;
  return {
    ...{ state, headline, sentence, open, waiting, explained, atStake: moneyOf(atStake) },
    ...{ earlierOpen, earlierAtStake: moneyOf(earlierAtStake), next },
  };
}

function totalJson(totals: DayResult['totals'][number]): JsonValue {
  const { currency, ledger, transactions, settledGross, fee, net } = totals;
  return { ...currencyJson(currency), ...digitsOf({ ledger, transactions, settledGross, fee, net }) };
}

function balanceJson(side: string, balance: SideBalance): JsonValue {
  const checked = checkBalance(balance);
  const by = dispositions.flatMap((name) => {
    const sum = balance.by[name];
    return sum === undefined ? [] : [[name, sumJson(sum)] as const];
  });
  return {
    side,
    added: sumJson(balance.added),
    carriedIn: sumJson(balance.carriedIn),
    by: Object.fromEntries(by),
    in: sumJson(checked.in),
    out: sumJson(checked.out),
    agrees: checked.agrees,
  };
}

function sumJson({ rows, money }: RowSum): JsonValue {
  const amounts = Object.keys(money)
    .sort()
    .map((currency) => moneyJson(currency, money[currency]));
  return { rows, money: amounts };
}

function countJson(count: ReturnType<typeof countsNow>[number]): JsonValue {
  const { kind, standing, currency, rows, atStake } = count;
  return { kind, standingNow: standing, rows, atStake: moneyJson(currency, atStake) };
}

function hourJson(hour: DayResult['hours'][number]): JsonValue {
  const { payments, refunds, paid, refunded } = hour;
  return {
    hour: hour.hour,
    ...currencyJson(hour.currency),
    payments,
    refunds,
    ...digitsOf({ paid, refunded }),
  };
}

function digitsOf(amounts: Readonly<Record<string, bigint>>): JsonMembers {
  return Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, value.toString()]));
}

function filesJson({ files, missingFiles }: DayResult): JsonMembers {
  return {
    files: files.map(({ name, family, report, layout, revision, sha256, bytes, rows, warnings }) => ({
      ...{ name, family, report, layout, revision, sha256, bytes, rows, warnings },
    })),
    missingFiles: missingFiles.map(({ family, report, day, state }) => ({ family, report, day, state })),
  };
}
