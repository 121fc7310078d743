import type { Break, BreakRecord } from '@alipay-intl/reconciliation/match';
import type { ListArguments } from '../command/options.ts';
import { merchantOf, type Outcome, type Run } from '../command/run.ts';
import { withBooks } from '../nightly/books.ts';
import { columns } from '../output/columns.ts';
import { moneyText } from '../output/money-text.ts';
import { breakAbout } from './break-about.ts';

/** `breaks list` */
export async function listCommand(run: Run, options: ListArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const { id: merchant } = merchantOf(configuration, options.merchant);
  const { standing, day, limit, after } = options;
  const records = await withBooks(configuration, run, ({ book }) =>
    book.breaks({ merchant, standing, day, limit, afterId: after }),
  );
  const afterId = records.length === limit ? records.at(-1)?.break.id : undefined;
  const more = afterId === undefined ? '' : `There may be more: --after ${afterId}\n`;
  return {
    exitCode: 0,
    data: { merchant, breaks: records, afterId },
    text: records.length === 0 ? 'There are none.\n' : `${listText(records)}${more}`,
  };
}

/** A page, the largest amount first in each currency, and what is at stake in it. */
function listText(records: readonly BreakRecord[]): string {
  const breaks = records.map((record) => record.break);
  const ordered = records.toSorted((left, right) => compareStakes(left.break, right.break));
  const currencies = [...new Set(breaks.flatMap(({ currency }) => currency ?? []))].sort();
  const sums = currencies.map((currency) => {
    const those = breaks.filter((one) => one.currency === currency);
    return moneyText(
      those.reduce((sum, { atStake }) => sum + atStake, 0n),
      currency,
    );
  });
  const count = records.length === 1 ? '1 break' : `${records.length} breaks`;
  const stake = sums.length === 0 ? 'no amount that can be named' : sums.join(', ');
  return `${columns([listHeader, ...ordered.map(rowOf)], [4])}${count}, at stake: ${stake}\n`;
}

function compareStakes(left: Break, right: Break): number {
  const [one = '', other = ''] = [left.currency, right.currency];
  if (one !== other) return one < other ? -1 : 1;
  return left.atStake === right.atStake ? 0 : left.atStake > right.atStake ? -1 : 1;
}

const listHeader = ['break', 'standing', 'day', 'kind', 'at stake', 'about', 'found on'];

function rowOf({ break: one, standing, firstDay }: BreakRecord): readonly string[] {
  const { id, day, kind, atStake, currency } = one;
  return [id, standing, day, kind, moneyText(atStake, currency), breakAbout(one), firstDay];
}
