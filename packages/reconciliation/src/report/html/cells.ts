import { clockText, isoText } from '../moment-text.ts';
import { codedText, groupedText, type Money } from '../money-text.ts';
import { cutText } from '../visible-text.ts';
import { type Html, html } from './html.ts';

/** A text from outside, which cannot change the order of what stands beside it. */
export function outside(text: string): Html {
  return html`<bdi>${cutText(text)}</bdi>`;
}

/** An id or a file name. */
export function idOf(text: string): Html {
  return html`<bdi class="id">${cutText(text)}</bdi>`;
}

/** An amount in a column whose head or row names the currency. */
export function amountCell(money: Money): Html {
  return html`<td class="${money.value === 0n ? 'n zero' : 'n'}">${amountText(money)}</td>`;
}

/** A number of rows. */
export function countCell(count: number): Html {
  return html`<td class="n">${count.toLocaleString('en')}</td>`;
}

/** An amount with the typographic minus, which screen readers say. */
function amountText(money: Money): string {
  return groupedText(money).replace('-', '−');
}

/** An amount with its currency, on one line. */
export function codedAmount(money: Money): Html {
  return html`<span class="money">${codedText(money).replace('-', '−')}</span>`;
}

/** A moment on the clock of UTC+8, on one line. */
export function momentText(epochMs: number): Html {
  return html`<time datetime="${isoText(epochMs)}">${clockText(epochMs)}</time>`;
}

/** Amounts of several currencies, each on one line. */
export function codedAmounts(list: readonly Money[]): readonly Html[] {
  return list.map((money, at) => html`${at === 0 ? undefined : ', '}${codedAmount(money)}`);
}
