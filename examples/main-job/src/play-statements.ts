import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatAmount } from '@alipay-intl/core';
import { readDay, type StatementDay } from '@alipay-intl/example-daily-statements';
import { settingsOf } from '@alipay-intl/example-daily-statements/simulator-settings';
import type { Simulator } from '@alipay-intl/simulator';
import type { Stage } from './stage.ts';
import { type Detail, demand, type Transcript } from './transcript.ts';

const dayMs = 86_400_000;
const utc8Ms = 8 * 3_600_000;

/** Plays the mornings after: Alipay writes the files of the day, the merchant fetches, reads and compares them. */
export async function playStatements({ simulator }: Stage, transcript: Transcript): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'alipay-statements-'));
  const settings = settingsOf(simulator, folder);
  // Days and mornings are those of UTC+8, where Alipay closes its books.
  const midnightMs = Math.floor((Date.now() + utc8Ms) / dayMs) * dayMs - utc8Ms;
  const today = dayOf(midnightMs);
  const untilMorningMs = midnightMs + dayMs + 10.5 * 3_600_000 - Date.now();
  try {
    await transcript.step('The next morning the till fetches the file of the day over SFTP', async () => {
      await simulator.control.advance(untilMorningMs);
      const day = await readDay(settings, today, ['transaction']);
      return [...filesOf(day), ...totalsOf(day), ['in the books', compare(day, simulator, today)]];
    });
    await transcript.step('The money is settled; details and summary of the batch agree', async () => {
      const settlementDay = settlementDayOf(simulator, today);
      await simulator.control.advance(Date.parse(settlementDay) - Date.parse(today));
      const day = await readDay(settings, settlementDay, ['settlement', 'summary']);
      return [...filesOf(day), ...totalsOf(day), ['in the books', compare(day, simulator, settlementDay)]];
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function dayOf(epochMs: number): string {
  return new Date(epochMs + utc8Ms).toISOString().slice(0, 10);
}

function settlementDayOf({ control }: Simulator, day: string): string {
  const [entry] = control.books(day)?.files.flatMap(({ entries }) => entries) ?? [];
  if (entry === undefined) throw new Error('Nothing was sold at the till.');
  return entry.settlementDay;
}

function filesOf({ report }: StatementDay): readonly Detail[] {
  demand(report.files.length > 0, 'No file was there.');
  demand(report.missing.length === 0, 'A file that was expected is missing.');
  return report.files.map(({ name, bytes }) => ['fetched', `${name}, ${bytes} bytes`]);
}

/** What the rows add up to, by type; a summary repeats it. */
function totalsOf({ statements }: StatementDay): readonly Detail[] {
  return statements
    .filter(({ facts }) => facts.report !== 'summary')
    .flatMap(({ facts }) => facts.totals)
    .map(({ printedType, rows, gross, fee, net, currency = '', netCurrency = currency }) => {
      const settled =
        net === undefined ? '' : `, fee ${money(fee, netCurrency)}, net ${money(net, netCurrency)}`;
      return [printedType, `${rows} × ${money(gross, currency)} together${settled}`];
    });
}

function money(value: bigint | undefined, currency: string): string {
  if (value === undefined) return 'not told';
  const amount = formatAmount({ currency, value: (value < 0n ? -value : value).toString() });
  return value < 0n ? `-${amount}` : amount;
}

/** Compares every row with what the simulator really booked for the files that were fetched. */
function compare({ report, statements }: StatementDay, { control }: Simulator, day: string): string {
  const paths = new Set(report.files.map(({ remotePath }) => remotePath));
  const booked = control.books(day)?.files.filter(({ path }) => paths.has(path)) ?? [];
  const entries = booked.filter(({ report: kind }) => kind !== 'summary').flatMap((file) => file.entries);
  const rows = statements
    .filter(({ facts }) => facts.report !== 'summary')
    .flatMap(({ facts }) => facts.totals);
  const count = rows.reduce((sum, total) => sum + total.rows, 0);
  const gross = rows.reduce((sum, total) => sum + (total.gross ?? 0n), 0n);
  const bookedGross = entries.reduce((sum, { amount }) => sum + BigInt(amount.value), 0n);
  demand(count === entries.length && gross === bookedGross, 'The files and the books of Alipay differ.');
  return `${count} rows, the same`;
}
