import type { DayBalances, RowSum, SideBalance } from '../../match/day-result.ts';
import { type CheckedBalance, checkBalance, dispositions, sideNames } from '../balance-check.ts';
import { dispositionLabels, sideLabels } from '../labels.ts';
import { amountCell, countCell } from './cells.ts';
import { dataTable, scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

// With more currencies two tables do not fit beside each other.
const currenciesAside = 2;

/** What went in on each side, and where all of it is now. */
export function balancesSection(balances: DayBalances): Html {
  const tables = sideNames.map((name) => sideTable(sideLabels[name], balances[name]));
  const isWide = sideNames.some(
    (name) => currenciesOf(checkBalance(balances[name])).length > currenciesAside,
  );
  return html`<section aria-labelledby="balances-heading"><h2 id="balances-heading">Balances</h2>
<p>Every row that went in is in exactly one line below, and so is all money: rows in = rows accounted for, money in = money accounted for.</p>
<div class="grid ${isWide ? 'wide' : 'narrow'}">${tables}</div></section>`;
}

function sideTable(label: string, side: SideBalance): Html {
  const { in: into, out, agrees } = checkBalance(side);
  const currencies = currenciesOf({ in: into, out });
  const lineOf = (name: string, { rows, money }: RowSum, look?: string): Html =>
    html`<tr class="${look ?? 'part'}"><th scope="row">${name}</th>${countCell(rows)}${currencies.map((currency) => amountCell({ currency, value: money[currency] ?? 0n }))}</tr>`;
  const parts = dispositions.flatMap((name) => {
    const sum = side.by[name];
    return sum === undefined || sum.rows === 0 ? [] : [lineOf(dispositionLabels[name], sum)];
  });
  const lines = [
    lineOf('of this day', side.added),
    lineOf('of earlier days', side.carriedIn),
    lineOf('In', into, 'sum'),
    ...parts,
    lineOf('Accounted for', out, 'sum'),
  ];
  const columns = ['Rows', ...currencies].map((name) => [name, 'number'] as const);
  const verdict = agrees
    ? html`<p class="check good">Adds up</p>`
    : html`<p class="check bad">Does not add up: do not use this result</p>`;
  return html`<div class="card"><h3>${label}</h3>${verdict}${scrollBox(`Balance of ${label}`, dataTable(`Rows and money: ${label}`, [['Rows that are', 'text'], ...columns], lines))}</div>`;
}

function currenciesOf(checked: Pick<CheckedBalance, 'in' | 'out'>): readonly string[] {
  return Object.keys({ ...checked.in.money, ...checked.out.money }).sort();
}
