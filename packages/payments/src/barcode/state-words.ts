import type { JsonObject } from '@alipay-intl/core/signing';
import { objectMember, textMember } from '../wire-members.ts';

/** What a word for the state of a transaction means. */
export type TransactionState = 'paid' | 'processing' | 'declined' | 'cancelled';

/**
 * Where an answer to `payQuery` tells the state, and what its words mean. The official response table could not be
 * read, so both can be replaced once your sandbox has shown the truth. docs/wire/acquiring §6.2.
 */
export interface StateReading {
  /** Member paths, tried in order; dots lead into objects. */
  readonly fields: readonly string[];
  /** Words, compared in capitals. A word that is not here means that the state is unknown. */
  readonly words: Readonly<Record<string, TransactionState>>;
}

/** The reading that the sources suggest. docs/wire/acquiring §5.8, §6.2, §8.1. */
export const suggestedStateReading: StateReading = {
  fields: [
    'acquirementStatus',
    'transStatus',
    'transactionStatus',
    'paymentStatus',
    'statusDetail.acquirementStatus',
  ],
  words: {
    SUCCESS: 'paid',
    TRADE_SUCCESS: 'paid',
    TRADE_FINISHED: 'paid',
    WAIT_BUYER_PAY: 'processing',
    INIT: 'processing',
    PAYING: 'processing',
    PROCESSING: 'processing',
    FAIL: 'declined',
    CLOSED: 'cancelled',
    TRADE_CLOSED: 'cancelled',
    CANCELLED: 'cancelled',
  },
};

/** Reads the state of a transaction; the word itself where it is not known. */
export function readState(
  answer: JsonObject,
  reading: StateReading,
): { readonly state: TransactionState | undefined; readonly word: string | undefined } {
  const found = reading.fields.map((path) => textAt(answer, path)).find((text) => text !== undefined);
  const word = found?.toUpperCase();
  const state = word !== undefined && Object.hasOwn(reading.words, word) ? reading.words[word] : undefined;
  return { state, word };
}

function textAt(answer: JsonObject, path: string): string | undefined {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<JsonObject | undefined>(
    (object, name) => (object === undefined ? undefined : objectMember(object, name)),
    answer,
  );
  return holder === undefined ? undefined : textMember(holder, last);
}
