import type { BreakTexts } from './break-text.ts';
import { ledgerWords, sentences, settlementWords, transactionWords } from './side-words.ts';

/** A row that only one of the two books has. */
export const missingTexts: BreakTexts<'MISSING_AT_PROVIDER' | 'MISSING_IN_LEDGER'> = {
  MISSING_AT_PROVIDER: {
    title: 'In own books, not at Alipay',
    what: ({ ledger }) => sentences(ledgerWords(ledger), 'No transaction file of Alipay has it.'),
    why: 'The time of the transaction files of its day and of the day after is over, and no file that came has it. Where one of them did not come, it may have it. Otherwise the payment most often never succeeded and own books were marked too early; it may also have gone through another merchant account or under another id.',
    next: 'Get the transaction files of the two days first, where one is missing. Then ask Alipay for its state by its own id. Where Alipay says that it failed, or does not know it, correct own books and find out whether goods were handed over. Where Alipay says that it succeeded, send the id to Alipay and ask for the missing row.',
    waiting: {
      title: 'In own books, not yet at Alipay',
      why: 'A payment close to midnight may be booked on the next day.',
      next: "Nothing yet. The next day's transaction file decides.",
    },
  },
  MISSING_IN_LEDGER: {
    title: 'At Alipay, not in own books',
    what: ({ transaction, settlement }) =>
      sentences(
        transaction === undefined ? settlementWords(settlement) : transactionWords(transaction),
        'Own books have no row for it.',
      ),
    why: "Money moved at Alipay that own books do not know: a notification was lost and never asked after, a refund was made in Alipay's portal, or another system uses the same merchant account.",
    next: 'Find the order by the own id. Where there is one, book the payment and deliver, or give the money back. A refund from the portal: book it. Where nobody knows the id, find out which system made it.',
    waiting: {
      title: 'At Alipay, not yet in own books',
      why: 'A payment close to midnight may be booked on the next day.',
      next: 'Nothing yet. Own books of the next day decide.',
    },
  },
};
