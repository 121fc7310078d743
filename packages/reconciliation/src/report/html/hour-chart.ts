import { scaleBand, scaleLinear } from 'd3-scale';
import type { HourVolume } from '../../match/day-result.ts';
import { counted } from '../verdict.ts';
import { amountCell, countCell } from './cells.ts';
import { bar, type Chart, label, line } from './chart.ts';
import { dataTable, scrollBox } from './data-table.ts';
import { type Html, html } from './html.ts';

const width = 360;
const height = 190;
const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);

interface Hour {
  readonly hour: number;
  readonly payments: number;
  readonly refunds: number;
}

/** Payments upwards and refunds downwards, hour by hour, in all currencies together. */
export function hourChart(volumes: readonly HourVolume[]): Chart {
  const hours = hoursOfDay.map((hour) => sumOf(hour, volumes));
  return {
    name: 'hours',
    title: 'Payments and refunds by hour',
    description: descriptionOf(hours),
    width,
    height,
    drawing: drawing(hours),
    legend: [
      ['payments', 'payments'],
      ['refunds', 'refunds'],
    ],
    table: tableOf(volumes),
  };
}

function drawing(hours: readonly Hour[]): readonly Html[] {
  const x = scaleBand<number>().domain(hoursOfDay).range([40, width]).padding(0.18);
  const y = scaleLinear()
    .domain([-mostOf(hours, 'refunds'), Math.max(1, mostOf(hours, 'payments'))])
    .range([height - 20, 10])
    .nice(4);
  const zero = y(0);
  const grid = y
    .ticks(4)
    .filter(Number.isInteger)
    .flatMap((tick) => [
      line(tick === 0 ? 'axis' : 'gridline', y(tick), 38, width),
      label(34, y(tick) + 4, Math.abs(tick).toLocaleString('en'), 'end'),
    ]);
  const bars = hours.flatMap(({ hour, payments, refunds }) => [
    bar('payments', [x(hour) ?? 0, y(payments), x.bandwidth(), zero - y(payments)]),
    bar('refunds', [x(hour) ?? 0, zero, x.bandwidth(), y(-refunds) - zero]),
  ]);
  const names = hoursOfDay
    .filter((hour) => hour % 3 === 0)
    .map((hour) => label((x(hour) ?? 0) + x.bandwidth() / 2, height - 5, twoDigits(hour), 'middle'));
  return [...grid, ...bars, ...names];
}

function descriptionOf(hours: readonly Hour[]): string {
  const all = (name: 'payments' | 'refunds'): number => hours.reduce((sum, hour) => sum + hour[name], 0);
  if (all('payments') + all('refunds') === 0) return 'Alipay lists no payments and no refunds.';
  const busiest = hours.reduce((most, hour) =>
    hour.payments + hour.refunds > most.payments + most.refunds ? hour : most,
  );
  return `${counted(all('payments'), 'payment', 'payments')} and ${counted(all('refunds'), 'refund', 'refunds')} in Alipay's files. The busiest hour begins at ${twoDigits(busiest.hour)}:00 UTC+8 with ${busiest.payments} and ${busiest.refunds}.`;
}

function tableOf(volumes: readonly HourVolume[]): Html {
  const columns = [
    ['Hour (UTC+8)', 'text'],
    ['Currency', 'text'],
    ['Payments', 'number'],
    ['Paid', 'number'],
    ['Refunds', 'number'],
    ['Refunded', 'number'],
  ] as const;
  const rows = volumes.map(
    ({ hour, currency, payments, paid, refunds, refunded }) =>
      html`<tr><th scope="row">${twoDigits(hour)}:00</th><td>${currency}</td>${countCell(payments)}${amountCell({ currency, value: paid })}${countCell(refunds)}${amountCell({ currency, value: refunded })}</tr>`,
  );
  return scrollBox('Figures by hour', dataTable('Payments and refunds by hour and currency', columns, rows));
}

function sumOf(hour: number, volumes: readonly HourVolume[]): Hour {
  const those = volumes.filter((volume) => volume.hour === hour);
  const all = (name: 'payments' | 'refunds'): number => those.reduce((sum, one) => sum + one[name], 0);
  return { hour, payments: all('payments'), refunds: all('refunds') };
}

function mostOf(hours: readonly Hour[], name: 'payments' | 'refunds'): number {
  return Math.max(...hours.map((hour) => hour[name]));
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}
