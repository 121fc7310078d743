import type { AcquiringOptions } from './acquiring/acquiring-options.ts';
import type { SimulatorClock } from './clock.ts';
import type { CallRecord } from './control/call-log.ts';
import type { FaultPlan } from './control/fault-plan.ts';
import type { DeliveryRecord } from './notifications/delivery-log.ts';
import type { SftpOptions } from './sftp/sftp-options.ts';
import type { StatementOptions } from './statements/statement-options.ts';

/** The merchant that the simulator knows; everything that is absent is generated. */
export interface MerchantOptions {
  /** Client id; `TEST_SIMULATOR` when absent. */
  readonly clientId?: string;
  /** Version of both key pairs at the start; `1` when absent (docs/wire/v1 §2.2). */
  readonly keyVersion?: string;
  /** Public half of the merchant's own RSA key, SubjectPublicKeyInfo PEM. */
  readonly merchantPublicKey?: string;
  /** Alipay's RSA private key in PEM, to keep one identity over several runs. */
  readonly alipayPrivateKey?: string;
}

/** What the merchant's contract allows. */
export interface ContractOptions {
  /** Currencies that can be collected, as ISO 4217 letters; any when absent. */
  readonly currencies?: readonly string[];
  /** Largest `paymentAmount.value`, in the smallest unit of whichever currency; no limit when absent. */
  readonly amountMax?: bigint;
  /** Whether a refund may be smaller than the payment; true when absent. */
  readonly partialRefunds?: boolean;
  /** Whether a payment may be refunded more than once; true when absent. */
  readonly multipleRefunds?: boolean;
  /** `synchronous` (default) refunds at once; `asynchronous` answers `REFUND_IN_PROCESS` and waits for `control.finishRefund`. */
  readonly refundMode?: 'synchronous' | 'asynchronous';
  /** How long a payment can be refunded, in milliseconds; 365 days when absent (docs/wire/v1 §5.7). */
  readonly refundWindowMs?: number;
  /** Whether a payment code needs `order.env.storeTerminalId` and `.storeTerminalRequestTime`; true when absent, because sources differ (docs/wire/v1 §3.1). */
  readonly terminalRequired?: boolean;
  /**
   * Whether payCancel of a payment that was never created keeps its pay request, still on its way, from being carried out;
   * true when absent. No document says so (docs/wire/acquiring §6.3, §8.2): with false it is paid after the cancel.
   * A v1 cancel of an unknown payment is refused and never blocks anything.
   */
  readonly cancelBlocksLatePay?: boolean;
}

/** The wallet's currency and its rate, as decimal text: units of the wallet's currency for one of the order's. */
export interface WalletQuoteOptions {
  readonly currency: string;
  readonly price: string;
}

/** Options of {@link startSimulator}; all of them can be left out. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; 0 (default) takes a free one. */
  readonly port?: number;
  /** Where time comes from; the machine's time, able to jump ahead, when absent. */
  readonly clock?: SimulatorClock;
  readonly merchant?: MerchantOptions;
  readonly contract?: ContractOptions;
  /** The second family of functions, `alipay.intl.acquiring.*`, served at the same port. */
  readonly acquiring?: AcquiringOptions;
  /** Life of an unpaid payment without `paymentExpiryTime`, in milliseconds; 10 minutes when absent (docs/wire/v1 §5.5). */
  readonly defaultExpiryMs?: number;
  /** `next-day` (default): until 00:15 GMT+8 of the day after (docs/wire/v1 §5.6); else a length from the placing. */
  readonly cancelWindow?: 'next-day' | { readonly lengthMs: number };
  /** Form of the `response-time` header; `iso` when absent (docs/wire/v1 §1.5). */
  readonly responseTimeForm?: 'iso' | 'epoch';
  /** `method` of the Entry Code's `redirectActionForm`; `GET` when absent (docs/wire/v1 §8.3). */
  readonly entryCodeForm?: 'GET' | 'POST' | 'SCAN';
  /** How a placed Entry Code or order code is answered: `SUCCESS`/S (default) or `PAYMENT_IN_PROCESS`/U (docs/wire/v1 §12, row 4). */
  readonly placementResult?: 'S' | 'U';
  /** Rate to the wallet's currency in payment-code answers; CNY at 7.1 when absent, `none` for no conversion. */
  readonly walletQuote?: WalletQuoteOptions | 'none';
  /** Whether amounts 9901 to 9904 hide answers (docs/wire/v1 §10); true when absent. */
  readonly magicAmounts?: boolean;
  /** Whether notifications are sent; `on` when absent. */
  readonly notifications?: 'on' | 'off';
  /** Waits before each delivery of one notification, in milliseconds; the documented eight when absent (docs/wire/v1 §6.3). */
  readonly resendSchedule?: readonly number[];
  /** Longest wait for a merchant's acknowledgement, in milliseconds of real time; 5000 when absent. */
  readonly deliveryTimeoutMs?: number;
  /** Largest request body, in bytes; 1 MiB when absent. */
  readonly bodyBytesMax?: number;
  /** Payments kept; the oldest is forgotten when one more comes; 10000 when absent. */
  readonly paymentsMax?: number;
  /** Lines kept of the call log and of the delivery log; 10000 when absent. */
  readonly logLinesMax?: number;
  /**
   * The day's statement files, which appear between 09:10 and 09:20 UTC+8 of the next morning; without this and `sftp`
   * they are written by `control.publishStatements` only.
   */
  readonly statements?: StatementOptions;
  /** Serves the statement files by SFTP on 127.0.0.1; `true` for all defaults, not served when absent. */
  readonly sftp?: boolean | SftpOptions;
  /** Faults by chance from the first call on, as `control.planFaults` starts them; none when absent. */
  readonly faults?: FaultPlan;
  /** Called after each call, for a program that prints them. */
  readonly onCall?: (call: CallRecord) => void;
  /** Called after each delivery of a notification. */
  readonly onDelivery?: (delivery: DeliveryRecord) => void;
}
