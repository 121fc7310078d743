/** How the page looks: on a screen in either scheme, on a phone, and on paper. System fonts only. */
export const pageStyle: string = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --ink: #1a2129; --quiet: #525d69; --edge: #d9dee4; --head: #eef1f4;
  --link: #0b57a4; --good: #176639; --good-soft: #e6f4ec; --later: #7a4a00; --later-soft: #fdf3df;
  --bad: #a8201a; --bad-soft: #fdecea; --open: #b3382c; --waiting: #a77d2a; --payments: #2f6fae; --refunds: #c0601c;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #12161a; --card: #1b2026; --ink: #e7ebef; --quiet: #a8b3be; --edge: #333b44; --head: #232a31;
    --link: #8dc1f5; --good: #83d8a6; --good-soft: #16291f; --later: #f0c268; --later-soft: #2c2413;
    --bad: #ff9d94; --bad-soft: #331b1a; --open: #ef7a6d; --waiting: #c79f4c; --payments: #69a9e6; --refunds: #e5945a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 78rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; }
h1 { font-size: clamp(1.6rem, 4vw, 2.2rem); line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 650; margin-bottom: 0.75rem; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 650; }
section { margin-top: 2.5rem; }
section h3 { margin: 0 0 0.35rem; }
main > section > ul { margin: 0.25rem 0 1rem; }
main > section > h3 { margin-top: 1.25rem; }
a { color: var(--link); }
small { display: block; color: var(--quiet); font-size: 0.85em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--card); padding: 0.5rem 1rem; z-index: 1; }
.hear { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.over { color: var(--quiet); font-size: 0.9rem; font-weight: 600; }
.who { color: var(--quiet); margin-top: 0.35rem; }
.who strong { color: var(--ink); }
bdi, .words dd, .facts dd, .who { overflow-wrap: anywhere; }
.id { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.88em; overflow-wrap: anywhere; }
time { white-space: nowrap; }
.money { white-space: nowrap; font-variant-numeric: tabular-nums; }
.card, .verdict, .scroll, .next { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; }
.card { padding: 1rem 1.15rem; min-width: 0; }
.card .scroll { border-radius: 6px; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); margin-top: 1rem; align-items: start; }
.grid.wide { grid-template-columns: minmax(0, 1fr); }
.charts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }

.verdict { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 1rem 1.25rem; align-items: center; padding: 1.25rem 1.4rem; margin-top: 1.5rem; border-left: 6px solid; }
.verdict h2 { font-size: 1.7rem; margin: 0 0 0.15rem; }
.verdict.good { border-left-color: var(--good); background: var(--good-soft); }
.verdict.later { border-left-color: var(--later); background: var(--later-soft); }
.verdict.bad { border-left-color: var(--bad); background: var(--bad-soft); }
.good h2, .good .icon, .check.good { color: var(--good); }
.later h2, .later .icon { color: var(--later); }
.bad h2, .bad .icon, .check.bad { color: var(--bad); }
.icon { flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.numbers { display: flex; flex-wrap: wrap; gap: 0.75rem 2rem; grid-column: 1 / -1; padding-top: 0.9rem; border-top: 1px solid var(--edge); }
.numbers dt { font-size: 0.85rem; color: var(--quiet); }
.numbers dd { font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.3; }
.numbers .stake dd { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.next { margin-top: 1rem; padding: 1rem 1.4rem; }
.next h2 { font-size: 1rem; margin-bottom: 0.35rem; }
.next ol { padding-left: 1.3rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; margin-top: 1rem; }
nav a { display: inline-block; padding: 0.2rem 0; }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.94rem; }
caption { text-align: left; color: var(--quiet); font-size: 0.85rem; padding: 0.5rem 0.75rem; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.75rem; border-top: 1px solid var(--edge); }
thead th, thead td { background: var(--head); font-size: 0.85rem; font-weight: 600; white-space: nowrap; border-top: 0; }
tbody th { font-weight: 500; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.zero { color: var(--quiet); }
tr.part th { padding-left: 1.75rem; font-weight: 400; }
tr.sum th, tr.sum td { font-weight: 650; border-top: 2px solid var(--quiet); }
.check { font-size: 0.9rem; font-weight: 600; margin-bottom: 0.5rem; }
.cut, .count { color: var(--quiet); margin-bottom: 0.5rem; }

.chart { display: block; width: 100%; max-width: 40rem; height: auto; margin: 0.5rem 0; fill: var(--ink); font-size: 12px; }
.payments { fill: var(--payments); } .refunds { fill: var(--refunds); } .chart .open, .legend .open { fill: var(--open); }
.chart .waiting, .legend .waiting { fill: var(--waiting); }
.gridline { stroke: var(--edge); } .axis { stroke: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; font-size: 0.85rem; color: var(--quiet); }
.legend svg { margin-right: 0.4rem; }
.says { font-size: 0.9rem; margin-top: 0.4rem; }
details { margin-top: 0.6rem; font-size: 0.9rem; }
summary { cursor: pointer; color: var(--link); padding: 0.15rem 0; }

form { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; margin: 1rem 0; }
label { display: grid; gap: 0.2rem; font-size: 0.85rem; color: var(--quiet); max-width: 100%; }
input, select, form button {
  font: inherit; font-size: 1rem; color: var(--ink); background: var(--card); border: 1px solid var(--quiet); border-radius: 6px;
  padding: 0.4rem 0.6rem; min-height: 2.5rem; max-width: 100%;
}
select { max-width: 15rem; }
form button { cursor: pointer; }
button.sort { font: inherit; color: inherit; background: none; border: 0; padding: 0.2rem 0; cursor: pointer; white-space: nowrap; }
button.sort::after { content: " \\2195"; content: " \\2195" / ""; color: var(--quiet); }
[aria-sort="ascending"] button.sort::after { content: " \\2191"; content: " \\2191" / ""; color: var(--ink); }
[aria-sort="descending"] button.sort::after { content: " \\2193"; content: " \\2193" / ""; color: var(--ink); }
button.more { font: inherit; font-size: 0.85rem; color: var(--link); background: none; border: 0; padding: 0.25rem 0; cursor: pointer; text-align: left; }
button.more::before { content: "\\25B8\\A0"; content: "\\25B8\\A0" / ""; }
button.more[aria-expanded="true"]::before { content: "\\25BE\\A0"; content: "\\25BE\\A0" / ""; }

#breaks { min-width: 62rem; table-layout: fixed; }
#breaks > tbody > tr:first-child > td { border-top: 1px solid var(--edge); }
#breaks > tbody > tr.detail > td { border-top: 0; padding-top: 0; }
#breaks > tbody > tr > .n, #breaks > tbody > tr > .n .money { white-space: normal; }
@media screen { .js tr.detail:not(.shown) { display: none; } }
.badge { display: inline-block; border-radius: 1rem; padding: 0.05rem 0.65rem; font-size: 0.85rem; font-weight: 600; border: 1px solid currentColor; }
.badge.open { color: var(--bad); background: var(--bad-soft); }
.badge.waiting { color: var(--later); background: var(--later-soft); }
.badge.closed-by-person, .badge.closed-by-run { color: var(--good); background: var(--good-soft); }
.explained { display: grid; gap: 1rem 2rem; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); background: var(--page); border-radius: 8px; padding: 1rem; }
.words dt { font-weight: 650; } .words dd { margin-bottom: 0.6rem; }
.sides th[scope="row"] { white-space: nowrap; color: var(--quiet); }
.findings { padding-left: 1.2rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; margin-top: 0.75rem; font-size: 0.85rem; }
.facts dt { color: var(--quiet); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--edge); color: var(--quiet); font-size: 0.9rem; }
footer p + p { margin-top: 0.25rem; }

@media (min-width: 45.01rem), print {
  #breaks > thead th:nth-child(1) { width: 18%; } #breaks > thead th:nth-child(2), #breaks > thead th:nth-child(3) { width: 10%; }
  #breaks > thead th:nth-child(4) { width: 13%; } #breaks > thead th:nth-child(5), #breaks > thead th:nth-child(6) { width: 19%; }
}
@media screen and (max-width: 52rem) {
  .explained { grid-template-columns: minmax(0, 1fr); }
}
@media screen and (max-width: 45rem) {
  .breaks-box { background: none; border: 0; overflow: visible; }
  #breaks { min-width: 0; }
  #breaks, #breaks > caption, #breaks > thead, #breaks > tbody, #breaks > tbody > tr, #breaks > tbody > tr > td { display: block; }
  #breaks > caption { padding-left: 0; }
  #breaks > thead > tr { display: flex; flex-wrap: wrap; gap: 0.25rem 0.9rem; }
  #breaks > thead th { background: none; padding: 0.2rem 0; text-align: left; }
  #breaks > tbody { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; padding: 0.75rem 1rem; margin-top: 0.75rem; }
  #breaks > tbody > tr:first-child > td { border: 0; padding: 0.2rem 0; text-align: right; display: grid; grid-template-columns: 6rem minmax(0, 1fr); white-space: normal; }
  #breaks > tbody > tr:first-child > td::before { content: attr(data-label); grid-row: span 9; text-align: left; color: var(--quiet); font-size: 0.85rem; }
  #breaks > tbody > tr:first-child > td > * { grid-column: 2; justify-self: end; }
  #breaks > tbody > tr:first-child > td:first-child { display: block; text-align: left; }
  #breaks > tbody > tr:first-child > td:first-child::before { content: none; }
  #breaks > tbody > tr.detail > td { padding: 0.5rem 0 0; }
  #breaks > tbody > tr:first-child > td:first-child > * { justify-self: start; text-align: left; }
  label, input, select { width: 100%; max-width: none; }
}

@page { margin: 14mm; }
@media print {
  :root { --page: #ffffff; --head: #f0f0f0; --good-soft: #ffffff; --later-soft: #ffffff; --bad-soft: #ffffff; }
  html { font-size: 8pt; }
  body { max-width: none; padding: 0; }
  nav, form, .skip, button.more, details > summary { display: none !important; }
  button.sort.sort::after { content: none; }
  details::details-content { content-visibility: visible; display: block; }
  .scroll { overflow: visible; border: 0; }
  #breaks { min-width: 0; }
  th, td { padding: 0.2rem 0.4rem; }
  .badge { border: 0; padding: 0; }
  .grid { display: block; } .grid > * { margin-bottom: 1rem; }
  .explained { padding: 0.5rem 0; gap: 1rem; grid-template-columns: minmax(0, 3fr) minmax(0, 5fr); }
  #breaks .sides time, .sides th[scope="row"] { white-space: normal; }
  .card, .verdict, tr, figure, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  .chart { max-width: 80mm; }
}
`;
