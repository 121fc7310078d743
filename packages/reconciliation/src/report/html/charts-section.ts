import type { ReportInput } from '../report-input.ts';
import { ageChart } from './age-chart.ts';
import { chartFigure } from './chart.ts';
import { hourChart } from './hour-chart.ts';
import { type Html, html } from './html.ts';
import { kindChart } from './kind-chart.ts';

/** The three drawings. */
export function chartsSection(input: ReportInput): Html {
  const charts = [kindChart(input), ageChart(input), hourChart(input.result.hours)];
  return html`<section aria-labelledby="charts-heading"><h2 id="charts-heading">Charts</h2><div class="grid charts">${charts.map(chartFigure)}</div></section>`;
}
