import type { Break } from '../../match/break.ts';
import { codedText } from '../money-text.ts';
import { idText } from '../visible-text.ts';
import type { BreakTexts } from './break-text.ts';
import { costDifferenceWords, fileWords, sentences, sideWords } from './side-words.ts';

/** Sums of a batch, its summary and its payout. */
export const sumTexts: BreakTexts<'SUMMARY_MISMATCH'> = {
  SUMMARY_MISMATCH: {
    title: 'Sums do not agree',
    what: (found) =>
      sentences(
        found.file === undefined ? payoutWords(found) : fileWords(found.file),
        sideWords(found),
        costDifferenceWords(found),
      ),
    why: "The rows of a settlement do not add up to its summary, or the payout to the bank is not the batch's total. A part of the batch may be missing, or the bank took a fee.",
    next: "See whether all parts of the batch are here. Then compare the payout with the bank's statement, bank fees included. Send to Alipay what is left.",
    waiting: {
      title: 'Payout not at the bank yet',
      why: 'The batch is in the books, and the bank has not recorded the payout so far.',
      next: 'Nothing yet. Give the payout to the next run when the bank has it.',
    },
  },
};

/** A batch and its payout, from the facts of the break. */
function payoutWords({ facts, currency }: Break): string {
  const batch = facts['batch'] === undefined ? 'The batch' : `Batch ${idText(facts['batch'])}`;
  const settled = amountOf(facts['settled'], currency);
  const received = amountOf(facts['received'], currency);
  const files =
    settled === undefined ? 'no settlement file has it' : `the settlement files add up to ${settled}`;
  const bank = received === undefined ? 'the bank has no payout of it' : `the bank received ${received}`;
  return `${batch}: ${files}, and ${bank}.`;
}

function amountOf(digits: string | undefined, currency: string | undefined): string | undefined {
  if (currency === undefined || digits === undefined || !/^-?\d+$/.test(digits)) return undefined;
  return codedText({ currency, value: BigInt(digits) });
}
