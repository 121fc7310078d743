import { dayText } from '../moment-text.ts';
import type { ReportInput } from '../report-input.ts';
import { earlierWords, stakeWords, type Verdict, type VerdictState, verdictOf } from '../verdict.ts';
import { codedAmount, codedAmounts, idOf, momentText, outside } from './cells.ts';
import { type Html, html } from './html.ts';

type Tone = 'good' | 'later' | 'bad';

const tones: Readonly<Record<VerdictState, Tone>> = {
  closed: 'good',
  'closed-by-people': 'good',
  waiting: 'later',
  'not-yet-due': 'later',
  open: 'bad',
  unbalanced: 'bad',
};

/** A tick, a clock or an exclamation mark: the verdict is not told by colour alone. */
const icons: Readonly<Record<Tone, Html>> = {
  good: html`<path d="M6 12.5l4 4 8-9"/>`,
  later: html`<path d="M12 6.5v6l4 2.5"/>`,
  bad: html`<path d="M12 6v7.5M12 17v.5"/>`,
};

/** Who, when, and how the day stands. */
export function headSection(input: ReportInput): Html {
  const { result, merchantName, run, atMs } = input;
  const verdict = verdictOf(input);
  const tone = tones[verdict.state];
  return html`<header>
<p class="over">Reconciliation with Alipay</p>
<h1>${dayText(result.day)}</h1>
<p class="who">${merchantName === undefined ? undefined : html`<strong>${outside(merchantName)}</strong> · `}Merchant ${idOf(result.merchant)} · Run ${run}, made ${momentText(atMs)} (UTC+8)</p>
<section class="verdict ${tone}" aria-labelledby="verdict-heading">
<svg class="icon" viewBox="0 0 24 24" width="44" height="44" aria-hidden="true"><circle cx="12" cy="12" r="10.5"/>${icons[tone]}</svg>
<div>
<h2 id="verdict-heading">${verdict.headline}</h2>
<p>${verdict.sentence}</p>
${earlierOf(verdict)}
</div>
${numbersOf(verdict)}
</section>
<section class="next" aria-labelledby="next-heading">
<h2 id="next-heading">What to do next</h2>
<ol>${verdict.next.map((step) => html`<li>${step}</li>`)}</ol>
</section>
<nav aria-label="On this page"><ul>
<li><a href="#totals-heading">Totals</a></li>
<li><a href="#charts-heading">Charts</a></li>
<li><a href="#breaks-heading">Breaks</a></li>
<li><a href="#balances-heading">Balances</a></li>
<li><a href="#files-heading">Files</a></li>
</ul></nav>
</header>`;
}

function earlierOf(verdict: Verdict): Html | undefined {
  const sentence = earlierWords(verdict);
  if (sentence === undefined) return undefined;
  const { earlierAtStake } = verdict;
  const stake =
    earlierAtStake.length === 0 ? undefined : html` At stake in them: ${codedAmounts(earlierAtStake)}`;
  return html`<p>${sentence}${stake}</p>`;
}

function numbersOf({ open, waiting, explained, atStake }: Verdict): Html {
  const stake =
    atStake.length === 0
      ? stakeWords(open, atStake)
      : html`${atStake.map((money) => html`${codedAmount(money)} `)}`;
  return html`<dl class="numbers">
<div><dt>Open</dt><dd>${open.toLocaleString('en')}</dd></div>
<div><dt>Waiting</dt><dd>${waiting.toLocaleString('en')}</dd></div>
<div><dt>Explained</dt><dd>${explained.toLocaleString('en')}</dd></div>
<div class="stake"><dt>At stake</dt><dd>${stake}</dd></div>
</dl>`;
}
