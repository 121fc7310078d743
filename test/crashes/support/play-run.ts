import { isAlipayError } from '@alipay-intl/core/errors';
import type { Choices } from './choices.ts';
import { type CrashWorld, createCrashWorld, leaseMs, order, type Worker } from './crash-world.ts';
import { type Breadth, type Family, type PayWay, payWays } from './gateway-model.ts';
import { judgeRun } from './judge-run.ts';

/** What a process of the merchant is asked to do. */
export type Job = 'collect' | 'start' | 'collect, then cancel' | 'refund' | 'refund in two parts';

export interface Play {
  readonly family: Family;
  readonly jobs: readonly [Job, ...Job[]];
  readonly deaths: number;
  readonly breadth: Breadth;
  readonly choices: Choices;
}

/** How a run went. */
export interface Played {
  /** Boundaries before the first death. */
  readonly boundaries: number;
  /** Moments at which a death is a run of its own. */
  readonly moments: number;
  readonly deaths: number;
  /** Everything that must not be, with what explains it. */
  readonly violations: readonly string[];
}

const recoveries = {
  main: ['the same worker restarts', 'another worker recovers', 'the same worker is asked again'],
  every: [
    'the same worker restarts',
    'the same worker restarts much later',
    'another worker recovers',
    'the same worker is asked again',
  ],
} as const;

const askingAgain = { main: ['collect'], every: ['resume', 'collect', 'cancel'] } as const;

const longestMs = 3_600_000;

/** Plays one run to the point where nothing moves, and judges it. */
export async function playRun({ family, jobs, deaths, breadth, choices }: Play): Promise<Played> {
  const job = choices.pick('job', jobs);
  const isRefund = job.startsWith('refund');
  const pays: readonly [PayWay, ...PayWay[]] = isRefund ? ['paid'] : payWays;
  let idleMs = 0;
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const world = createCrashWorld({ family, breadth, choices, deaths, pays, onDeath: () => void comeBack() });

  async function comeBack(): Promise<void> {
    const isWrittenLater = world.fate.deaths.at(-1)?.isWrittenLater === true;
    const isOneEnough = breadth === 'main' && isWrittenLater;
    const way = choices.pick<string>('recovery', isOneEnough ? [recoveries.main[0]] : recoveries[breadth]);
    const waitMs = way === 'the same worker restarts much later' ? 300_000 : 1_000;
    idleMs += waitMs;
    void world.tryOtherAttempt();
    await world.clock.sleep(waitMs);
    const worker = world.startWorker(way === 'another worker recovers' ? 'till-2' : 'till-1');
    if (way === 'the same worker is asked again')
      ask(
        world,
        worker,
        choices.pick<string>('asks again', isRefund ? ['the same'] : askingAgain[breadth]),
        job,
      );
    void tend(world, worker).then(settle);
  }

  async function begin(): Promise<void> {
    if (isRefund) await world.startWorker('till-1', true).checkout.collect(order);
    const worker = world.startWorker('till-1');
    await doJob(world, worker, job);
    await tend(world, worker);
    settle();
  }

  const violations: string[] = [];
  void begin();
  try {
    await world.clock.run(settled, longestMs);
    await world.clock.run(world.tryOtherAttempt(), longestMs);
    violations.push(...judgeRun(world, idleMs));
  } catch (error) {
    violations.push(`V3: ${error}`);
  }
  const { boundaries, deaths: died, seen } = world.fate;
  return {
    boundaries,
    moments: seen.size,
    deaths: died.length,
    violations: violations.length === 0 ? [] : [...violations, explain(world, choices, family)],
  };
}

async function doJob(world: CrashWorld, { checkout }: Worker, job: Job): Promise<void> {
  if (job === 'collect') return tell(world, checkout.collect(order));
  if (job === 'start') return tell(world, checkout.start(order));
  if (job === 'collect, then cancel') {
    const collected = tell(world, checkout.collect(order));
    await world.clock.sleep(3_000);
    await Promise.all([collected, tell(world, checkout.cancel(order.attemptId))]);
    return;
  }
  const parts = job === 'refund' ? [1_000] : [400, 600];
  for (const [index] of parts.entries()) await refundPart(world, { checkout }, parts, index);
}

async function refundPart(
  world: CrashWorld,
  { checkout }: Pick<Worker, 'checkout'>,
  parts: readonly number[],
  index: number,
): Promise<void> {
  const amount = { currency: 'SGD', value: String(parts[index]) };
  await tell(
    world,
    checkout
      .refund({ attemptId: order.attemptId, refundAttemptId: `refund-${index + 1}`, amount })
      .then(() => ({ kind: 'paid' as const })),
  );
}

/** The shop that has seen no answer asks for the same thing again. */
function ask(world: CrashWorld, worker: Worker, again: string, job: Job): void {
  if (job.startsWith('refund')) {
    void doJob(world, worker, job);
    return;
  }
  const { checkout } = worker;
  if (again === 'collect') void tell(world, checkout.collect(order));
  else if (again === 'cancel') void tell(world, checkout.cancel(order.attemptId));
  else void tell(world, checkout.resume(order.attemptId));
}

/** What a shop may meet without anything being wrong. */
const fair: ReadonlySet<string> = new Set([
  'ERR_TRANSPORT_CONNECT',
  'ERR_CHECKOUT_PAYMENT_UNKNOWN',
  'ERR_REFUND_UNDECIDED',
]);

async function tell(world: CrashWorld, asked: Promise<{ readonly kind: string }>): Promise<void> {
  try {
    world.told.push((await asked).kind);
  } catch (error) {
    if (!isAlipayError(error) || !fair.has(error.code)) world.violations.push(`the shop met ${error}`);
  }
}

/** Recovers until nothing is left to do, as `keepRecovering` does, without the idle turns. */
async function tend(world: CrashWorld, { checkout, isDead }: Worker): Promise<void> {
  const { clock, watched } = world;
  let quietSinceMs: number | undefined;
  for (;;) {
    const report = await checkout.recover();
    if (isDead()) return new Promise(() => undefined);
    for (const { error } of report.failed) world.violations.push(`a recovery failed: ${error}`);
    const wakeMs = watched.nextWakeMs();
    const isQuiet = wakeMs === undefined && world.isQuiet();
    quietSinceMs = isQuiet ? (quietSinceMs ?? clock.elapsed()) : undefined;
    if (quietSinceMs !== undefined && clock.elapsed() - quietSinceMs > 2 * leaseMs) return;
    const untilWakeMs = (wakeMs ?? 0) - clock.now();
    await clock.sleep(untilWakeMs > 0 ? untilWakeMs : leaseMs / 3);
  }
}

function explain({ told, gateway, fate, watched }: CrashWorld, { path }: Choices, family: Family): string {
  const truth = { ...gateway.truth, refunds: [...gateway.truth.refunds] };
  const events = watched.events(order.attemptId).map((event, index) => {
    const { atMs, ...rest } = event;
    return `    ${index + 1} ${new Date(atMs).toISOString().slice(11, 23)} ${JSON.stringify({ ...rest, policy: undefined })}`;
  });
  return [
    `  ${family}; ${path.filter((step) => !step.endsWith(': lives')).join('; ')}`,
    `  died ${JSON.stringify(fate.deaths)}; truth ${JSON.stringify(truth)}; told ${told}`,
    ...events,
  ].join('\n');
}
