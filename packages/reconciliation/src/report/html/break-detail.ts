import type { Break, LedgerSide, ProviderSide } from '../../match/break.ts';
import { explainBreak } from '../explain-break.ts';
import { standingLabels } from '../labels.ts';
import type { BreakNote } from '../report-input.ts';
import { codedAmount, idOf, momentText, outside } from './cells.ts';
import { scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

/** What a break means and what to do, its sides beside each other, and the facts. */
export function breakDetail(found: Break, note: BreakNote | undefined): Html {
  const { what, why, next } = explainBreak(found);
  return html`<div class="explained">
<dl class="words"><dt>What</dt><dd>${what}</dd><dt>Why</dt><dd>${why}</dd><dt>What to do</dt><dd>${next}</dd>${noteOf(note)}</dl>
<div>${sidesTable(found)}${findingsOf(found)}<dl class="facts">${factsOf(found)}</dl></div>
</div>`;
}

function noteOf(note: BreakNote | undefined): Html | undefined {
  if (note === undefined) return undefined;
  const by = note.by === undefined ? undefined : html` by ${outside(note.by)}`;
  const reason = note.reason === undefined ? undefined : html`: ${outside(note.reason)}`;
  return html`<dt>Said since</dt><dd>${standingLabels[note.standing]}${by}${reason}</dd>`;
}

interface SideColumn {
  readonly name: string;
  readonly cells: Readonly<Record<(typeof sideRows)[number], Html | undefined>>;
}

const sideRows = [
  'Type',
  'Own id',
  "Alipay's id",
  'Original own id',
  "Alipay's original id",
  'Gross',
  'Fee',
  'Net',
  'Time',
  'Settled',
  'Batch',
  'Place',
] as const;

function sidesTable({ ledger, transaction, settlement }: Break): Html | undefined {
  const columns: SideColumn[] = [];
  if (ledger !== undefined) columns.push({ name: 'Own books', cells: ledgerCells(ledger) });
  if (transaction !== undefined) columns.push({ name: 'Transaction', cells: providerCells(transaction) });
  if (settlement !== undefined) columns.push({ name: 'Settlement', cells: providerCells(settlement) });
  if (columns.length === 0) return undefined;
  const heads = columns.map(({ name }) => html`<th scope="col">${name}</th>`);
  const rows = sideRows.flatMap((row) => {
    if (columns.every(({ cells }) => cells[row] === undefined)) return [];
    const cells = columns.map((column) => html`<td>${column.cells[row] ?? html`–`}</td>`);
    return [html`<tr><th scope="row">${row}</th>${cells}</tr>`];
  });
  const table = html`<table class="sides"><thead><tr><td></td>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
  return scrollBox('Both sides', table);
}

function ledgerCells(side: LedgerSide): SideColumn['cells'] {
  return {
    Type: html`${side.kind}, ${side.status}`,
    ...idCells(side),
    Gross: money(side.currency, side.gross),
    Fee: undefined,
    Net: undefined,
    Time: time(side.occurredAtMs),
    Settled: undefined,
    Batch: undefined,
    Place: undefined,
  };
}

function providerCells(side: ProviderSide): SideColumn['cells'] {
  return {
    Type: html`${side.kind} (${outside(side.printedType)})`,
    ...idCells(side),
    Gross: money(side.currency, side.gross),
    Fee: money(side.netCurrency, side.fee),
    Net: money(side.netCurrency, side.net),
    Time: time(side.occurredAtMs),
    Settled: time(side.settledAtMs),
    Batch: id(side.batchId),
    Place: html`line ${side.line} of ${idOf(side.file)}`,
  };
}

type IdRow = 'Own id' | "Alipay's id" | 'Original own id' | "Alipay's original id";

function idCells(side: LedgerSide | ProviderSide): Pick<SideColumn['cells'], IdRow> {
  return {
    'Own id': id(side.ownId),
    "Alipay's id": id(side.providerId),
    'Original own id': id(side.originalOwnId),
    "Alipay's original id": id(side.originalProviderId),
  };
}

function findingsOf({ file }: Break): Html | undefined {
  if (file === undefined) return undefined;
  const items = file.defects.map(
    ({ code, line, column, printed, expected }) =>
      html`<li><span class="id">${code}</span>${line === undefined ? undefined : html`, line ${line}`}${column === undefined ? undefined : html`, column ${outside(column)}`}: ${printed === undefined ? undefined : html`printed ${outside(printed)}, `}expected ${outside(expected)}</li>`,
  );
  return html`<p>File ${idOf(file.name)}</p>${items.length === 0 ? undefined : html`<ul class="findings">${items}</ul>`}`;
}

function factsOf({ id: breakId, rule, question, facts, file }: Break): readonly Html[] {
  const pairs = [
    ['Break', breakId],
    ['Rule', rule],
    ['Question', question],
    ...(file?.sha256 === undefined ? [] : [['SHA-256 of the file', file.sha256]]),
    ...Object.keys(facts)
      .sort()
      .map((name) => [name, facts[name] ?? '']),
  ];
  return pairs.map(
    ([name = '', value = '']) => html`<div><dt>${outside(name)}</dt><dd>${idOf(value)}</dd></div>`,
  );
}

function money(currency: string | undefined, value: bigint | undefined): Html | undefined {
  return currency === undefined || value === undefined ? undefined : codedAmount({ currency, value });
}

function time(epochMs: number | undefined): Html | undefined {
  return epochMs === undefined ? undefined : momentText(epochMs);
}

function id(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : idOf(text);
}
