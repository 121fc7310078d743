/** How fast something went. */
export interface Pace {
  /** How often for each second on the clock. */
  readonly perSecond: number;
  /** How often for each second of processor time, all threads of the process together; undefined where not known. */
  readonly perProcessorSecond: number | undefined;
}

/** Runs the same asynchronous work in `loops` loops at once for about `durationMs`. */
export async function paceOf(
  work: () => Promise<unknown>,
  { loops, durationMs }: { readonly loops: number; readonly durationMs: number },
): Promise<Pace> {
  let done = 0;
  const watch = startWatch();
  const loop = async (): Promise<void> => {
    while (watch.spentMs() < durationMs) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return watch.pace(done);
}

/**
 * Runs the same synchronous work for about `durationMs`.
 *
 * @param batch - how often between two looks at the clock; more for shorter work.
 */
export async function syncPaceOf(
  work: () => void,
  { batch, durationMs }: { readonly batch: number; readonly durationMs: number },
): Promise<Pace> {
  let done = 0;
  const watch = startWatch();
  while (watch.spentMs() < durationMs) {
    for (let turn = 0; turn < batch; turn += 1) work();
    done += batch;
  }
  return watch.pace(done);
}

function startWatch(): { readonly spentMs: () => number; readonly pace: (done: number) => Pace } {
  const processorBefore = process.cpuUsage();
  const started = performance.now();
  const spentMs = (): number => performance.now() - started;
  const pace = (done: number): Pace => {
    const { user, system } = process.cpuUsage(processorBefore);
    return { perSecond: (done * 1e3) / spentMs(), perProcessorSecond: (done * 1e6) / (user + system) };
  };
  return { spentMs, pace };
}
