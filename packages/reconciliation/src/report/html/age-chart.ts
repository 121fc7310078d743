import { scaleBand, scaleLinear } from 'd3-scale';
import { listedBreaks } from '../listed-breaks.ts';
import type { ReportInput } from '../report-input.ts';
import { standingNow } from '../standing-now.ts';
import { counted } from '../verdict.ts';
import { countCell } from './cells.ts';
import { bar, type Chart, label, line } from './chart.ts';
import { dataTable, scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

const width = 360;
const height = 190;
const dayMs = 86_400_000;

/** Ages in days, up to and including `most`. */
const ageGroups = [
  { name: '0', most: 0 },
  { name: '1', most: 1 },
  { name: '2–3', most: 3 },
  { name: '4–7', most: 7 },
  { name: '8–30', most: 30 },
  { name: 'over 30', most: Number.POSITIVE_INFINITY },
] as const;

interface AgeGroup {
  readonly name: string;
  readonly open: number;
  readonly waiting: number;
}

/** How old the breaks are that nobody has closed. */
export function ageChart(input: ReportInput): Chart {
  const groups = groupsOf(input);
  return {
    name: 'ages',
    title: 'Age of open items in days',
    description: descriptionOf(groups, input),
    width,
    height,
    drawing: drawing(groups),
    legend: [
      ['open', 'open'],
      ['waiting', 'waiting, in order until the due day'],
    ],
    table: tableOf(groups),
  };
}

function groupsOf(input: ReportInput): readonly AgeGroup[] {
  const { result, notes } = input;
  const items = listedBreaks(input).map((found) => ({
    standing: standingNow(found, notes),
    age: Math.round((Date.parse(result.day) - Date.parse(found.day)) / dayMs),
  }));
  return ageGroups.map(({ name, most }, at) => {
    const over = ageGroups[at - 1]?.most ?? Number.NEGATIVE_INFINITY;
    const those = items.filter(({ age }) => age > over && age <= most);
    const count = (standing: string): number => those.filter((item) => item.standing === standing).length;
    return { name, open: count('open'), waiting: count('waiting') };
  });
}

function drawing(groups: readonly AgeGroup[]): readonly Html[] {
  const x = scaleBand()
    .domain(groups.map(({ name }) => name))
    .range([0, width])
    .padding(0.22);
  const most = Math.max(1, ...groups.map(({ open, waiting }) => open + waiting));
  const y = scaleLinear()
    .domain([0, most])
    .range([height - 24, 20]);
  return [
    ...groups.flatMap(({ name, open, waiting }) => {
      const left = x(name) ?? 0;
      const middle = left + x.bandwidth() / 2;
      const total = open + waiting;
      return [
        bar('open', [left, y(open), x.bandwidth(), y(0) - y(open)]),
        bar('waiting', [left, y(total), x.bandwidth(), y(open) - y(total)]),
        label(middle, y(total) - 4, total === 0 ? '' : total.toLocaleString('en'), 'middle'),
        label(middle, height - 7, name, 'middle'),
      ];
    }),
    line('axis', y(0), 0, width),
  ];
}

function descriptionOf(groups: readonly AgeGroup[], { result }: ReportInput): string {
  const total = groups.reduce((sum, { open, waiting }) => sum + open + waiting, 0);
  if (total === 0) return 'Nothing is open.';
  const old = groups.slice(3).reduce((sum, { open, waiting }) => sum + open + waiting, 0);
  const counts = result.counts.reduce((sum, { rows }) => sum + rows, 0);
  const unlisted = counts - result.breaks.length;
  const rest =
    unlisted > 0
      ? ` ${counted(unlisted, 'break that is', 'breaks that are')} only counted and not listed have no place in it.`
      : '';
  return `${old.toLocaleString('en')} of ${counted(total, 'listed item is', 'listed items are')} older than three days.${rest}`;
}

function tableOf(groups: readonly AgeGroup[]): Html {
  const columns = [
    ['Age in days', 'text'],
    ['Open', 'number'],
    ['Waiting', 'number'],
  ] as const;
  const rows = groups.map(
    ({ name, open, waiting }) =>
      html`<tr><th scope="row">${name}</th>${countCell(open)}${countCell(waiting)}</tr>`,
  );
  return scrollBox('Figures by age', dataTable('Open items by age in days', columns, rows));
}
