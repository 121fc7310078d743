import type { DayBalances, SideBalance } from '../../match/day-result.ts';
import { checkBalance, dispositions, sideNames } from '../balance-check.ts';
import { dispositionLabels, sideLabels } from '../labels.ts';
import { moneyListText } from '../money-text.ts';
import { sumByCurrency } from '../sums.ts';
import type { Paint } from './paint.ts';
import { wrapText } from './text-layout.ts';

/** For each side: rows in = where they are now, and money in = money out. */
export function balanceLines(balances: DayBalances, paint: Paint, width: number): readonly string[] {
  const sides = sideNames.flatMap((name) => sideLines(sideLabels[name], balances[name], paint, width));
  return [paint('heading', 'Balances: nothing may be lost'), ...sides];
}

function sideLines(label: string, side: SideBalance, paint: Paint, width: number): readonly string[] {
  const { in: into, out, agrees } = checkBalance(side);
  const parts = dispositions.flatMap((name) => {
    const rows = side.by[name]?.rows ?? 0;
    return rows === 0 ? [] : [`${count(rows)} ${dispositionLabels[name]}`];
  });
  const carried = side.carriedIn.rows === 0 ? '' : `, ${count(side.carriedIn.rows)} of them of earlier days`;
  const sum = `${count(into.rows)} rows in${carried} = ${parts.length === 0 ? '0' : parts.join(' + ')}`;
  const money = moneyOf(into.money);
  const moneySum = money === '' ? 'no money' : `money in ${money}`;
  return [
    `  ${label}: ${agrees ? paint('good', 'adds up') : paint('bad', 'DOES NOT ADD UP')}`,
    ...wrapText(sum, width, '    '),
    ...wrapText(
      agrees ? `${moneySum} = money out` : `${moneySum}; money out ${moneyOf(out.money)}`,
      width,
      '    ',
    ),
  ];
}

function moneyOf(money: Readonly<Record<string, bigint>>): string {
  const list = Object.entries(money).map(([currency, value]) => ({ currency, value }));
  return moneyListText(sumByCurrency(list).filter(({ value }) => value !== 0n));
}

function count(rows: number): string {
  return rows.toLocaleString('en');
}
