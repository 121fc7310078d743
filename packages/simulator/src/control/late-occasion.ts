import type { OperationName } from './operation-name.ts';

/** A call that a held one waits for: the next query or the next cancel of its payment. */
export type LateOccasion = 'query' | 'cancel';

const occasions: ReadonlyMap<OperationName, LateOccasion> = new Map<OperationName, LateOccasion>([
  ['inquiryPayment', 'query'],
  ['acquiring.payQuery', 'query'],
  ['cancel', 'cancel'],
  ['acquiring.payCancel', 'cancel'],
]);

/** The operations that name a payment, so that the calls of one payment can be told from another's. */
export const paymentOperations: ReadonlySet<OperationName> = new Set<OperationName>([
  ...occasions.keys(),
  'pay',
  'refund',
  'acquiring.pay',
  'acquiring.preCreate',
  'acquiring.refund',
]);

/** What a call of this operation is to the calls that are held; `undefined` when it is nothing. */
export function occasionOf(operation: OperationName): LateOccasion | undefined {
  return occasions.get(operation);
}
