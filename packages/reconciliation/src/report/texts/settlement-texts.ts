import type { BreakTexts } from './break-text.ts';
import { sentences, sideWords } from './side-words.ts';

const pending = {
  title: 'Not settled yet',
  why: 'The contract gives Alipay some working days to settle, and the due day is not over.',
  next: 'Nothing yet. It turns overdue by itself when the due day is over.',
};

/** Transactions and their settlement. */
export const settlementTexts: BreakTexts<
  'PENDING_SETTLEMENT' | 'OVERDUE_SETTLEMENT' | 'SETTLED_BUT_NOT_TRANSACTED'
> = {
  PENDING_SETTLEMENT: {
    ...pending,
    what: (found) => sentences(sideWords(found), 'No settlement file has it yet.'),
    waiting: pending,
  },
  OVERDUE_SETTLEMENT: {
    title: 'Settlement overdue',
    what: (found) =>
      sentences(
        sideWords(found),
        found.dueDay === undefined
          ? 'No settlement file has it.'
          : `It should have been settled by ${found.dueDay}, and no settlement file has it.`,
      ),
    why: 'Alipay has not paid out what it took from the buyer, although the day of the contract is over. A balance below the smallest payout, a holiday that the calendar does not have, a hold on the account, or a settlement file that was not fetched.',
    next: 'See whether all settlement files are here and whether the holiday calendar has this week. Otherwise send the id to Alipay and ask when it will be settled.',
  },
  SETTLED_BUT_NOT_TRANSACTED: {
    title: 'Settled, but in no transaction file',
    what: (found) => sentences(sideWords(found), 'No transaction file of any reconciled day has it.'),
    why: 'Alipay settled something that its transaction files never listed: a transaction file is incomplete or missing, or the payment is of another merchant account.',
    next: 'Fetch the transaction files of its day again. Where they do not have it, ask Alipay what was settled; until then do not book the money as yours.',
  },
};
