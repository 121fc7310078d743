import type { Break, LedgerSide, ProviderSide } from '../../match/break.ts';
import type { BreakExplanation } from '../explain-break.ts';
import { clockText } from '../moment-text.ts';
import { decimalText } from '../money-text.ts';
import type { BreakNote } from '../report-input.ts';
import { idCell, numberCell, textCell } from './csv-cell.ts';

/** All that a line is written from. */
export interface BreakRow {
  readonly found: Break;
  readonly note: BreakNote | undefined;
  readonly words: BreakExplanation;
}

type Column<Row> = readonly [name: string, cell: (row: Row) => string];

/** The columns, in the order in which they are written. */
export const breakColumns: readonly Column<BreakRow>[] = [
  ['break_id', ({ found }) => idCell(found.id)],
  ['kind', ({ found }) => textCell(found.kind)],
  ['title', ({ words }) => textCell(words.title)],
  ['standing', ({ found, note }) => textCell(note?.standing ?? found.standing)],
  ['day', ({ found }) => textCell(found.day)],
  ['due_day', ({ found }) => textCell(found.dueDay)],
  ['currency', ({ found }) => textCell(found.currency)],
  ...money<BreakRow>('at_stake', ({ found }) => [found.currency, found.atStake]),
  ...money<BreakRow>('difference', ({ found }) => [found.currency, found.difference]),
  ['what', ({ words }) => textCell(words.what)],
  ['why', ({ words }) => textCell(words.why)],
  ['next', ({ words }) => textCell(words.next)],
  ['question', ({ found }) => textCell(found.question)],
  ['rule', ({ found }) => textCell(found.rule)],
  ['note_by', ({ note }) => textCell(note?.by)],
  ['note_reason', ({ note }) => textCell(note?.reason)],
  ...ledgerColumns(),
  ...providerColumns('transaction'),
  ...providerColumns('settlement'),
  ['file_name', ({ found }) => textCell(found.file?.name)],
  ['file_sha256', ({ found }) => idCell(found.file?.sha256)],
  ['file_findings', ({ found }) => textCell(findingsOf(found))],
  ['facts', ({ found }) => textCell(factsOf(found))],
];

function ledgerColumns(): readonly Column<BreakRow>[] {
  const columns: readonly Column<LedgerSide>[] = [
    ['kind', ({ kind }) => textCell(kind)],
    ...idColumns(),
    ['status', ({ status }) => textCell(status)],
    ['currency', ({ currency }) => textCell(currency)],
    ...money<LedgerSide>('gross', ({ currency, gross }) => [currency, gross]),
    ['occurred_at', ({ occurredAtMs }) => textCell(clockText(occurredAtMs))],
  ];
  return columnsOf('ledger', columns);
}

function providerColumns(name: 'transaction' | 'settlement'): readonly Column<BreakRow>[] {
  const columns: readonly Column<ProviderSide>[] = [
    ['file', ({ file }) => textCell(file)],
    ['line', ({ line }) => numberCell(line)],
    ['kind', ({ kind }) => textCell(kind)],
    ['printed_type', ({ printedType }) => textCell(printedType)],
    ...idColumns(),
    ['batch_id', ({ batchId }) => idCell(batchId)],
    ['currency', ({ currency }) => textCell(currency)],
    ...money<ProviderSide>('gross', ({ currency, gross }) => [currency, gross]),
    ['net_currency', ({ netCurrency }) => textCell(netCurrency)],
    ...money<ProviderSide>('fee', ({ netCurrency, fee }) => [netCurrency, fee]),
    ...money<ProviderSide>('net', ({ netCurrency, net }) => [netCurrency, net]),
    ['occurred_at', ({ occurredAtMs }) => textCell(timeOf(occurredAtMs))],
    ['settled_at', ({ settledAtMs }) => textCell(timeOf(settledAtMs))],
  ];
  return columnsOf(name, columns);
}

function idColumns(): readonly Column<LedgerSide | ProviderSide>[] {
  return [
    ['own_id', ({ ownId }) => idCell(ownId)],
    ['provider_id', ({ providerId }) => idCell(providerId)],
    ['original_own_id', ({ originalOwnId }) => idCell(originalOwnId)],
    ['original_provider_id', ({ originalProviderId }) => idCell(originalProviderId)],
  ];
}

/** Columns of a side, under its name; empty where a break does not have it. */
function columnsOf<Name extends 'ledger' | 'transaction' | 'settlement'>(
  name: Name,
  columns: readonly Column<NonNullable<Break[Name]>>[],
): readonly Column<BreakRow>[] {
  return columns.map(([column, cell]) => [
    `${name}_${column}`,
    ({ found }) => {
      const side = found[name];
      return side === undefined ? textCell(undefined) : cell(side);
    },
  ]);
}

/** Two columns: in the unit of people, and in the smallest. */
function money<Row>(
  name: string,
  amountOf: (row: Row) => readonly [currency: string | undefined, value: bigint | undefined],
): readonly Column<Row>[] {
  return [
    [
      name,
      (row) => {
        const [currency, value] = amountOf(row);
        const isMoney = currency !== undefined && value !== undefined;
        return numberCell(isMoney ? decimalText({ currency, value }) : undefined);
      },
    ],
    [`${name}_smallest_unit`, (row) => numberCell(amountOf(row)[1])],
  ];
}

function timeOf(epochMs: number | undefined): string | undefined {
  return epochMs === undefined ? undefined : clockText(epochMs);
}

function findingsOf({ file }: Break): string {
  return (file?.defects ?? [])
    .map(({ code, line, column, expected }) => [code, line, column, expected].filter(isPresent).join(' '))
    .join('; ');
}

function factsOf({ facts }: Break): string {
  return Object.keys(facts)
    .sort()
    .map((name) => `${name}=${facts[name] ?? ''}`)
    .join('; ');
}

function isPresent(part: string | number | undefined): boolean {
  return part !== undefined;
}
