import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Receipt } from '@alipay-intl/notify';
import type { Genuine } from './genuine.ts';
import { describeMutant, type Mutant, mutantOf, requestOf } from './mutant.ts';
import { mutate } from './mutate.ts';
import { classOf, emptyReport, type MutationReport, noteTime, type Violation } from './mutation-report.ts';
import { stillGenuine } from './oracle.ts';
import { genuineMessages } from './pool.ts';
import { ProcessGuard } from './process-guard.ts';
import {
  createReceiverUnderTest,
  type ReceiverUnderTest,
  refusalCodes,
  type Sabotage,
} from './receiver-under-test.ts';

/** Mutants from one number up to, not including, another. */
export interface MutationRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly sabotage?: Sabotage;
}

/** Delivers mutants, and compares what became of each with what the oracle says. */
export async function runMutations({ seed, from, to, sabotage }: MutationRange): Promise<MutationReport> {
  const run = new MutationRun(await createReceiverUnderTest(sabotage));
  const guard = new ProcessGuard();
  try {
    await run.deliverUnchanged();
    const before = heapUsed();
    for (let number = from; number < to; number += 1)
      await run.deliver(mutate(genuineMessages, seed, number), `seed ${seed}, number ${number}`);
    run.report.heaps.push([before, heapUsed()]);
  } finally {
    await guard.close();
  }
  run.report.broken['would have ended the process'] += guard.ends;
  return run.report;
}

class MutationRun {
  readonly report: MutationReport = emptyReport();
  readonly #receiver: ReceiverUnderTest;
  /** The event that each genuine message is about. */
  readonly #keys = new Map<Genuine, string>();

  constructor(receiver: ReceiverUnderTest) {
    this.#receiver = receiver;
  }

  /** Without changes, each is what the pool says; this also tells its event. */
  async deliverUnchanged(): Promise<void> {
    for (const genuine of genuineMessages) {
      const receipt = await this.#judge(mutantOf(genuine), 'unchanged');
      if (receipt?.kind === 'handled') this.#keys.set(genuine, receipt.received.delivery.key);
    }
  }

  async deliver(mutant: Mutant, where: string): Promise<void> {
    const { report } = this;
    report.mutants += 1;
    for (const change of mutant.changes) report.mutations[change] = (report.mutations[change] ?? 0) + 1;
    const [group = 'none'] = mutant.changes[0]?.split(':') ?? [];
    const counts = classOf(report, group);
    counts.mutants += 1;
    const receipt = await this.#judge(mutant, where);
    if (receipt?.kind !== 'handled') return;
    report.believed += 1;
    counts.believed += 1;
  }

  async #judge(mutant: Mutant, where: string): Promise<Receipt | undefined> {
    const { effects } = this.#receiver;
    const began = performance.now();
    const receipt = await this.#receiver
      .receive(requestOf(mutant), mutant.arrivesAtMs)
      .catch((error: unknown) => this.#break('rejected promise', mutant, `${where}: ${String(error)}`));
    const tookUs = (performance.now() - began) * 1e3;
    const genuine = stillGenuine(mutant);
    const hadEffect = this.#receiver.effects > effects;
    if (receipt?.kind === 'refused') this.#noteRefusal(receipt, tookUs, mutant, where);
    const isBelieved = receipt !== undefined && receipt.kind !== 'refused';
    if (isBelieved && genuine === undefined) this.#break('believed although changed', mutant, where);
    if (!isBelieved && genuine !== undefined) this.#break('refused although unchanged', mutant, where);
    if (!isBelieved && hadEffect) this.#break('effect of a refused one', mutant, where);
    const key = isBelieved ? receipt.received.delivery.key : undefined;
    const known = genuine === undefined ? undefined : this.#keys.get(genuine);
    if (key !== undefined && known !== undefined && key !== known)
      this.#break('taken for another event', mutant, where);
    return receipt;
  }

  #noteRefusal(
    { error, answer }: Extract<Receipt, { kind: 'refused' }>,
    tookUs: number,
    mutant: Mutant,
    where: string,
  ): void {
    const { report } = this;
    const { code } = error;
    if (where !== 'unchanged') {
      report.refused += 1;
      report.codes[code] = (report.codes[code] ?? 0) + 1;
      noteTime(report, tookUs);
    }
    const isTyped = error instanceof Error && refusalCodes.has(code) && answer.status >= 400;
    if (!isTyped) this.#break('untyped error', mutant, where);
  }

  #break(violation: Violation, mutant: Mutant, where: string): undefined {
    this.report.broken[violation] += 1;
    if (this.report.examples.length < 10)
      this.report.examples.push(`${violation} (${where}): ${describeMutant(mutant)}`);
  }
}

/** Bytes of the heap that are in use when the rubbish is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
