import type { ReportInput } from '../report-input.ts';
import { countsNow } from '../standing-now.ts';
import { atStakeOf } from '../verdict.ts';
import { amountCell } from './cells.ts';
import { dataTable, scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

const columns = [
  ['Currency', 'text'],
  ['Own books', 'number'],
  ["Alipay's transactions", 'number'],
  ['Difference', 'number'],
  ['Settled gross', 'number'],
  ['Fee', 'number'],
  ['Settled net', 'number'],
  ['Open at stake', 'number'],
] as const;

/** Totals of each currency. */
export function totalsSection(input: ReportInput): Html {
  const { totals } = input.result;
  const atStake = new Map(
    atStakeOf(countsNow(input), 'open').map(({ currency, value }) => [currency, value]),
  );
  const rows = totals.map(({ currency, ledger, transactions, settledGross, fee, net }) => {
    const values = [ledger, transactions, transactions - ledger, settledGross, fee, net];
    const amounts = [...values, atStake.get(currency) ?? 0n];
    return html`<tr><th scope="row">${currency}</th>${amounts.map((value) => amountCell({ currency, value }))}</tr>`;
  });
  const table =
    totals.length === 0
      ? html`<p>No money moved on this day.</p>`
      : scrollBox(
          'Totals by currency',
          dataTable('Payments minus refunds of the day, and what was settled on it', columns, rows),
        );
  return html`<section aria-labelledby="totals-heading"><h2 id="totals-heading">Totals by currency</h2>${table}</section>`;
}
