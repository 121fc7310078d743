import type { AcquiringOperationName } from '../control/operation-name.ts';
import { type Answer, bareAnswer } from '../payments/answer.ts';
import { createFieldReader, FieldError, type FieldReader } from '../payments/field-reader.ts';
import { illegalParameter } from '../payments/result.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringResult } from './acquiring-result.ts';
import { archiveSeller, maintainSeller, querySeller } from './indirect-merchant.ts';
import { pay } from './pay.ts';
import { payCancel } from './pay-cancel.ts';
import { payQuery } from './pay-query.ts';
import { preCreate } from './pre-create.ts';
import { refund } from './refund.ts';

type Members = Readonly<Record<string, unknown>>;
type Operation = (simulation: Simulation, fields: FieldReader, body: Members) => Answer;

const operations: Readonly<Record<AcquiringOperationName, Operation>> = {
  'acquiring.pay': pay,
  'acquiring.payQuery': payQuery,
  'acquiring.payCancel': payCancel,
  'acquiring.refund': refund,
  'acquiring.preCreate': preCreate,
  'acquiring.indirectMerchant.maintain': maintainSeller,
  'acquiring.indirectMerchant.query': querySeller,
  'acquiring.indirectMerchant.archive': archiveSeller,
};

/** Checks the party and carries the function out; a field at fault becomes `PARAM_ILLEGAL` with its name. */
export function runAcquiring(
  simulation: Simulation,
  operation: AcquiringOperationName,
  body: Members,
): Answer {
  const { dialect, merchantId } = simulation.settings.acquiring;
  const fields = createFieldReader(body);
  try {
    const party = fields.text(dialect.partyField, dialect.partyLengthMax);
    if (party !== merchantId) return bareAnswer(acquiringResult('MERCHANT_NOT_REGISTERED'));
    return operations[operation](simulation, fields, body);
  } catch (error) {
    if (error instanceof FieldError) return bareAnswer(illegalParameter(error.field, error.complaint));
    throw error;
  }
}
