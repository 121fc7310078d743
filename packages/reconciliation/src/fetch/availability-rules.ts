import type { StatementFamily, StatementReport } from '../statement/file-name.ts';

/** When a report of a family is there, after its day. Hours count from 00:00 UTC+8 of that day. */
export interface AvailabilityRule {
  /** From when on it may be there. */
  readonly dueHour: number;
  /** From when on it should have been there. */
  readonly lateHour: number;
  /** Whether it is only written for a day on which banks settle. */
  readonly isOnWorkingDays: boolean;
  /** What it means where there is none at all. */
  readonly absence: 'no-business' | 'fault' | 'by-contract';
}

/** Files may be removed after seven days on the server; on the fifth it is high time. docs/wire/statements §2 */
export const retentionDays = { lostSoon: 4, lost: 7 } as const;

// Day T+1, between 9 and 10 o'clock. docs/wire/statements §3.1
const classic = { dueHour: 33, lateHour: 34, absence: 'no-business' } as const;
// Day T+1 without an hour, so late when it is over. docs/wire/statements §3.2, §3.3
const nextDay = { dueHour: 24, lateHour: 48 } as const;
// Newer texts: when the batch is processed, at the latest by the end of the next day. docs/wire/statements §3.3
const batched = { dueHour: 0, lateHour: 48, isOnWorkingDays: true, absence: 'by-contract' } as const;

const classicRules = rulesOf({ ...classic, isOnWorkingDays: false }, { ...classic, isOnWorkingDays: true });
const amsRules = rulesOf({ ...nextDay, isOnWorkingDays: false, absence: 'fault' }, batched);
const antomRules = rulesOf({ ...nextDay, isOnWorkingDays: false, absence: 'by-contract' }, batched);

/** The calendar of each family and report. Where the documents say nothing, the widest of those of its kin. */
export const availabilityRules: Readonly<
  Record<StatementFamily, Readonly<Record<StatementReport, AvailabilityRule>>>
> = {
  A1: classicRules,
  A2: classicRules,
  A3: classicRules,
  A4: classicRules,
  A5: classicRules,
  A6: classicRules,
  B0: rulesOf(
    { ...nextDay, isOnWorkingDays: false, absence: 'no-business' },
    { ...nextDay, isOnWorkingDays: true, absence: 'no-business' },
  ),
  B1: amsRules,
  B2: amsRules,
  B3: antomRules,
  B4: antomRules,
};

function rulesOf(
  transaction: AvailabilityRule,
  settlement: AvailabilityRule,
): Readonly<Record<StatementReport, AvailabilityRule>> {
  return { transaction, settlement, summary: settlement, batch: settlement };
}
