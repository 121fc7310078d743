/** The operations of the v1 gateway that the simulator serves (docs/wire/v1 §3). */
export type V1OperationName = 'pay' | 'inquiryPayment' | 'cancel' | 'refund' | 'inquiryRefund';

/** The operations of the acquiring gateway that the simulator serves (docs/wire/acquiring §2.1). */
export type AcquiringOperationName =
  | 'acquiring.pay'
  | 'acquiring.payQuery'
  | 'acquiring.payCancel'
  | 'acquiring.refund'
  | 'acquiring.preCreate'
  | 'acquiring.indirectMerchant.maintain'
  | 'acquiring.indirectMerchant.query'
  | 'acquiring.indirectMerchant.archive';

/** The operations of both gateways. */
export type OperationName = V1OperationName | AcquiringOperationName;
