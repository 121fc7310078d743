import type { JsonObject } from '@alipay-intl/core/signing';
import { objectListMember, objectMember, textMember } from '../wire-members.ts';

/** One form of the code to show. docs/wire/v1 §3.12. */
export interface CodeDetail {
  /** `QRCODE`, `BARCODE` or something new. */
  readonly codeValueType: string | undefined;
  readonly codeValue: string;
  /** `TEXT`: encode the value yourself. `SMALLIMAGE`, `MIDDLEIMAGE`, `BIGIMAGE`, `IMAGE`: the value is a picture's URL. */
  readonly displayType: string | undefined;
}

/** What to show the buyer. docs/wire/v1 §3.12. */
export interface OrderCode {
  /** The text to draw as a QR code; draw it locally. Undefined where only pictures came. */
  readonly qrText: string | undefined;
  /** A picture of the code at Alipay, where one came. */
  readonly imageUrl: string | undefined;
  /** When the code ends, ISO 8601 with offset, where Alipay says it. */
  readonly expireTime: string | undefined;
  readonly codeDetails: readonly CodeDetail[];
}

/** Reads the order code of an answer; `undefined` where there is nothing to show. */
export function readOrderCode(answer: JsonObject): OrderCode | undefined {
  const form = objectMember(answer, 'orderCodeForm') ?? {};
  const codeDetails = objectListMember(form, 'codeDetails').flatMap(readDetail);
  const qrText = codeDetails.find(({ displayType }) => displayType === 'TEXT')?.codeValue;
  const imageUrl = codeDetails.find(({ displayType }) => displayType?.endsWith('IMAGE'))?.codeValue;
  if (qrText === undefined && imageUrl === undefined) return undefined;
  return { qrText, imageUrl, expireTime: textMember(form, 'expireTime'), codeDetails };
}

function readDetail(detail: JsonObject): CodeDetail[] {
  const codeValue = textMember(detail, 'codeValue');
  if (codeValue === undefined) return [];
  const codeValueType = textMember(detail, 'codeValueType');
  return [{ codeValue, codeValueType, displayType: textMember(detail, 'displayType') }];
}
