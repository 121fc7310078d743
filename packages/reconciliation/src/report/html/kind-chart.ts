import { scaleLinear } from 'd3-scale';
import { breakTitle } from '../explain-break.ts';
import { type KindCount, kindCounts } from '../kind-counts.ts';
import { standingLabels } from '../labels.ts';
import type { ReportInput } from '../report-input.ts';
import { counted } from '../verdict.ts';
import { codedAmount, countCell } from './cells.ts';
import { bar, type Chart, label } from './chart.ts';
import { dataTable, scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

const width = 360;
const rowHeight = 27;
const kindsMax = 8;

/** How many breaks of each kind there are. */
export function kindChart(input: ReportInput): Chart {
  const counts = kindCounts(input);
  const standing = counts.filter((count) => count.standing === 'open' || count.standing === 'waiting');
  const shown = mostUrgent(standing);
  return {
    name: 'kinds',
    title: 'Breaks by kind',
    description: descriptionOf(standing, shown.length),
    width,
    height: Math.max(1, shown.length) * rowHeight + 4,
    drawing: drawing(shown),
    legend: [
      ['open', 'open'],
      ['waiting', 'waiting, in order until the due day'],
    ],
    table: tableOf(counts),
  };
}

/** The most frequent open ones, and always some place for what waits. */
function mostUrgent(counts: readonly KindCount[]): readonly KindCount[] {
  const waiting = counts.filter(({ standing }) => standing === 'waiting').slice(0, 2);
  const open = counts.filter(({ standing }) => standing === 'open').slice(0, kindsMax - waiting.length);
  return [...open, ...waiting];
}

function drawing(shown: readonly KindCount[]): readonly Html[] {
  if (shown.length === 0) return [label(width / 2, 18, 'No breaks', 'middle')];
  const most = Math.max(...shown.map(({ rows }) => rows));
  const x = scaleLinear()
    .domain([0, most])
    .range([0, width - 60]);
  return shown.flatMap(({ kind, standing, rows }, at) => {
    const top = at * rowHeight;
    const length = Math.max(3, x(rows));
    return [
      label(0, top + 11, breakTitle(kind, standing), 'start'),
      bar(standing, [0, top + 15, length, 8]),
      label(length + 5, top + 23, rows.toLocaleString('en'), 'start'),
    ];
  });
}

function descriptionOf(counts: readonly KindCount[], shown: number): string {
  const [first] = counts;
  if (first === undefined) return 'There are no breaks.';
  const rows = (standing: string): number =>
    counts.reduce((sum, count) => sum + (count.standing === standing ? count.rows : 0), 0);
  const more = counts.length - shown;
  const rest = more > 0 ? ` ${counted(more, 'more kind is', 'more kinds are')} in the figures.` : '';
  return `${rows('open').toLocaleString('en')} open and ${rows('waiting').toLocaleString('en')} waiting.${rest}`;
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
      html`<tr><th scope="row">${breakTitle(kind, standing)}</th><td>${standingLabels[standing]}</td>${countCell(count)}<td class="n">${atStake.map((money) => html`${codedAmount(money)} `)}</td></tr>`,
  );
  return scrollBox('Figures by kind', dataTable('Breaks by kind and standing', columns, rows));
}
