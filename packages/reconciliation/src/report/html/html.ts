import { visibleText } from '../visible-text.ts';

/** Markup that is safe to show, made by {@link html} only. */
export class Html {
  readonly #markup: string;

  /** @param markup - what is shown as it is. */
  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What a template may hold: text is escaped, markup is not, and nothing is nothing. */
export type HtmlPart = string | number | Html | readonly Html[] | undefined;

const special = /[&<>"'`]/g;

/** Puts a page together. Every text in it is escaped, and its characters that cannot be seen are shown as their codes. */
export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let markup = literals[0] ?? '';
  parts.forEach((part, at) => {
    markup += markupOf(part) + (literals[at + 1] ?? '');
  });
  return new Html(markup);
}

function markupOf(part: HtmlPart): string {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (part instanceof Html) return part.toString();
  if (typeof part === 'string') return visibleText(part).replace(special, (one) => `&#${one.charCodeAt(0)};`);
  return part.map((one) => one.toString()).join('');
}
