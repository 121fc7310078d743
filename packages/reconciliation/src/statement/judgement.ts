import type { Findings } from './defect.ts';
import type { StatementName } from './file-name.ts';
import type { ReadingOptions } from './options.ts';
import type { Assumption, Reading } from './reading.ts';
import type { StatementSource } from './source.ts';
import type { UnitDecision } from './unit-evidence.ts';

/** All that is known of a file after it was read, and where to say what is wrong with it. */
export interface Judgement {
  readonly source: StatementSource;
  readonly name: StatementName | undefined;
  readonly options: ReadingOptions;
  readonly reading: Reading;
  readonly assumption: Assumption;
  readonly decision: UnitDecision;
  readonly findings: Findings;
}
