import type { Result } from './result.ts';
import type { JsonObject } from './signing/strict-json.ts';

/**
 * Reads the `resultInfo` of the acquiring family in the words of {@link Result}. docs/wire/acquiring §5.1.
 *
 * @returns `undefined` where it is missing or its status is none of `S`, `F`, `U`.
 */
export function readResultInfo(body: JsonObject): Result | undefined {
  const info = body['resultInfo'];
  if (typeof info !== 'object' || info === null || Array.isArray(info)) return undefined;
  const { resultStatus, resultCode, resultMsg } = info as JsonObject;
  if (resultStatus !== 'S' && resultStatus !== 'F' && resultStatus !== 'U') return undefined;
  return {
    resultCode: typeof resultCode === 'string' ? resultCode : '',
    resultStatus,
    resultMessage: typeof resultMsg === 'string' ? resultMsg : '',
  };
}
