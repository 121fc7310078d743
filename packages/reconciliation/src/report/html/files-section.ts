import type { DayResult } from '../../match/day-result.ts';
import { missingFileLabels } from '../labels.ts';
import { counted } from '../verdict.ts';
import { countCell, idOf, outside } from './cells.ts';
import { dataTable, scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

const closedMax = 200;

/** The files that were compared and those that were not there, how pairs were found, and what was closed. */
export function filesSection(result: DayResult): Html {
  return html`<section aria-labelledby="files-heading"><h2 id="files-heading">Files and pairs</h2>
${filesTable(result)}${missingList(result)}
<div class="grid">${pairsCard(result)}${closedCard(result)}</div>
</section>`;
}

function filesTable({ files }: DayResult): Html {
  if (files.length === 0) return html`<p>No file was compared.</p>`;
  const columns = [
    ['File', 'text'],
    ['Report', 'text'],
    ['Rows', 'number'],
    ['Revision', 'number'],
    ['Worth knowing', 'text'],
    ['SHA-256', 'text'],
  ] as const;
  const rows = files.map(
    ({ name, family, report, rows: count, revision, warnings, sha256 }) =>
      html`<tr><th scope="row">${idOf(name)}</th><td>${report} (${family})</td>${countCell(count)}${countCell(revision)}<td>${warnings.length === 0 ? 'nothing' : warnings.join(', ')}</td><td>${idOf(sha256)}</td></tr>`,
  );
  return scrollBox('Compared files', dataTable('Files that were compared', columns, rows));
}

function missingList({ missingFiles }: DayResult): Html | undefined {
  if (missingFiles.length === 0) return undefined;
  const items = missingFiles.map(
    ({ family, report, day, state }) =>
      html`<li>${report} file (${family}) of ${day}: ${missingFileLabels[state]}</li>`,
  );
  return html`<h3>Files that were not there</h3><ul>${items}</ul>`;
}

function pairsCard({ pairs }: DayResult): Html {
  const rows = Object.keys(pairs)
    .sort()
    .map((rule) => html`<tr><th scope="row">${outside(rule)}</th>${countCell(pairs[rule] ?? 0)}</tr>`);
  const columns = [
    ['Rule', 'text'],
    ['Pairs', 'number'],
  ] as const;
  const table =
    rows.length === 0
      ? html`<p>There were no pairs.</p>`
      : scrollBox('Rules', dataTable('How pairs were found', columns, rows));
  return html`<div class="card"><h3>Pairs</h3>${table}</div>`;
}

function closedCard({ closed }: DayResult): Html {
  const shown = closed.slice(0, closedMax);
  const items = shown.map(({ id, reason }) => html`<li>${idOf(id)}: ${outside(reason)}</li>`);
  const more = closed.length - shown.length;
  if (more > 0) items.push(html`<li>${counted(more, 'more is', 'more are')} in the JSON report.</li>`);
  const list = items.length === 0 ? html`<p>None.</p>` : html`<ul>${items}</ul>`;
  return html`<div class="card"><h3>Breaks of earlier days that this run closed</h3>${list}</div>`;
}
