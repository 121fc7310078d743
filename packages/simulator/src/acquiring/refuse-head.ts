import { parseIsoTime } from '../iso-time.ts';
import { createFieldReader, FieldError, type FieldReader, isJsonObject } from '../payments/field-reader.ts';
import { type GatewayResult, resultOf } from '../payments/result.ts';
import type { AcquiringSettings } from './acquiring-settings.ts';

type Members = Readonly<Record<string, unknown>>;

/** Checks the request head (docs/wire/acquiring §3.2); a wrong member raises FieldError. */
export function refuseHead(
  settings: AcquiringSettings,
  head: Members,
  functionName: string | undefined,
): GatewayResult | undefined {
  const fields = createFieldReader(head, 'head.');
  const { version, signTypes } = settings.dialect;
  if (fields.text('version', 8) !== version) throw new FieldError('head.version', `must be ${version}`);
  if (fields.text('function', 128) !== functionName) {
    throw new FieldError('head.function', `must be ${functionName} at this path`);
  }
  checkTime(fields.text('reqTime', 64));
  fields.text('reqMsgId', 64);
  const signType = fields.optionalText('signType', 64);
  if (signTypes !== undefined && signType !== undefined && !signTypes.has(signType)) {
    throw new FieldError('head.signType', `must be ${[...signTypes].join(' or ')}`);
  }
  return refuseReserve(settings, fields);
}

/** RFC 3339 wants a colon in the offset, unlike other forms of ISO 8601. */
function checkTime(text: string): void {
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(text) && parseIsoTime(text) !== undefined) return;
  throw new FieldError('head.reqTime', 'must be an RFC 3339 time with an offset');
}

/** `reserve` is a text that holds JSON; an integrator puts its token there (docs/wire/acquiring §3.2). */
function refuseReserve(settings: AcquiringSettings, fields: FieldReader): GatewayResult | undefined {
  const reserve = fields.optionalText('reserve', 256);
  if (settings.isvAccessToken === undefined) return undefined;
  const isKnown = tokenOf(reserve) === settings.isvAccessToken;
  return isKnown ? undefined : resultOf('ACCESS_DENIED');
}

function tokenOf(reserve: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(reserve ?? '{}');
    return isJsonObject(value) ? value['isvAccesstoken'] : undefined;
  } catch {
    return undefined;
  }
}
