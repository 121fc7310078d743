/** Codes of `OptionError`: fix the call. */
export type OptionErrorCode =
  | 'ERR_OPTION_INVALID'
  | 'ERR_REQUEST_INVALID'
  | 'ERR_REQUEST_ID_REUSED'
  | 'ERR_KEY_INVALID'
  | 'ERR_SIGNING_FAILED'
  | 'ERR_AMOUNT_INVALID'
  | 'ERR_AMOUNT_INEXACT'
  | 'ERR_AMOUNT_RULE'
  | 'ERR_CURRENCY_UNKNOWN'
  | 'ERR_CURRENCY_MISMATCH'
  | 'ERR_TIMESTAMP_INVALID'
  | 'ERR_BODY_CONSUMED';

/** Codes of `SignatureError`: the origin is not proven. */
export type SignatureErrorCode =
  | 'ERR_SIGNATURE_MISSING'
  | 'ERR_SIGNATURE_MALFORMED'
  | 'ERR_SIGNATURE_INVALID'
  | 'ERR_SIGNATURE_CLIENT'
  | 'ERR_SIGNATURE_TIME';

/** Codes of `TransportError`: the network failed. */
export type TransportErrorCode =
  | 'ERR_TRANSPORT_CONNECT'
  | 'ERR_TRANSPORT_TLS'
  | 'ERR_TRANSPORT_TIMEOUT'
  | 'ERR_TRANSPORT_ABORTED'
  | 'ERR_TRANSPORT_LOST';

/** Codes of `ProtocolError`: not what the protocol promises. */
export type ProtocolErrorCode =
  | 'ERR_RESPONSE_TOO_LARGE'
  | 'ERR_RESPONSE_STATUS'
  | 'ERR_RESPONSE_MALFORMED'
  | 'ERR_RESPONSE_FOREIGN'
  | 'ERR_RESPONSE_UNDECIDED'
  | 'ERR_NOTIFICATION_MALFORMED'
  | 'ERR_NOTIFICATION_TOO_LARGE'
  | 'ERR_NOTIFICATION_TOO_SLOW'
  | 'ERR_NOTIFICATION_ENCODED'
  | 'ERR_NOTIFICATION_TIME'
  | 'ERR_NOTIFICATION_MISMATCH'
  | 'ERR_NOTIFICATION_UNKNOWN';

/** Codes of `StoreError`: where payments are written down. */
export type StoreErrorCode =
  | 'ERR_STORE_UNAVAILABLE'
  | 'ERR_STORE_NEWER'
  | 'ERR_STORE_DAMAGED'
  | 'ERR_STORE_IN_USE';

/** Codes of `CheckoutError`: the state of a payment does not allow it. */
export type CheckoutErrorCode =
  | 'ERR_CHECKOUT_ORDER_TAKEN'
  | 'ERR_CHECKOUT_PAYMENT_UNKNOWN'
  | 'ERR_CHECKOUT_STATE'
  | 'ERR_CHECKOUT_STOPPED'
  | 'ERR_REFUND_EXCEEDS'
  | 'ERR_REFUND_UNDECIDED';

/** Codes of `FetchError`: a statement file could not be fetched. */
export type FetchErrorCode =
  | 'ERR_SFTP_HOST_KEY'
  | 'ERR_SFTP_LOGIN'
  | 'ERR_SFTP_NOT_ALLOWED'
  | 'ERR_SFTP_CONNECT'
  | 'ERR_SFTP_LOST'
  | 'ERR_SFTP_REFUSED'
  | 'ERR_SFTP_INCOMPLETE'
  | 'ERR_SFTP_NAME'
  | 'ERR_ARCHIVE_REFUSED'
  | 'ERR_FILE_WRITE'
  | 'ERR_FETCH_STOPPED';

/** Codes of `StatementError`: a statement file is not read. */
export type StatementErrorCode =
  | 'ERR_STATEMENT_UNKNOWN'
  | 'ERR_STATEMENT_REFUSED'
  | 'ERR_STATEMENT_CHANGED'
  | 'ERR_STATEMENT_UNREADABLE';

/** Codes of `ReconciliationError`: books could not be compared. */
export type ReconciliationErrorCode =
  | 'ERR_LEDGER_INVALID'
  | 'ERR_LEDGER_UNREADABLE'
  | 'ERR_DAY_ORDER'
  | 'ERR_DAY_BUSY'
  | 'ERR_CARRIED_ROWS'
  | 'ERR_MATCH_FAILED'
  | 'ERR_MATCH_UNBALANCED'
  | 'ERR_CONFIGURATION';

/**
 * Every error code of the library, one closed union. Match on `code`, not on the message.
 * Each code is described in `docs/errors.md`.
 */
export type AlipayErrorCode =
  | OptionErrorCode
  | SignatureErrorCode
  | TransportErrorCode
  | ProtocolErrorCode
  | StoreErrorCode
  | CheckoutErrorCode
  | FetchErrorCode
  | StatementErrorCode
  | ReconciliationErrorCode;
