import { type Html, html } from './html.ts';

/** A table in a box of its own, which scrolls where the table is wider than the screen. */
export function scrollBox(label: string, table: Html): Html {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${table}</div>`;
}

/** A table with a head; names of columns that hold numbers stand on the right. */
export function dataTable(
  caption: string,
  columns: readonly (readonly [name: string, align: 'text' | 'number'])[],
  rows: readonly Html[],
): Html {
  const heads = columns.map(([name, align]) =>
    align === 'number' ? html`<th scope="col" class="n">${name}</th>` : html`<th scope="col">${name}</th>`,
  );
  return html`<table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}
