import { parse } from 'csv-parse/sync';
import type { Delimiter } from './delimiter.ts';

/**
 * The cells of one record that has a quote, by RFC 4180 and nothing looser.
 *
 * @returns `undefined` where the quoting is wrong or the text is not one record.
 */
export function readQuotedRecord(
  text: string,
  delimiter: Delimiter,
  recordBytesMax: number,
): readonly string[] | undefined {
  try {
    const records: string[][] = parse(text, {
      bom: false,
      delimiter,
      max_record_size: recordBytesMax,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: false,
      relax_quotes: false,
      skip_empty_lines: false,
      skip_records_with_error: false,
    });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
}
