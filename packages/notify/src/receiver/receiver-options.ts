import { type Clock, systemClock } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { functionOption, portOption } from '../option-parts.ts';
import type { ReceiverVerifiers } from './authenticate.ts';
import type { NotificationHandler } from './handle-once.ts';
import type { NotificationLog } from './notification-log.ts';
import type { Receipt } from './receipt.ts';
import type { Lookup } from './record-check.ts';
import { defaultWindow, type TimeWindow } from './time-window.ts';

/** What a receiver has whatever its mode. */
interface CommonOptions {
  /** At least one family. */
  readonly verifiers: ReceiverVerifiers;
  /**
   * Your record of a payment, which a genuine notification is compared with. Without it a genuine notification of another sale
   * could settle this one, so it must be given, or be `'handler-compares'` where your handler does it, as the checkout does.
   */
  readonly lookup: Lookup | 'handler-compares';
  /** How old or how far ahead the signed time may be. Default 26 hours and 10 minutes. */
  readonly window?: TimeWindow | undefined;
  /** Size of a notification at most, in bytes, 1 to 67108864. Default 262144. */
  readonly bodyBytesMax?: number | undefined;
  /** Milliseconds in which the body must arrive, 1 to 600000. Default 10000. */
  readonly bodyTimeoutMs?: number | undefined;
  /**
   * Milliseconds after which another delivery may handle what a process has left behind that died, 1000 to 3600000. Default 60000.
   * While a handler runs, its claim is made to last.
   */
  readonly claimMs?: number | undefined;
  /** Told after each request, for a log or an alarm. What it throws, or rejects with, is reported as a warning of the process. */
  readonly onReceipt?: ((receipt: Receipt) => void) | undefined;
  /** The time. Default: this machine's. */
  readonly clock?: Clock | undefined;
}

/** Handles, then acknowledges; or stores, acknowledges, and processes later. */
export type NotificationReceiverOptions<Transaction = never> = CommonOptions &
  (
    | {
        readonly mode?: 'handle-first' | undefined;
        readonly log: NotificationLog<Transaction>;
        readonly handler: NotificationHandler;
      }
    | {
        /** The handler works inside the log's transaction, so that its effect and its mark are one step. */
        readonly mode: 'handle-in-transaction';
        readonly log: NotificationLog<Transaction> &
          Required<Pick<NotificationLog<Transaction>, 'handleInTransaction'>>;
        readonly handler: NotificationHandler<Transaction>;
      }
    | {
        /** Acknowledged when it is stored; `process` runs the handler. The log then holds the whole notification. */
        readonly mode: 'store-first';
        readonly log: NotificationLog<Transaction>;
        readonly handler: NotificationHandler;
        /** Waits after each failure, in milliseconds; behind the last one it is dead. Default 10 s to 1 h, 8 times. */
        readonly retryGapsMs?: readonly number[] | undefined;
      }
  );

/** The same, complete and in one shape. */
export interface ReceiverSettings<Transaction> {
  readonly verifiers: ReceiverVerifiers;
  readonly lookup: Lookup | 'handler-compares';
  readonly window: TimeWindow;
  readonly bodyBytesMax: number;
  readonly bodyTimeoutMs: number;
  readonly claimMs: number;
  readonly clock: Clock;
  readonly onReceipt: ((receipt: Receipt) => void) | undefined;
  readonly mode: 'handle-first' | 'handle-in-transaction' | 'store-first';
  readonly log: NotificationLog<Transaction>;
  readonly handler: NotificationHandler<Transaction | undefined>;
  readonly retryGapsMs: readonly number[];
}

const milliseconds = (least: number, most: number): z.ZodOptional<z.ZodInt> =>
  z.int().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`).optional();

const schema = z.strictObject({
  verifiers: z
    .strictObject({ v1: portOption.optional(), acquiring: portOption.optional() })
    .refine(
      ({ v1, acquiring }) => v1 !== undefined || acquiring !== undefined,
      'needs v1, acquiring or both',
    ),
  lookup: z.union(
    [functionOption, z.literal('handler-compares')],
    'expected a function or "handler-compares"',
  ),
  window: z
    .strictObject({
      pastMs: z
        .int()
        .min(1_000)
        .max(366 * 86_400_000),
      futureMs: z.int().min(0).max(86_400_000),
    })
    .optional(),
  bodyBytesMax: milliseconds(1, 67_108_864),
  bodyTimeoutMs: milliseconds(1, 600_000),
  claimMs: milliseconds(1_000, 3_600_000),
  onReceipt: functionOption.optional(),
  clock: portOption.optional(),
  mode: z.enum(['handle-first', 'handle-in-transaction', 'store-first']).optional(),
  log: portOption,
  handler: functionOption,
  retryGapsMs: z.array(z.int().min(100).max(86_400_000)).min(1).max(50).optional(),
});

const defaultRetryGapsMs = [
  10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 3_600_000,
] as const;

/**
 * Checks the settings of a receiver and fills in the rest.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function settleReceiverOptions<Transaction>(
  options: NotificationReceiverOptions<Transaction>,
): ReceiverSettings<Transaction> {
  const subject = { code: 'ERR_OPTION_INVALID', name: 'notification receiver' } as const;
  checkInput(schema, options, subject);
  const { mode = 'handle-first', log } = options;
  const retryGapsMs = 'retryGapsMs' in options ? options.retryGapsMs : undefined;
  if (mode === 'handle-in-transaction') {
    const hasTransactions = z.custom((given) => given !== undefined, 'this log has no transactions');
    checkInput(
      z.looseObject({ handleInTransaction: hasTransactions }),
      { handleInTransaction: log.handleInTransaction },
      { ...subject, name: 'log of the receiver' },
    );
  }
  return {
    verifiers: options.verifiers,
    lookup: options.lookup,
    window: options.window ?? defaultWindow,
    bodyBytesMax: options.bodyBytesMax ?? 262_144,
    bodyTimeoutMs: options.bodyTimeoutMs ?? 10_000,
    claimMs: options.claimMs ?? 60_000,
    onReceipt: options.onReceipt,
    clock: options.clock ?? systemClock,
    mode,
    log,
    handler: options.handler as NotificationHandler<Transaction | undefined>,
    retryGapsMs: retryGapsMs ?? defaultRetryGapsMs,
  };
}
