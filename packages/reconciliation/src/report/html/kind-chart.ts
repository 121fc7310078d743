import { scaleLinear } from 'd3-scale';
import { breakTitle } from '../explain-break.ts';
import { type KindCount, kindCounts } from '../kind-counts.ts';
import { standingLabels } from '../labels.ts';
import type { ReportInput } from '../report-input.ts';
import { counted, verdictOf } from '../verdict.ts';
import { codedAmounts, countCell } from './cells.ts';
import { bar, type Chart, label } from './chart.ts';
import { dataTable, scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

const width = 360;
const rowHeight = 32;
const kindsMax = 8;

/** How many breaks of each kind need somebody to look; what waits would dwarf them, and is told in words and figures. */
export function kindChart(input: ReportInput): Chart {
  const counts = kindCounts(input);
  const open = counts.filter(({ standing }) => standing === 'open');
  const shown = open.slice(0, kindsMax);
  return {
    name: 'kinds',
    title: 'Open breaks by kind',
    description: descriptionOf(counts, open.length - shown.length, verdictOf(input).earlierOpen),
    width,
    height: Math.max(1, shown.length) * rowHeight + 4,
    drawing: drawing(shown),
    legend: [['open', 'open breaks']],
    table: tableOf(counts),
  };
}

function drawing(shown: readonly KindCount[]): readonly Html[] {
  if (shown.length === 0) return [label(0, 18, 'Nothing is open', 'start')];
  const most = Math.max(...shown.map(({ rows }) => rows));
  const x = scaleLinear()
    .domain([0, most])
    .range([0, width - 60]);
  return shown.flatMap(({ kind, standing, rows }, at) => {
    const top = at * rowHeight;
    const length = Math.max(3, x(rows));
    return [
      label(0, top + 12, breakTitle(kind, standing), 'start'),
      bar('open', [0, top + 17, length, 9]),
      label(length + 6, top + 26, rows.toLocaleString('en'), 'start'),
    ];
  });
}

function descriptionOf(counts: readonly KindCount[], unseen: number, earlierOpen: number): string {
  if (counts.length === 0) return 'There are no breaks.';
  const rows = (standing: string): string =>
    counts
      .reduce((sum, count) => sum + (count.standing === standing ? count.rows : 0), 0)
      .toLocaleString('en');
  const rest = unseen > 0 ? ` ${counted(unseen, 'more kind is', 'more kinds are')} in the figures.` : '';
  const earlier = earlierOpen > 0 ? `, ${earlierOpen.toLocaleString('en')} of them of earlier days` : '';
  const waiting = `${rows('waiting')} waiting at the time of this run, in order until their due day.`;
  return `${rows('open')} open${earlier}. ${waiting}${rest}`;
}

function tableOf(counts: readonly KindCount[]): Html {
  const columns = [
    ['Kind', 'text'],
    ['Standing', 'text'],
    ['Rows', 'number'],
    ['At stake', 'number'],
  ] as const;
  const rows = counts.map(
    ({ kind, standing, rows: count, atStake }) =>
      html`<tr><th scope="row">${breakTitle(kind, standing)}</th><td>${standingLabels[standing]}</td>${countCell(count)}<td class="n">${codedAmounts(atStake)}</td></tr>`,
  );
  return scrollBox('Figures by kind', dataTable('Breaks by kind and standing', columns, rows));
}
