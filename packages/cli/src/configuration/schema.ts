import { z } from 'zod';
import { count, day, path, secret } from './cells.ts';
import type { Configuration, StoreConfiguration } from './configuration.ts';
import { merchant } from './merchant.ts';
import { sftp } from './sftp.ts';

const store: z.ZodType<StoreConfiguration> = z
  .strictObject({ pglite: path.optional(), postgres: secret.optional() })
  .transform(({ pglite, postgres }, context) => {
    if (pglite !== undefined && postgres === undefined) return { pglite };
    if (postgres !== undefined && pglite === undefined) return { postgres };
    const message = 'must have either pglite (a folder) or postgres (where its URL is)';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** Settings as they are written: paths are not resolved yet. */
export const settings: z.ZodType<Omit<Configuration, 'file'>> = z
  .strictObject({
    merchants: z.array(merchant, 'expected a list').min(1, 'must name a merchant'),
    sftp: sftp.optional(),
    store,
    folders: z
      .strictObject({ statements: path, rows: path, reports: path, work: path.optional() })
      .transform(({ work, ...rest }) => ({ ...rest, work })),
    calendar: z
      .strictObject({
        holidays: z.array(day, 'expected a list').default([]),
        workdays: z.array(day, 'expected a list').default([]),
        knownThrough: day.optional(),
      })
      .superRefine(({ holidays, workdays }, context) => {
        for (const [index, one] of workdays.entries()) {
          if (holidays.includes(one))
            context.addIssue({
              code: 'custom',
              path: ['workdays', index],
              message: 'is among the holidays, too',
            });
        }
      })
      .default({ holidays: [], workdays: [] })
      .transform(({ knownThrough, ...rest }) => ({ ...rest, knownThrough })),
    queue: z
      .strictObject({
        retries: count(0, 100).default(5),
        retryDelaySeconds: count(1, 3_600).default(30),
        expirySeconds: count(1, 80_000).default(7_200),
      })
      .default({ retries: 5, retryDelaySeconds: 30, expirySeconds: 7_200 }),
    limits: z
      .strictObject({
        memoryBytesMax: count(64 * 1024 * 1024, Number.MAX_SAFE_INTEGER).optional(),
        breaksMax: count(1, 10_000_000).optional(),
      })
      .default({}),
  })
  .superRefine(({ merchants }, context) => {
    for (const [index, { id }] of merchants.entries()) {
      if (merchants.findIndex((other) => other.id === id) === index) continue;
      context.addIssue({ code: 'custom', path: ['merchants', index, 'id'], message: 'is there twice' });
    }
  })
  .transform(({ merchants, sftp: shared, limits, ...rest }) => ({
    ...rest,
    limits: { memoryBytesMax: limits.memoryBytesMax, breaksMax: limits.breaksMax },
    merchants: merchants.map((one) => ({ ...one, sftp: one.sftp ?? shared })),
  }));
