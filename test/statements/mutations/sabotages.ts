import { StatementError } from '@alipay-intl/core/errors';
import type { StatementOptions } from '@alipay-intl/reconciliation';
import type { TrueRecord } from '../day/true-record.ts';
import { libraryReader, type ReaderUnderTest } from './reader-under-test.ts';

const { read, check } = libraryReader;

/** Forgives what is wrong with the bytes before they are read. */
const forgiving = (forgive: (bytes: Buffer) => Buffer): ReaderUnderTest => ({
  check,
  read: (name, bytes, options) => read(name, forgive(bytes), options),
});

const forgivingText = (forgive: (text: string) => string): ReaderUnderTest =>
  forgiving((bytes) => Buffer.from(forgive(bytes.toString('latin1')), 'latin1'));

/** Reads with other options than were asked for. */
const withOptions = (more: StatementOptions): ReaderUnderTest => ({
  check,
  read: (name, bytes, options) => read(name, bytes, { ...options, ...more }),
});

/** Spoils each record. */
const spoiling = (spoil: (record: TrueRecord) => TrueRecord): ReaderUnderTest => ({
  check,
  read: async (name, bytes, options) => {
    const { facts, records } = await read(name, bytes, options);
    return { facts, records: records.map(spoil) };
  },
});

/** Leaves out the rows that were refused, and reads the rest. */
const skippingBadRows: ReaderUnderTest = {
  check,
  read: async (name, bytes, options) => {
    try {
      return await read(name, bytes, options);
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      const bad = new Set(error.defects.map(({ line = 0 }) => line - 1));
      const lines = bytes.toString('latin1').split('\n');
      const kept = lines.filter((_, line) => line < 2 || !bad.has(line));
      return read(name, Buffer.from(kept.join('\n'), 'latin1'), options);
    }
  },
};

/** Of columns with the same name, only the last is kept. */
function lastColumnWins(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => !line.startsWith('Partner:'));
  const delimiter = text.includes('|') ? '|' : ',';
  const names = (lines[at] ?? '').split(delimiter).map((name) => name.trim());
  const isKept = (_: string, place: number): boolean => names.lastIndexOf(names[place] ?? '') <= place;
  if (new Set(names).size === names.length) return text;
  return lines
    .map((line, number) =>
      number < at || line.startsWith('<') ? line : line.split(delimiter).filter(isKept).join(delimiter),
    )
    .join('\n');
}

function countedAnew(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  return text.replace(
    /(^(?:ï»¿)?Partner:.*Total_count:)\d+/,
    (_, before: string) => before + String(lines - 2),
  );
}

const asFloat = (value: bigint | undefined): bigint | undefined =>
  value === undefined ? undefined : BigInt(Math.trunc((Number(value) / 100) * 100));
const withoutZeros = (value: bigint | undefined): bigint | undefined =>
  value === undefined || value === 0n ? value : BigInt(String(value).replace(/0+$/, ''));
const asNumber = (id: string | undefined): string | undefined =>
  id !== undefined && /^\d+$/.test(id) ? String(Number(id)) : id;

/** Defects that readers of such files really have had. */
export const sabotages: Readonly<Record<string, ReaderUnderTest>> = {
  'a bad row is skipped': skippingBadRows,
  'the last of repeated columns is taken': forgivingText(lastColumnWins),
  '<END> is not missed': forgivingText((text) => (/\n"?<END>"?\s*$/.test(text) ? text : `${text}\n<END>\n`)),
  'what comes behind <END> is dropped': forgivingText((text) => text.replace(/(\n<END>).*$/s, '$1\n')),
  'Total_count is not compared': forgivingText(countedAnew),
  'the last line may be cut off': forgivingText((text) => `${text}\n`),
  'amounts are floating-point numbers': spoiling((record) => ({ ...record, gross: asFloat(record.gross) })),
  'zeros behind an amount are trimmed': spoiling((record) => ({
    ...record,
    gross: withoutZeros(record.gross),
  })),
  'only the first 8 columns are read': spoiling((record) => ({
    ...record,
    cells: record.cells.slice(0, 8),
    net: undefined,
  })),
  'damaged UTF-8 is replaced': forgiving((bytes) => Buffer.from(new TextDecoder('utf-8').decode(bytes))),
  'ids are numbers': spoiling((record) => ({ ...record, providerId: asNumber(record.providerId) })),
  'a refund has no sign': spoiling((record) => ({
    ...record,
    gross: (record.gross ?? 0n) < 0n ? -(record.gross ?? 0n) : record.gross,
  })),
  'the clock is that of UTC': spoiling((record) => ({
    ...record,
    occurredAtMs: record.occurredAtMs === undefined ? undefined : record.occurredAtMs + 28_800_000,
  })),
  'amounts are always in major units': withOptions({ unit: 'major', knownAmounts: undefined }),
  'the net is not calculated': withOptions({ accept: ['NET_FORMULA_MISMATCH'] }),
  'yuan are not calculated': withOptions({ accept: ['FX_MISMATCH'] }),
  'TOTAL is not added up': withOptions({ accept: ['SUMMARY_MISMATCH'] }),
  'a row may come twice': withOptions({ accept: ['ROW_REPEATED'] }),
  'a sign may contradict its type': withOptions({ accept: ['SIGN_CONTRADICTS_TYPE'] }),
  'files are not compared': { read, check: () => [] },
};
