import { z } from 'zod';
import type { DayResult, RowSum, SideBalance } from '../match/day-result.ts';
import { breakSchema, decoded } from './break-json.ts';
import { type Json, toJson } from './json.ts';
import { bigintText, maybe, whole, word } from './json-schemas.ts';

type FileFamily = DayResult['files'][number]['family'];
type FileReport = DayResult['files'][number]['report'];

const rowSum: z.ZodType<RowSum> = z.object({ rows: whole, money: z.record(z.string(), bigintText) });
const sideBalance: z.ZodType<SideBalance> = z.object({
  added: rowSum,
  carriedIn: rowSum,
  by: z.record(z.string(), rowSum),
});

const files = z.object({
  name: z.string(),
  family: word<FileFamily>(),
  report: word<FileReport>(),
  layout: z.string(),
  revision: whole,
  sha256: z.string(),
  bytes: whole,
  rows: whole,
  warnings: z.array(z.string()),
});

const missingFile = z.object({
  family: word<FileFamily>(),
  report: word<FileReport>(),
  day: z.string(),
  state: word<DayResult['missingFiles'][number]['state']>(),
});

const totals = z.object({
  currency: z.string(),
  ledger: bigintText,
  transactions: bigintText,
  settledGross: bigintText,
  fee: bigintText,
  net: bigintText,
});

const hourVolume = z.object({
  hour: whole,
  currency: z.string(),
  payments: whole,
  refunds: whole,
  paid: bigintText,
  refunded: bigintText,
});

const breakCount = z.object({
  kind: word<DayResult['counts'][number]['kind']>(),
  standing: z.enum(['open', 'waiting']),
  currency: maybe(z.string()),
  rows: whole,
  atStake: bigintText,
});

const dayResult: z.ZodType<DayResult> = z.object({
  merchant: z.string(),
  day: z.string(),
  state: z.enum(['closed', 'waiting', 'open', 'not-yet-due']),
  files: z.array(files),
  missingFiles: z.array(missingFile),
  balances: z.object({
    ledger: sideBalance,
    transactions: sideBalance,
    unsettled: sideBalance,
    settlements: sideBalance,
  }),
  totals: z.array(totals),
  hours: z.array(hourVolume),
  pairs: z.record(z.string(), whole),
  breaks: z.array(breakSchema),
  counts: z.array(breakCount),
  closed: z.array(z.object({ id: z.string(), reason: z.string() })),
  inputsSha256: z.string(),
});

/**
 * The result of a day as plain JSON data: amounts are digits in the smallest unit, so that none loses a unit; what is unknown is
 * `null`. `JSON.stringify` of it is the same text for the same result.
 */
export function dayResultToJson(result: DayResult): Json {
  return toJson(result);
}

/**
 * The result that {@link dayResultToJson} wrote.
 *
 * @param value - parsed JSON.
 * @throws OptionError `ERR_OPTION_INVALID` for what is none.
 */
export function dayResultFromJson(value: unknown): DayResult {
  return decoded(dayResult, value, 'the result of a day');
}
