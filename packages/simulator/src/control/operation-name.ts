/** The operations of the gateway that the simulator serves (docs/wire/v1 §3). */
export type OperationName = 'pay' | 'inquiryPayment' | 'cancel' | 'refund' | 'inquiryRefund';
