import type { BreakTexts } from './break-text.ts';
import { sentences, sideWords } from './side-words.ts';

/** Rows that both books have, of which they tell different things. */
export const stateTexts: BreakTexts<'STATUS_MISMATCH' | 'TYPE_MISMATCH'> = {
  STATUS_MISMATCH: {
    title: 'Different outcomes',
    what: (found) =>
      sentences(sideWords(found), 'The two books do not agree whether the money moved in the end.'),
    why: 'One book says that the money moved, the other that it did not or was taken back. Often a late success after a time-out, a cancellation that own books did not hear of, or a refund that failed later.',
    next: 'Ask Alipay for its state by its id: that answer counts. Correct own books. Where the buyer paid for nothing, give the money back; where goods went out for a payment that was cancelled, ask the buyer for it.',
  },
  TYPE_MISMATCH: {
    title: 'Payment on one side, refund on the other',
    what: (found) =>
      sentences(sideWords(found), 'The own id is the same, the direction of the money is not.'),
    why: 'One own id was used for a payment and for a refund, or own books have written the row with the wrong kind.',
    next: 'Correct the kind in own books. Where the id was really used twice, give refunds ids of their own; Alipay keeps one id for each.',
  },
};
