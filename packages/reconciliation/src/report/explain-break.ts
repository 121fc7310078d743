import type { Break } from '../match/break.ts';
import type { BreakKind } from '../match/break-kind.ts';
import type { StandingNow } from './standing-now.ts';
import type { BreakText, StandingText } from './texts/break-text.ts';
import { duplicateTexts } from './texts/duplicate-texts.ts';
import { fileTexts } from './texts/file-texts.ts';
import { missingTexts } from './texts/missing-texts.ts';
import { moneyTexts } from './texts/money-texts.ts';
import { refundTexts } from './texts/refund-texts.ts';
import { settlementTexts } from './texts/settlement-texts.ts';
import { stateTexts } from './texts/state-texts.ts';
import { sumTexts } from './texts/sum-texts.ts';

/** A break in words. Ids in it are shown whole and harmless: what cannot be seen becomes `⟨U+202E⟩`. */
export interface BreakExplanation {
  /** What it is, in a few words. */
  readonly title: string;
  /** What the two books say, with ids, amounts and times in UTC+8. */
  readonly what: string;
  /** What it usually comes from. */
  readonly why: string;
  /** What to do now. */
  readonly next: string;
}

const breakTexts: Readonly<Record<BreakKind, BreakText>> = {
  ...missingTexts,
  ...moneyTexts,
  ...stateTexts,
  ...duplicateTexts,
  ...settlementTexts,
  ...refundTexts,
  ...sumTexts,
  ...fileTexts,
};

/** Explains a break to somebody who knows the business and not this library. docs/wire/statements §11.5 */
export function explainBreak(found: Break): BreakExplanation {
  const { title, why, next } = standingText(found.kind, found.standing);
  const until =
    found.standing === 'waiting' && found.dueDay !== undefined
      ? ` In order up to and including ${found.dueDay}.`
      : '';
  const what = breakTexts[found.kind].what(found) || 'Its rows are not listed.';
  return { title, what, why, next: `${next}${until}` };
}

/** What the breaks of a kind are, in a few words. */
export function breakTitle(kind: BreakKind, standing: StandingNow): string {
  return standingText(kind, standing).title;
}

function standingText(kind: BreakKind, standing: StandingNow): StandingText {
  const text = breakTexts[kind];
  return standing === 'waiting' ? (text.waiting ?? text) : text;
}

/** Whether a kind is about a file, and not about rows in it. */
export function isFileBreak(kind: BreakKind): boolean {
  return Object.hasOwn(fileTexts, kind);
}
