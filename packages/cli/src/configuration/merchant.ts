import type { AcceptableCode, StatementFamily, StatementReport } from '@alipay-intl/reconciliation';
import { z } from 'zod';
import { currency, day, path, pathWith, secret, text } from './cells.ts';
import type { LedgerConfiguration, MerchantConfiguration } from './configuration.ts';
import { contract } from './contract.ts';
import { sftp } from './sftp.ts';

const families: z.ZodType<StatementFamily> = z.enum(
  ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B0', 'B1', 'B2', 'B3', 'B4'],
  'must be a family of statements: A1 to A6 or B0 to B4',
);

const reports: z.ZodType<StatementReport> = z.enum(
  ['transaction', 'settlement', 'summary', 'batch'],
  'must be transaction, settlement, summary or batch',
);

const acceptable: z.ZodType<AcceptableCode> = z.enum([
  'LAST_LINE_UNFINISHED',
  'TYPE_UNKNOWN',
  'STATUS_UNKNOWN',
  'SIGN_CONTRADICTS_TYPE',
  'NET_FORMULA_MISMATCH',
  'FX_MISMATCH',
  'SUMMARY_MISMATCH',
  'ROW_DAY_DIFFERS',
  'ROW_REPEATED',
]);

const ledger: z.ZodType<LedgerConfiguration> = z
  .strictObject({
    csv: pathWith('merchant', 'day').optional(),
    sql: text.optional(),
    database: secret.optional(),
    journal: text.optional(),
  })
  .transform(({ csv, sql, database, journal }, context) => {
    const given = [csv, sql, journal].filter((one) => one !== undefined);
    if (given.length === 1 && (database === undefined || sql !== undefined)) {
      if (csv !== undefined) return { csv };
      if (sql !== undefined) return { sql, database };
      if (journal !== undefined) return { journal };
    }
    const message = 'must have just one of csv, sql (with database, where it is not the store) and journal';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const directory = z
  .string()
  .regex(
    /^(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9._-]|\{merchant\}|\{day\})+)+$/,
    'must be an absolute path on the server',
  );

/** One entry of `merchants`. */
export const merchant: z.ZodType<MerchantConfiguration> = z
  .strictObject({
    id: z.string('expected a PID or MID').regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a PID or MID'),
    name: text.optional(),
    family: families,
    reports: z
      .array(reports, 'expected a list')
      .min(1, 'must not be empty')
      .refine((list) => new Set(list).size === list.length, 'names a report twice')
      .refine(
        (list) => list.includes('transaction'),
        'must name transaction: without it there is nothing to compare your books with',
      ),
    booksBegin: day,
    contract,
    ledger,
    payouts: path.optional(),
    daysWithoutBusiness: z
      .array(z.strictObject({ day, currency: currency.optional() }), 'expected a list')
      .default([]),
    directories: z.array(directory, 'expected a list').min(1, 'must not be empty').optional(),
    sftp: sftp.optional(),
    statements: z
      .strictObject({
        unit: z.enum(['major', 'smallest'], 'must be major or smallest').optional(),
        encoding: z.enum(['utf-8', 'gb18030'], 'must be utf-8 or gb18030').optional(),
        accept: z.array(acceptable, 'expected a list').optional(),
      })
      .default({}),
  })
  .transform(({ name, payouts, directories, sftp, ...rest }) => ({
    ...rest,
    name,
    payouts,
    directories,
    sftp,
  }));
