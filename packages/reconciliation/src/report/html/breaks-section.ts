import type { Break } from '../../match/break.ts';
import { breakTitle } from '../explain-break.ts';
import { standingLabels, standings } from '../labels.ts';
import { listedBreaks } from '../listed-breaks.ts';
import type { ReportInput } from '../report-input.ts';
import { countsNow, standingNow } from '../standing-now.ts';
import { counted } from '../verdict.ts';
import { breakColumns, breakRow } from './break-row.ts';
import { outside } from './cells.ts';
import { type Html, html } from './html.ts';

interface Limits {
  readonly breaksMax: number;
  readonly csvName: string | undefined;
}

/** All breaks with both sides, what they mean and what to do. */
export function breaksSection(input: ReportInput, limits: Limits): Html {
  const shown = listedBreaks(input).slice(0, limits.breaksMax);
  const table =
    shown.length === 0
      ? html`<p>There are no breaks.</p>`
      : html`${filterForm(shown, input.notes)}<p id="breaks-count" class="count" role="status">${counted(shown.length, 'break', 'breaks')}</p>${tableOf(shown, input)}`;
  return html`<section aria-labelledby="breaks-heading"><h2 id="breaks-heading" tabindex="-1">Breaks</h2>${restOf(shown.length, input, limits)}${table}</section>`;
}

/** What the page does not show, and where it is. */
function restOf(shown: number, input: ReportInput, { csvName }: Limits): Html | undefined {
  const listed = listedBreaks(input).length;
  const all = countsNow(input).reduce((sum, { rows }) => sum + rows, 0);
  const file = csvName === undefined ? html`the CSV report` : outside(csvName);
  const cut =
    listed > shown
      ? html`<p class="cut">The first ${counted(shown, 'break is', 'breaks are')} here; all ${listed.toLocaleString('en')} are in ${file}.</p>`
      : undefined;
  const unlisted = all - input.result.breaks.length;
  const uncounted =
    unlisted > 0
      ? html`<p class="cut">${counted(unlisted, 'more is', 'more are')} only counted: see the figures of “Open breaks by kind”.</p>`
      : undefined;
  return html`${cut}${uncounted}`;
}

/** Shown by the script, which it needs. */
function filterForm(breaks: readonly Break[], notes: ReportInput['notes']): Html {
  const found = breaks.map((one) => ({ ...one, standing: standingNow(one, notes) }));
  const kinds = new Map(found.map(({ kind, standing }) => [kind, breakTitle(kind, standing)]));
  const currencies = [...new Set(found.map(({ currency }) => currency ?? ''))].sort();
  const present = standings.filter((name) => found.some(({ standing }) => standing === name));
  return html`<form id="breaks-filter" role="search" aria-label="Filter the breaks" hidden>
<label>Search<input type="search" name="text" autocomplete="off" spellcheck="false"></label>
${choice(
  'Standing',
  'standing',
  present.map((name) => [name, standingLabels[name]]),
)}
${choice(
  'Kind',
  'kind',
  [...kinds].sort(([, left], [, right]) => (left < right ? -1 : 1)),
)}
${choice(
  'Currency',
  'currency',
  currencies.map((code) => [code === '' ? 'none' : code, code === '' ? 'no money' : code]),
)}
<button type="reset">Show all</button>
<button type="button" id="breaks-details">Open all details</button>
</form>`;
}

function choice(
  label: string,
  name: string,
  options: readonly (readonly [value: string, text: string])[],
): Html {
  const list = options.map(([value, text]) => html`<option value="${value}">${text}</option>`);
  return html`<label>${label}<select name="${name}"><option value="">all</option>${list}</select></label>`;
}

function tableOf(breaks: readonly Break[], { notes }: ReportInput): Html {
  const heads = breakColumns.map(
    ({ name, isNumber }) =>
      html`<th scope="col" role="columnheader" class="${isNumber ? 'n' : 't'}">${name}</th>`,
  );
  const rows = breaks.map((found, at) => breakRow(found, notes?.get(found.id), at));
  return html`<div class="scroll breaks-box" role="group" aria-label="Table of breaks" tabindex="0"><table id="breaks" role="table"><caption>Breaks with both sides. Amounts at stake are sorted within their currency.</caption><thead role="rowgroup"><tr role="row">${heads}</tr></thead>${rows}</table></div>`;
}
