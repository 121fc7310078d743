import type { NightlyArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import { lastDayOf } from '../nightly/asked-days.ts';
import { withBooks } from '../nightly/books.ts';
import { eachMerchant } from '../nightly/each-merchant.ts';
import { nightOf } from '../nightly/night-merchant.ts';
import { nightText } from '../nightly/night-text.ts';
import { RefusedLogins } from '../nightly/refused-logins.ts';

/** `nightly` */
export async function nightlyCommand(run: Run, options: NightlyArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const through = lastDayOf(options.through, run);
  const wanted = merchantsOf(configuration, options.merchant);
  const logins = new RefusedLogins();
  const { exitCode, merchants } = await withBooks(configuration, run, (books) =>
    eachMerchant(wanted, run, (merchant) =>
      nightOf({ configuration, merchant, through, isPartial: false, books, logins, run }),
    ),
  );
  return {
    exitCode,
    data: { through, merchants },
    text: merchants.map((night) => nightText(night, run.terminal)).join('\n'),
  };
}
