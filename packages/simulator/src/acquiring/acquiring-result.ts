import type { JsonValue } from '../payments/answer.ts';
import { type GatewayResult, type ResultStatus, resultOf } from '../payments/result.ts';

const codeIds: ReadonlyMap<string, string> = new Map([
  ['SUCCESS', '00000000'],
  ['SYSTEM_ERROR', '00000900'],
]);

/** The reference knows the number of two codes only; all others get this one (docs/wire/acquiring §7). */
const otherCodeId = '99999999';

/** Builds a result; here `SYSTEM_ERROR` leaves the outcome open (docs/wire/acquiring §7). */
export function acquiringResult(resultCode: string, resultStatus?: ResultStatus): GatewayResult {
  return resultOf(resultCode, resultStatus ?? (resultCode === 'SYSTEM_ERROR' ? 'U' : undefined));
}

/** `resultInfo` as it stands in the body (docs/wire/acquiring §5.1). */
export function toResultInfo(result: GatewayResult): Readonly<Record<string, JsonValue>> {
  return {
    resultStatus: result.resultStatus,
    resultCodeId: codeIds.get(result.resultCode) ?? otherCodeId,
    resultCode: result.resultCode,
    resultMsg: result.resultMessage,
  };
}

/** The result that says the opposite, for messages that contradict themselves. */
export function oppositeResult(result: GatewayResult): GatewayResult {
  return acquiringResult(result.resultStatus === 'S' ? 'PROCESS_FAIL' : 'SUCCESS');
}
