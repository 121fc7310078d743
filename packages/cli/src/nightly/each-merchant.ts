import type { Run } from '../command/run.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { type ExitCode, worstOf } from '../output/exit-code.ts';
import { describeError, stoppedFault, type ToldError } from '../output/tell-error.ts';

/** What came of a merchant whose part of a command failed. */
export interface MerchantFault {
  readonly merchant: string;
  readonly exitCode: 3;
  readonly error: ToldError;
}

/** What came of each merchant. */
export interface EachMerchant<Result> {
  readonly exitCode: ExitCode;
  /** Those that were done before a signal. */
  readonly merchants: readonly Result[];
}

/** Does something for merchants one after another. What fails for one is its result, see {@link merchantFault}. */
export async function eachMerchant<Result extends { readonly exitCode: ExitCode }>(
  merchants: readonly MerchantConfiguration[],
  run: Run,
  work: (merchant: MerchantConfiguration) => Promise<Result>,
): Promise<EachMerchant<Result>> {
  const done: Result[] = [];
  for (const merchant of merchants) {
    if (run.signal.aborted) break;
    done.push(await work(merchant));
  }
  const isCut = done.length < merchants.length;
  if (isCut) run.reportFault(run.signal.reason);
  return { exitCode: isCut ? 3 : worstOf(done.map(({ exitCode }) => exitCode)), merchants: done };
}

/** Tells a fault of a merchant and gives it as a result, so that it does not keep the others waiting. */
export function merchantFault({ id }: MerchantConfiguration, error: unknown, run: Run): MerchantFault {
  run.reportFault(error);
  const told = describeError(run.signal.aborted ? stoppedFault(error) : error);
  return { merchant: id, exitCode: 3, error: told };
}
