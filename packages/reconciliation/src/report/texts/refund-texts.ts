import type { BreakTexts } from './break-text.ts';
import { costDifferenceWords, sentences, sideWords } from './side-words.ts';

/** Refunds and the payments that they belong to. */
export const refundTexts: BreakTexts<'ORPHAN_REFUND' | 'OVER_REFUND'> = {
  ORPHAN_REFUND: {
    title: 'Refund without its payment',
    what: (found) => sentences(sideWords(found), 'The payment that it gives back is in no book.'),
    why: 'The payment is older than the books, was never booked, or the refund names another payment than it belongs to.',
    next: 'Find the payment by the original id. Where there is none, find out who made the refund and to whom the money went.',
  },
  OVER_REFUND: {
    title: 'More given back than was paid',
    what: (found) =>
      sentences(
        sideWords(found),
        costDifferenceWords(found),
        'Together the refunds of this payment, with what was cancelled or disputed of it, exceed it.',
      ),
    why: 'Several refunds of one payment add up to more than it, or it was cancelled or disputed as well. Often the same refund was made twice with two ids.',
    next: 'List all refunds of the payment and find the one too many. Ask Alipay whether it can be taken back, otherwise ask the buyer. Then check who may make refunds.',
  },
};
