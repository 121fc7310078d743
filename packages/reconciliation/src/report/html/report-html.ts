import { createHash } from 'node:crypto';
import { dayText } from '../moment-text.ts';
import type { ReportInput } from '../report-input.ts';
import { balancesSection } from './balances-section.ts';
import { breaksSection } from './breaks-section.ts';
import { chartsSection } from './charts-section.ts';
import { filesSection } from './files-section.ts';
import { headSection } from './head-section.ts';
import { Html, html } from './html.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { totalsSection } from './totals-section.ts';

/** What the page says beside the report. */
export interface HtmlOptions {
  /** Breaks to show at most, the first of the report's order; 2000 where left out. */
  readonly breaksMax?: number | undefined;
  /** Name of the CSV file that holds all listed breaks, which the page names where it does not show all. */
  readonly csvName?: string | undefined;
}

const style = new Html(`<style>${pageStyle}</style>`);
const script = new Html(`<script>${pageScript}</script>`);
const policy = `default-src 'none'; style-src '${hashOf(pageStyle)}'; script-src '${hashOf(pageScript)}'; base-uri 'none'; form-action 'none'`;

/**
 * Writes the report as one HTML page that needs nothing else: no request, no other file; sorting and filtering are all that is missing
 * without JavaScript. Its Content-Security-Policy lets run only its own style and script, and no text from outside becomes markup.
 *
 * @throws OptionError `ERR_CURRENCY_UNKNOWN` where a result names a currency that ISO 4217 does not have.
 */
export function reportHtml(input: ReportInput, options: HtmlOptions = {}): string {
  const { result, merchantName } = input;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${merchantName ?? result.merchant}: reconciliation of ${dayText(result.day)}</title>
${style}
${script}
</head>
<body>
<a class="skip" href="#breaks-heading">Skip to the breaks</a>
${headSection(input)}
<main>
${totalsSection(input)}
${chartsSection(input)}
${breaksSection(input, { breaksMax: options.breaksMax ?? 2000, csvName: options.csvName })}
${balancesSection(result.balances)}
${filesSection(result)}
</main>
<footer>
<p>All times are in UTC+8. Amounts carry the code of their currency; a minus is money that leaves the merchant.</p>
<p>The same inputs always give this result. SHA-256 of the inputs: <span class="id">${result.inputsSha256}</span></p>
</footer>
</body>
</html>
`;
  return page.toString();
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
