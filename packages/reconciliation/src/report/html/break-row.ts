import type { Break, LedgerSide, ProviderSide } from '../../match/break.ts';
import { breakTitle } from '../explain-break.ts';
import { standingLabels, standings } from '../labels.ts';
import type { BreakNote } from '../report-input.ts';
import { breakDetail } from './break-detail.ts';
import { codedAmount, idOf, momentText } from './cells.ts';
import { type Html, html } from './html.ts';

/** The columns of the table of breaks. */
export const breakColumns = [
  { name: 'Break', isNumber: false },
  { name: 'Standing', isNumber: false },
  { name: 'Day', isNumber: false },
  { name: 'At stake', isNumber: true },
  { name: 'Own books', isNumber: false },
  { name: 'Alipay', isNumber: false },
  { name: 'Difference', isNumber: true },
] as const;

/** A break as a group of two rows: the first to sort and to look through, the second to understand it. */
export function breakRow(found: Break, note: BreakNote | undefined, at: number): Html {
  const { kind, currency } = found;
  const standing = note?.standing ?? found.standing;
  const title = breakTitle(kind, standing);
  const due = found.dueDay === undefined ? undefined : html`<small>due <time>${found.dueDay}</time></small>`;
  const cells = [
    html`<strong>${title}</strong><small>${kind}</small><button type="button" class="more" aria-controls="detail-${at}" aria-expanded="true" hidden>Details<span class="hear"> of break ${at + 1}, ${title}</span></button>`,
    html`<span class="badge ${standing}">${standingLabels[standing]}</span>`,
    html`${found.day}${due}`,
    amountOf(currency, found.atStake),
    ledgerBrief(found.ledger),
    providerBrief(found.transaction ?? found.settlement) ?? fileBrief(found),
    amountOf(currency, found.difference),
  ];
  const keys = [
    title,
    standings.indexOf(standing),
    found.day,
    moneyKey(currency, found.atStake),
    undefined,
    undefined,
    moneyKey(currency, found.difference),
  ];
  return html`<tbody role="rowgroup" data-standing="${standing}" data-kind="${kind}" data-currency="${currency ?? 'none'}">
<tr role="row">${cells.map((cell, index) => cellOf(cell, index, keys[index]))}</tr>
<tr role="row" class="detail" id="detail-${at}"><td role="cell" colspan="${breakColumns.length}">${breakDetail(found, note)}</td></tr>
</tbody>`;
}

function cellOf(cell: Html, index: number, key: string | number | undefined): Html {
  const column = breakColumns[index];
  const sortKey = key === undefined ? undefined : html` data-key="${key}"`;
  return html`<td role="cell" class="${column?.isNumber === true ? 'n' : 't'}" data-label="${column?.name}"${sortKey}>${cell}</td>`;
}

function amountOf(currency: string | undefined, value: bigint | undefined): Html {
  if (currency === undefined || value === undefined) return html`–`;
  return codedAmount({ currency, value });
}

/** Texts that sort like the amounts do, by currency first: counted from far below zero, with digits of one length. */
function moneyKey(currency: string | undefined, value: bigint | undefined): string {
  if (currency === undefined || value === undefined) return '';
  return `${currency} ${(10n ** 30n + value).toString().padStart(31, '0')}`;
}

function ledgerBrief(side: LedgerSide | undefined): Html {
  if (side === undefined) return html`–`;
  const { kind, ownId, currency, gross, status, occurredAtMs } = side;
  return html`${idOf(ownId)}<small>${kind}, ${status}, ${codedAmount({ currency, value: gross })}</small><small>${momentText(occurredAtMs)}</small>`;
}

function providerBrief(side: ProviderSide | undefined): Html | undefined {
  if (side === undefined) return undefined;
  const { kind, ownId, providerId, currency, gross, netCurrency, net } = side;
  const money =
    gross === undefined || currency === undefined
      ? { currency: netCurrency, value: net }
      : { currency, value: gross };
  const atMs = side.occurredAtMs ?? side.settledAtMs;
  const time = atMs === undefined ? undefined : html`<small>${momentText(atMs)}</small>`;
  return html`${idOf(providerId ?? ownId ?? 'no id')}<small>${kind}, ${amountOf(money.currency, money.value)}</small>${time}`;
}

function fileBrief({ file }: Break): Html {
  return file === undefined ? html`–` : html`${idOf(file.name)}<small>file</small>`;
}
