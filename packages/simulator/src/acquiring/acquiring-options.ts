import type { DialectName } from '../envelope/dialect.ts';
import type { JsonStyle } from '../envelope/write-json.ts';

/** How the `alipay.intl.acquiring.*` gateway behaves; everything can be left out. */
export interface AcquiringOptions {
  /** Version, party field, hash; `public-2.0.4` when absent (docs/wire/acquiring §1). */
  readonly dialect?: DialectName;
  /** The one `merchantId` (or `partnerId`) that requests may name; `TEST_MERCHANT` when absent. */
  readonly merchantId?: string;
  /** Token that `head.reserve` must carry as `isvAccesstoken`; not looked at when absent (docs/wire/acquiring §3.2). */
  readonly isvAccessToken?: string;
  /** How often signatures are base64-encoded; `once` when absent (docs/wire/acquiring §4.3). */
  readonly encoding?: 'once' | 'twice';
  /** Order of the envelope's two members; `content-first` when absent. */
  readonly memberOrder?: 'content-first' | 'signature-first';
  /** How the JSON is written; `compact` when absent. */
  readonly style?: JsonStyle;
  /** Member of payQuery's answer that holds the state; dots nest; `acquirementStatus` when absent (docs/wire/acquiring §6.2). */
  readonly statusField?: string;
  /** Words for the states; `WAIT_BUYER_PAY`, `TRADE_SUCCESS` and `TRADE_CLOSED` when absent (docs/wire/acquiring §8.1). */
  readonly stateWords?: {
    readonly waiting?: string;
    readonly paid?: string;
    readonly closed?: string;
  };
  /** Life of an unpaid barcode payment, in milliseconds; 3 minutes when absent (docs/wire/acquiring §8.1). */
  readonly barcodeExpiryMs?: number;
  /** Where results go for barcode payments, and for order codes without `notifyUrl`; nowhere when absent. */
  readonly notifyUrl?: string;
  /** Outer member of notifications; `request` when absent (docs/wire/acquiring §11). */
  readonly notificationMember?: 'request' | 'response';
  /** `signed` (default) wants the merchant's signature on an acknowledgement; `unsigned-allowed` also takes none. */
  readonly acknowledgement?: 'signed' | 'unsigned-allowed';
}
