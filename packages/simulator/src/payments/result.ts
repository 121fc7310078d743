/** `S` done, `F` refused, `U` unknown (docs/wire/v1 §4). */
export type ResultStatus = 'S' | 'F' | 'U';

/** The `result` member of every answer (docs/wire/v1 §3.11). */
export interface GatewayResult {
  readonly resultCode: string;
  readonly resultStatus: ResultStatus;
  readonly resultMessage: string;
}

const unknownCodes: ReadonlySet<string> = new Set([
  'PAYMENT_IN_PROCESS',
  'REFUND_IN_PROCESS',
  'REQUEST_TRAFFIC_EXCEED_LIMIT',
  'UNKNOWN_EXCEPTION',
]);

/** Builds a result whose status follows from the code (docs/wire/v1 §4) unless one is given. */
export function resultOf(
  resultCode: string,
  resultStatus?: ResultStatus,
  resultMessage?: string,
): GatewayResult {
  return {
    resultCode,
    resultStatus: resultStatus ?? usualStatus(resultCode),
    resultMessage: resultMessage ?? resultCode.toLowerCase().replaceAll('_', ' '),
  };
}

/** `PARAM_ILLEGAL` with the name of the field or header at fault (docs/wire/v1 §4.1). */
export function illegalParameter(name: string, complaint: string): GatewayResult {
  return resultOf('PARAM_ILLEGAL', 'F', `${name} ${complaint}`);
}

function usualStatus(resultCode: string): ResultStatus {
  if (resultCode === 'SUCCESS') return 'S';
  return unknownCodes.has(resultCode) ? 'U' : 'F';
}
