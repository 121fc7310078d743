import { type SleepingClock, systemClock } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { availability, type ExpectedStatement } from './availability.ts';
import { isCalendarDay } from './calendar-day.ts';
import type { FetchEvent } from './fetch-event.ts';
import type { FetchedFiles } from './fetched-files.ts';
import { readHostKeyPin } from './host-key-pin.ts';
import { createMemoryFetchedFiles } from './memory-fetched-files.ts';
import type { PinnedServer } from './open-session.ts';
import type { SftpLogin, SftpServer } from './sftp-server.ts';
import type { RetryRule } from './steady-session.ts';
import { type WorkingDay, workingDays } from './working-days.ts';
import { type ZipLimits, zipLimits } from './zip-limits.ts';

/** Bounds of a fetch. */
export interface FetchLimits {
  /** Longest time for connecting, handshake and login together, in milliseconds; 30000 by default. */
  readonly connectMs: number;
  /** Longest time in which nothing arrives, in milliseconds; 60000 by default. */
  readonly stallMs: number;
  /** Bytes of one file at most; 8 GiB by default. */
  readonly fileBytesMax: number;
  readonly zip: ZipLimits;
}

/** Settings of `fetchStatements`. */
export interface FetchOptions {
  /** Servers in order. The next one is tried only where one cannot be reached. */
  readonly servers: readonly SftpServer[];
  readonly login: SftpLogin;
  /** The PID or MID, as in the names of files and directories. */
  readonly merchant: string;
  /** The days whose statements are wanted, `YYYY-MM-DD` in UTC+8, 1 to 31. */
  readonly days: readonly string[];
  /** Where they are on the server; see `remoteDirectories`. `{merchant}` and `{day}` (YYYYMMDD) are filled in. */
  readonly directories: readonly string[];
  /** A folder on a local disk. Files are put into `<merchant>/<day>/` below it. */
  readonly folder: string;
  /** Where fetched files are written down. In memory by default, which lasts as long as this call. */
  readonly register?: FetchedFiles | undefined;
  /** What should be there; what is not is in the report with what the calendar says. */
  readonly expected?: readonly ExpectedStatement[] | undefined;
  /** Only files of these names, whatever their day. */
  readonly names?: readonly string[] | undefined;
  /** Grammars of whole names that Alipay made for this merchant, beside the documented ones. */
  readonly alsoNames?: readonly RegExp[] | undefined;
  readonly limits?:
    | (Partial<Omit<FetchLimits, 'zip'>> & { readonly zip?: Partial<ZipLimits> | undefined })
    | undefined;
  /**
   * Repetitions after connection faults. Default: 4 in a row, between which no listing and no file was brought to its end, after 1, 2,
   * 4 and 8 seconds, spread by `random`.
   */
  readonly retry?: Partial<RetryRule> | undefined;
  /** Monday to Friday by default. */
  readonly isWorkingDay?: WorkingDay | undefined;
  /** Told what happens. What it throws is reported as a warning of the process. */
  readonly onEvent?: ((event: FetchEvent) => void) | undefined;
  /** Ends the fetch at once. */
  readonly signal?: AbortSignal | undefined;
  /** Time and waiting. Default: this machine's. */
  readonly clock?: SleepingClock | undefined;
  /** From 0 to below 1, to spread waits. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** Settings, checked and complete. */
export interface FetchSettings extends Omit<FetchOptions, 'servers' | 'limits' | 'retry'> {
  readonly servers: readonly PinnedServer[];
  readonly register: FetchedFiles;
  readonly expected: readonly ExpectedStatement[];
  readonly alsoNames: readonly RegExp[];
  readonly limits: FetchLimits;
  readonly retry: RetryRule;
  readonly isWorkingDay: WorkingDay;
  readonly clock: SleepingClock;
  readonly random: () => number;
}

const anObject = z.custom<never>(
  (value) => typeof value === 'object' && value !== null,
  'expected an object',
);
const method = z.custom<never>((value) => typeof value === 'function', 'expected a function');
const text = z.string().min(1, 'must not be empty');
const count = (least: number, most: number) => z.int().min(least).max(most).optional();
const bytes = z.int().min(1).optional();
const day = z.custom<string>(
  (value) => typeof value === 'string' && isCalendarDay(value),
  'must be a day as YYYY-MM-DD',
);

const loginSchema = z.union(
  [
    z.strictObject({ user: text, password: text }),
    z.strictObject({
      user: text,
      privateKey: z.union([text, z.instanceof(Uint8Array)]),
      passphrase: z.string().optional(),
    }),
  ],
  'expected user and password, or user and privateKey',
);

const schema = z.strictObject({
  servers: z
    .array(
      z.strictObject({
        host: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or an address'),
        port: count(1, 65_535),
        hostKey: z.union(
          [
            z.strictObject({
              fingerprints: z.array(z.string()),
              types: z.array(z.string()).optional(),
            }),
            z.strictObject({ knownHosts: z.string() }),
          ],
          'is not pinned: expected { fingerprints } or { knownHosts }',
        ),
      }),
    )
    .min(1, 'must name a server'),
  login: loginSchema,
  merchant: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a PID or MID'),
  days: z.array(day).min(1, 'must name a day').max(31, 'at most 31 days'),
  directories: z
    .array(
      z
        .string()
        .regex(
          /^(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9._-]|\{merchant\}|\{day\})+)+$/,
          'must be an absolute path',
        ),
    )
    .min(1, 'must name a directory'),
  folder: text,
  register: z.looseObject({ record: method, find: method, list: method }, 'expected a register').optional(),
  expected: z.array(anObject).optional(),
  names: z.array(z.string()).optional(),
  alsoNames: z.array(z.instanceof(RegExp, { error: 'expected a regular expression' })).optional(),
  limits: z
    .strictObject({
      connectMs: count(100, 600_000),
      stallMs: count(100, 600_000),
      fileBytesMax: bytes,
      zip: z
        .strictObject({ entriesMax: bytes, entryBytesMax: bytes, totalBytesMax: bytes, ratioMax: bytes })
        .optional(),
    })
    .optional(),
  retry: z
    .strictObject({ times: count(0, 100), firstMs: count(0, 600_000), longestMs: count(0, 3_600_000) })
    .optional(),
  isWorkingDay: method.optional(),
  onEvent: method.optional(),
  signal: z.instanceof(AbortSignal).optional(),
  clock: z.looseObject({ now: method, sleep: method }, 'expected a clock that can sleep').optional(),
  random: method.optional(),
});

/** @throws OptionError `ERR_OPTION_INVALID` naming each setting; a server without a usable pin is one. */
export function settleFetchOptions(options: FetchOptions): FetchSettings {
  checkInput(schema, options, { code: 'ERR_OPTION_INVALID', name: 'configuration of a fetch' });
  const { servers, limits, retry } = options;
  // Says now what is wrong with one, and not after the fetch.
  for (const expected of options.expected ?? []) availability(expected, 0);
  return {
    ...options,
    servers: servers.map(({ host, port = 22, hostKey }) => ({
      host,
      port,
      keys: readHostKeyPin(hostKey, host, port),
    })),
    limits: {
      connectMs: limits?.connectMs ?? 30_000,
      stallMs: limits?.stallMs ?? 60_000,
      fileBytesMax: limits?.fileBytesMax ?? zipLimits.entryBytesMax,
      zip: { ...zipLimits, ...limits?.zip },
    },
    retry: { times: 4, firstMs: 1_000, longestMs: 30_000, ...retry },
    register: options.register ?? createMemoryFetchedFiles(),
    expected: options.expected ?? [],
    alsoNames: options.alsoNames ?? [],
    isWorkingDay: options.isWorkingDay ?? workingDays(),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}
