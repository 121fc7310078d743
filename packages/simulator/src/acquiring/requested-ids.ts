import { FieldError, type FieldReader } from '../payments/field-reader.ts';

/** The ids by which payQuery and payCancel name a payment; one of them is there (docs/wire/acquiring §6.2, §6.3). */
export interface RequestedIds {
  readonly acquirementId: string | undefined;
  readonly merchantTransId: string | undefined;
}

/** Reads the ids of a request. Throws FieldError when both are missing. */
export function readRequestedIds(fields: FieldReader): RequestedIds {
  const acquirementId = fields.optionalText('acquirementId', 64);
  const merchantTransId = fields.optionalText('merchantTransId', 64);
  if (acquirementId === undefined && merchantTransId === undefined) {
    throw new FieldError('acquirementId', 'or merchantTransId is missing');
  }
  return { acquirementId, merchantTransId };
}
