import type { BreakTexts } from './break-text.ts';
import { sentences, sideWords } from './side-words.ts';

/** Rows of which there is one too many. */
export const duplicateTexts: BreakTexts<'DUPLICATE_AT_PROVIDER' | 'DUPLICATE_IN_LEDGER' | 'SETTLED_TWICE'> = {
  DUPLICATE_AT_PROVIDER: {
    title: 'Twice at Alipay',
    what: (found) => sentences(sideWords(found), 'It is one row too many with these ids.'),
    why: 'Alipay lists the same payment, refund or cancellation again, in this file or in that of an earlier day.',
    next: 'See whether the buyer was charged twice, or got the money back twice. If so, set one of the two right. If only the file repeats it, send both places to Alipay and ask which one counts; make sure that it is settled once.',
  },
  DUPLICATE_IN_LEDGER: {
    title: 'Twice in own books',
    what: (found) => sentences(sideWords(found), 'Own books have it once more.'),
    why: 'Two rows of own books stand for one payment: they carry the same id of Alipay, or the same own id on two days. Often a notification was handled twice.',
    next: 'Take one of the two out of own books. See whether goods or credit went out twice.',
  },
  SETTLED_TWICE: {
    title: 'Settled twice',
    what: (found) => sentences(sideWords(found), 'An earlier settlement row has settled it already.'),
    why: 'Alipay paid out or charged the same payment or refund in two settlement rows.',
    next: 'Send both rows to Alipay. Expect a correction in a later batch, and do not spend what was paid twice. For a refund charged twice, claim it back.',
  },
};
