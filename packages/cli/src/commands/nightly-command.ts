import { addDays, dayAt } from '../calendar.ts';
import type { NightlyArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import { withBooks } from '../nightly/books.ts';
import { type Night, nightOf } from '../nightly/night-merchant.ts';
import { nightText } from '../nightly/night-text.ts';
import { worstOf } from '../output/exit-code.ts';

/** `nightly` */
export async function nightlyCommand(run: Run, options: NightlyArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const through = options.through ?? addDays(dayAt(run.clock.now()), -1);
  const merchants = merchantsOf(configuration, options.merchant);
  const nights = await withBooks(configuration, run, async (books) => {
    const done: Night[] = [];
    for (const merchant of merchants) {
      if (run.signal.aborted) break;
      done.push(await nightOf({ configuration, merchant, through, isPartial: false, books, run }));
    }
    return done;
  });
  const isCut = nights.length < merchants.length;
  if (isCut) run.reportFault(run.signal.reason);
  return {
    exitCode: isCut ? 3 : worstOf(nights.map(({ exitCode }) => exitCode)),
    data: { through, merchants: nights },
    text: nights.map((night) => nightText(night, run.terminal)).join('\n'),
  };
}
