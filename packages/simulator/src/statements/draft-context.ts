import type { Settings } from '../settings.ts';
import type { StatementDay } from './statement-day.ts';
import type { StatementDraft } from './statement-draft.ts';
import type { StatementRow } from './statement-row.ts';

/** What the files of one day and one family are made from. */
export interface DraftContext {
  readonly settings: Settings;
  readonly day: StatementDay;
  /** Rows of transactions of the day, oldest first. */
  readonly transactions: readonly StatementRow[];
  /** Rows settled on the day, oldest first. */
  readonly settled: readonly StatementRow[];
}

/** Makes the files of one family. */
export type DraftFamily = (context: DraftContext) => readonly StatementDraft[];
