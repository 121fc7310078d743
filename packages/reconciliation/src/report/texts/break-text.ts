import type { Break } from '../../match/break.ts';
import type { BreakKind } from '../../match/break-kind.ts';

/** Words about a break that do not depend on its rows. */
export interface StandingText {
  /** What it is, in a few words. */
  readonly title: string;
  /** What it usually comes from. */
  readonly why: string;
  /** What to do now. */
  readonly next: string;
}

/** Everything that is said about the breaks of one kind. */
export interface BreakText extends StandingText {
  /** What the rows of this break say, with ids, amounts and times. */
  readonly what: (found: Break) => string;
  /** While it is in order until its due day; where left out, its words are those of the open one. */
  readonly waiting?: StandingText | undefined;
}

/** What is said about some kinds. */
export type BreakTexts<Kind extends BreakKind> = Readonly<Record<Kind, BreakText>>;
