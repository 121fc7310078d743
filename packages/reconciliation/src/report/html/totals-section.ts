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

const nothing = { ledger: 0n, transactions: 0n, settledGross: 0n, fee: 0n, net: 0n };

/** Totals of each currency, also of one in which nothing moved and something is at stake. */
export function totalsSection(input: ReportInput): Html {
  const atStake = new Map(
    atStakeOf(countsNow(input), 'open').map(({ currency, value }) => [currency, value]),
  );
  const moved = new Map(input.result.totals.map((total) => [total.currency, total]));
  const currencies = [...new Set([...moved.keys(), ...atStake.keys()])].sort();
  const rows = currencies.map((currency) => {
    const { ledger, transactions, settledGross, fee, net } = moved.get(currency) ?? nothing;
    const values = [ledger, transactions, transactions - ledger, settledGross, fee, net];
    const amounts = [...values, atStake.get(currency) ?? 0n];
    return html`<tr><th scope="row">${currency}</th>${amounts.map((value) => amountCell({ currency, value }))}</tr>`;
  });
  const table =
    currencies.length === 0
      ? html`<p>No money moved on this day.</p>`
      : scrollBox(
          'Totals by currency',
          dataTable('Payments minus refunds of the day, and what was settled on it', columns, rows),
        );
  return html`<section aria-labelledby="totals-heading"><h2 id="totals-heading">Totals by currency</h2>${table}</section>`;
}
