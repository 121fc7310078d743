import type { Break, DayResult } from '@alipay-intl/reconciliation/match';
import type { World } from '../world/make-world.ts';
import { sideText } from '../world/row.ts';
import { dayAt } from '../world/setting.ts';
import {
  allBreaks,
  balanceText,
  balanceTexts,
  breakName,
  breaksOf,
  breakText,
  countTexts,
  foundHours,
  foundTotals,
  hourTexts,
  stateOf,
  totalTexts,
} from '../world/truth.ts';

/** Something that a run says otherwise than it is. */
export interface Violation {
  readonly rule: 'breaks' | 'endings' | 'balances' | 'counts' | 'totals' | 'state' | 'ids' | 'error';
  readonly day: string;
  readonly what: string;
}

/** Holds the results of the days of a world against what was planted. */
export class Judge {
  readonly violations: Violation[] = [];
  readonly #world: World;
  /** Ids of breaks by name: one break has one id in all runs. */
  readonly #ids = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Looks at the result of the day with a number. */
  day(run: number, result: DayResult): void {
    const world = this.#world;
    const expected = breaksOf(world, run).map((one) => breakText(one.expected, one.standing));
    const found = result.breaks.map((one) => breakText(namedOf(one), one.standing));
    this.#compare(run, 'breaks', expected, found);
    this.#checkIds(run, result.breaks);
    this.#checkEndings(run, result);
    const balances = balanceTexts(world, run);
    for (const side of ['ledger', 'transactions', 'unsettled', 'settlements'] as const)
      this.#compare(
        run,
        'balances',
        [`${side}: ${balances[side]}`],
        [`${side}: ${balanceText(result.balances[side])}`],
      );
    const counts = result.counts.map(
      ({ kind, standing, currency, rows, atStake }) => `${kind} ${standing} ${currency}: ${rows}, ${atStake}`,
    );
    this.#compare(run, 'counts', countTexts(world, run), counts);
    this.#compare(run, 'totals', totalTexts(world, run), foundTotals(result.totals));
    this.#compare(run, 'totals', hourTexts(world, run), foundHours(result.hours));
    this.#compare(run, 'state', [stateOf(world, run)], [result.state]);
  }

  /** A break keeps its id while it lasts, and no two have the same. */
  #checkIds(run: number, breaks: readonly Break[]): void {
    const seen = new Set<string>();
    for (const one of breaks) {
      const name = nameOfFound(one);
      if (leaks(one)) this.tell(run, 'ids', [`${name} shows a number that means nothing`]);
      const known = this.#ids.get(name);
      const isOther = known !== undefined && known !== one.id && !isNumbered(one);
      if (isOther) this.tell(run, 'ids', [`${name} was ${known} and is ${one.id}`]);
      if (seen.has(one.id)) this.tell(run, 'ids', [`${one.id} twice: ${name}`]);
      seen.add(one.id);
      this.#ids.set(name, one.id);
    }
  }

  #checkEndings(run: number, { closed }: DayResult): void {
    const ending = allBreaks(this.#world).filter(
      ({ endsAt, standings }) => endsAt === run && standings.size > 0,
    );
    const expected = ending.map((one) => this.#ids.get(breakName(one)) ?? `no id of ${breakName(one)}`);
    this.#compare(
      run,
      'endings',
      expected,
      closed.map(({ id }) => id),
    );
  }

  #compare(
    run: number,
    rule: Violation['rule'],
    expected: readonly string[],
    found: readonly string[],
  ): void {
    const missing = without(expected, found).map((text) => `missing: ${text}`);
    const surplus = without(found, expected).map((text) => `surplus: ${text}`);
    if (missing.length + surplus.length > 0) this.tell(run, rule, [...missing, ...surplus]);
  }

  tell(run: number, rule: Violation['rule'], what: readonly string[]): void {
    this.violations.push({
      rule,
      day: dayAt(this.#world.setting, run),
      what: what.slice(0, 8).join('\n    '),
    });
  }
}

/** What is in a list more often than in another. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const text of other) left.set(text, (left.get(text) ?? 0) + 1);
  return list.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

/** The engine stores a number of its own where a row has none. */
function leaks(one: Break): boolean {
  const sides = [one.ledger, one.transaction, one.settlement].flatMap((side) => Object.values(side ?? {}));
  return sides.some((value) => Number(value) < -(2 ** 60)) || one.transaction?.settledAtMs !== undefined;
}

/** Breaks that say the same are told apart by a number: copies of a row, and sums of a file. */
function isNumbered({ kind, file }: Break): boolean {
  return kind === 'DUPLICATE_AT_PROVIDER' || file !== undefined;
}

/** A break of the library in the words of the generator. */
export const nameOfFound = (one: Break): string => breakName(namedOf(one));

function namedOf(one: Break): Parameters<typeof breakName>[0] {
  const { kind, day, dueDay, currency = '', atStake, ledger, transaction, settlement, file, facts } = one;
  return {
    ...{ kind, day, dueDay, currency, atStake },
    ledger: ledger && sideText(ledger),
    transaction: transaction && sideText(transaction),
    settlement: settlement && sideText(settlement),
    file: file?.name,
    batch: facts['batch'],
  };
}
