import { type Html, html } from './html.ts';

/** A drawing and everything that is told without it. */
export interface Chart {
  /** Begins the ids of its elements. */
  readonly name: string;
  readonly title: string;
  /** What can be seen in it, in a sentence. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly drawing: readonly Html[];
  /** Colour and name of each series. */
  readonly legend: readonly (readonly [look: string, name: string])[];
  /** The same figures as a table. */
  readonly table: Html;
}

/** A drawing with its legend and its figures; it is as wide as its box. */
export function chartFigure(chart: Chart): Html {
  const { name, title, description, width, height } = chart;
  const legend = chart.legend.map(
    ([look, label]) =>
      html`<li><svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><rect width="10" height="10" rx="2" class="${look}"/></svg>${label}</li>`,
  );
  return html`<figure class="card ${name}">
<figcaption><h3>${title}</h3></figcaption>
<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${name}-title" aria-describedby="${name}-desc"><title id="${name}-title">${title}</title><desc id="${name}-desc">${description}</desc>${chart.drawing}</svg>
<ul class="legend">${legend}</ul>
<p class="says">${description}</p>
<details><summary>Figures of “${title}”</summary>${chart.table}</details>
</figure>`;
}

/** A text in a drawing. */
export function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): Html {
  return html`<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}">${text}</text>`;
}

/** A bar in a drawing; where there is something, it is never too thin to be seen. */
export function bar(look: string, [x, y, width, height]: readonly [number, number, number, number]): Html {
  return html`<rect class="${look}" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}"/>`;
}

/** A line from left to right. */
export function line(look: string, y: number, fromX: number, toX: number): Html {
  return html`<line class="${look}" x1="${rounded(fromX)}" x2="${rounded(toX)}" y1="${rounded(y)}" y2="${rounded(y)}"/>`;
}

function rounded(length: number): number {
  return Math.round(length * 100) / 100;
}
