import { describeResult, type ResultDescription } from '@alipay-intl/core/results';
import { checkInput } from '@alipay-intl/core/validation';
import type { NotFound, Processing, Proof, Unknown } from '../outcome.ts';
import { foreignAnswer, isUnknown, proofOf, undecided } from '../verdict.ts';
import { type BarcodeContext, sendFunction } from './barcode-context.ts';
import type { BarcodePaid } from './pay.ts';
import { transactionReference } from './request-schemas.ts';
import type { BarcodeCallOptions, TransactionReference } from './requests.ts';
import { readState } from './state-words.ts';
import { readTransactionFacts, type TransactionFacts } from './transaction-facts.ts';

/** The transaction ended without money being taken. */
export interface FailedTransaction {
  readonly kind: 'declined';
  readonly reason: ResultDescription;
  readonly transaction: TransactionFacts;
  readonly proof: Proof;
}

/** The transaction is closed: it cannot be paid any more, and money already taken went back. */
export interface CancelledTransaction {
  readonly kind: 'cancelled';
  readonly transaction: TransactionFacts;
  readonly proof: Proof;
}

/** What `payQuery` found. */
export type TransactionOutcome =
  | BarcodePaid
  | Processing
  | FailedTransaction
  | CancelledTransaction
  | NotFound
  | Unknown;

/** Asks for the state of a transaction. docs/wire/acquiring §6.2. */
export async function payQuery(
  context: BarcodeContext,
  input: TransactionReference,
  options: BarcodeCallOptions,
): Promise<TransactionOutcome> {
  const body = checkInput(transactionReference, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'payment query',
  });
  const proof = proofOf(
    await sendFunction(context, 'alipay.intl.acquiring.offline.payQuery', { body, options }),
  );
  if (isUnknown(proof)) return proof;
  const { resultStatus, resultCode } = proof.result;
  // A query can overtake its payment, so not found is not an end. docs/wire/acquiring §8.1.
  if (resultCode === 'ORDER_NOT_EXIST' && resultStatus !== 'S') return { kind: 'not-found', proof };
  // resultInfo S may only say that the query worked, so the state itself must be there.
  if (resultStatus !== 'S') return undecided('inquiryPayment', proof);
  return foreignAnswer(proof, body) ?? stateOf(context, proof);
}

function stateOf(context: BarcodeContext, proof: Proof): TransactionOutcome {
  const transaction = readTransactionFacts(proof.answer);
  const { state, word } = readState(proof.answer, context.stateReading);
  switch (state) {
    case 'paid':
      return { kind: 'paid', transaction, proof };
    case 'processing':
      return { kind: 'processing', proof };
    case 'cancelled':
      return { kind: 'cancelled', transaction, proof };
    case 'declined': {
      const reason = describeResult('pay', { resultCode: word ?? '', resultStatus: 'F', resultMessage: '' });
      return { kind: 'declined', reason, transaction, proof };
    }
    default:
      return undecided(
        'inquiryPayment',
        proof,
        word === undefined
          ? 'The verified answer tells no state of the transaction.'
          : `The verified answer tells the unknown state ${word}.`,
      );
  }
}
