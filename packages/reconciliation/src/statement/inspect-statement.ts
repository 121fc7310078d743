import { checkFile } from './check-file.ts';
import type { Defect } from './defect.ts';
import { readingOptions, type StatementOptions } from './options.ts';
import { RecordReading } from './record-reading.ts';
import { nameOf, type StatementSource } from './source.ts';
import type { StatementFacts } from './statement-facts.ts';
import type { StatementRecord } from './statement-record.ts';

/** Everything that reading a file found, whether it would be opened or not. */
export interface StatementInspection {
  readonly name: string;
  /** {@link openStatement} would open it. */
  readonly accepted: boolean;
  /** `undefined` where no layout has such columns, or the file ends before its rows. */
  readonly facts: StatementFacts | undefined;
  /** All that is wrong with it, up to a bound. */
  readonly defects: readonly Defect[];
  /** Defects beyond the bound. */
  readonly moreDefects: number;
  /** The column line that no layout has, with `…` for each cell that is not surely the name of a column. */
  readonly columnLine: string | undefined;
  /** The first rows that can be read, for a person to look at. Of a file that is not accepted they prove nothing. */
  readonly firstRecords: readonly StatementRecord[];
}

/** {@link StatementOptions}, and how many rows to show. */
export interface InspectionOptions extends StatementOptions {
  /** 5 when left out. */
  readonly records?: number | undefined;
}

/**
 * Reads a file as {@link openStatement} does and tells all that it found, for a person who has to decide what to do
 * about it. Content never makes it throw.
 *
 * @throws StatementError `ERR_STATEMENT_UNREADABLE`; OptionError `ERR_OPTION_INVALID`.
 */
export async function inspectStatement(
  source: StatementSource,
  options: InspectionOptions = {},
): Promise<StatementInspection> {
  const reading = readingOptions(options);
  const { findings, readable, columnLine } = await checkFile(source, reading);
  const firstRecords: StatementRecord[] = [];
  if (readable !== undefined) {
    const records = await RecordReading.open(source, readable, reading);
    try {
      if (await records.fill()) {
        const wanted = options.records ?? 5;
        while (firstRecords.length < wanted && records.next()) firstRecords.push(records.record());
      }
    } finally {
      await records.close();
    }
  }
  return {
    name: nameOf(source),
    accepted: readable !== undefined && findings.defects.length === 0,
    facts: readable?.facts,
    defects: findings.defects,
    moreDefects: findings.more,
    columnLine,
    firstRecords,
  };
}
